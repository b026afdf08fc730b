package dev.diskwright.ui.journal;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.DesignJson;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.job.JobRunner;
import dev.diskwright.ui.notice.Notice;
import dev.diskwright.ui.notice.NoticesViewModel;
import dev.diskwright.ui.text.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// Keeps unsaved edits in a journal, at most [#BEHIND] behind, and offers what an earlier run left.
public final class JournalViewModel {
    /// How far the journal may be behind the design; writing it takes a small part of that.
    public static final Duration BEHIND = Duration.ofSeconds(2);

    private static final Duration WAIT = BEHIND.dividedBy(2);

    /// Unsaved work of an earlier run.
    ///
    /// @param id of its journal
    /// @param base what lies in its file now; null if there is no readable design
    /// @param fileChanged whether the file is not what it was when the work began
    public record Found(String id, Unsaved work, @Nullable Design base, boolean fileChanged) {}

    private final DocumentViewModel document;
    private final JournalStore store;
    private final JobRunner jobs;
    private final NoticesViewModel notices;
    private final Texts texts;
    private final InstantSource clock;
    private final ObservableList<Found> found = FXCollections.observableArrayList();
    private final ObservableList<Found> foundView = FXCollections.unmodifiableObservableList(found);
    private boolean waiting;
    private boolean writing;
    private boolean again;
    private boolean failed;
    private @Nullable Design kept;
    private @Nullable Runnable ending;
    private final List<String> toDiscard = new ArrayList<>();

    /// Keeps a journal of `document`.
    public JournalViewModel(
            DocumentViewModel document,
            JournalStore store,
            JobRunner jobs,
            NoticesViewModel notices,
            Texts texts,
            InstantSource clock) {
        this.document = document;
        this.store = store;
        this.jobs = jobs;
        this.notices = notices;
        this.texts = texts;
        this.clock = clock;
        document.designProperty().subscribe((_, _) -> changed());
        document.dirtyProperty().subscribe((_, _) -> changed());
    }

    /// {@return unsaved work that earlier runs left, the newest first}
    public ObservableList<Found> found() {
        return foundView;
    }

    /// {@return the design that the journal holds now; null while it holds none}
    public @Nullable Design kept() {
        return kept;
    }

    private @Nullable Design wanted() {
        return document.dirtyProperty().get() ? document.designProperty().get() : null;
    }

    private void changed() {
        if (wanted() == null) {
            write();
        } else if (!Objects.equals(wanted(), kept) && !waiting) {
            waiting = true;
            jobs.later(
                    WAIT,
                    () -> {
                        waiting = false;
                        write();
                    });
        }
    }

    /// Brings the journal up to date; one job at a time touches the store.
    private void write() {
        Design wanted = wanted();
        if (ending != null) {
            return;
        }
        if (writing) {
            again = true;
            return;
        }
        if (Objects.equals(wanted, kept)) {
            return;
        }
        writing = true;
        Unsaved work = wanted == null ? null : work(wanted);
        List<String> replaced = List.copyOf(toDiscard);
        jobs.start(
                () -> {
                    if (work == null) {
                        store.drop();
                    } else {
                        store.keep(work);
                    }
                    for (String id : replaced) {
                        store.discard(id);
                    }
                    return replaced;
                },
                gone -> {
                    kept = wanted;
                    toDiscard.removeAll(gone);
                    written();
                },
                this::failed);
    }

    private Unsaved work(Design wanted) {
        Design base = document.savedDesign();
        return new Unsaved(
                document.fileProperty().get(),
                base == null || document.fileProperty().get() == null ? "" : Fingerprints.of(base),
                wanted,
                clock.instant());
    }

    private void written() {
        writing = false;
        if (ending != null) {
            finish(ending);
            return;
        }
        if (failed) {
            failed = false;
            notices.withdraw("journal");
        }
        if (again) {
            again = false;
            changed();
        }
    }

    private void failed(Exception fault) {
        writing = false;
        again = false;
        if (ending != null) {
            finish(ending);
            return;
        }
        if (!failed) {
            failed = true;
            notices.banner(
                    new Notice(
                            "journal",
                            Notice.Kind.WARNING,
                            texts.of("journal.failed", String.valueOf(fault.getMessage())),
                            List.of(
                                    new Notice.Action(
                                            "close", texts.of("question.close"), () -> {}))));
        }
    }

    /// Removes the journal, because what it holds is saved or was given up, and then runs `then`.
    public void end(Runnable then) {
        ending = then;
        if (!writing) {
            finish(then);
        }
    }

    private void finish(Runnable then) {
        jobs.start(
                () -> {
                    store.drop();
                    return then;
                },
                Runnable::run,
                _ -> then.run());
    }

    /// Looks for unsaved work that earlier runs left.
    public void look() {
        jobs.start(this::read, this::offer, _ -> {});
    }

    private record Looked(List<Found> found, int damaged) {}

    private Looked read() throws IOException {
        JournalStore.Left left = store.left();
        var worth = new ArrayList<Found>();
        for (JournalStore.Kept it : left.whole()) {
            Design base = base(it.work().file());
            if (it.work().design().equals(base)) {
                store.discard(it.id());
            } else {
                boolean changed =
                        it.work().file() != null
                                && (base == null
                                        || !Fingerprints.of(base).equals(it.work().base()));
                worth.add(new Found(it.id(), it.work(), base, changed));
            }
        }
        return new Looked(List.copyOf(worth), left.damaged());
    }

    private static @Nullable Design base(@Nullable Path file) {
        try {
            return file == null ? null : DesignJson.read(Files.readString(file)).design();
        } catch (IOException _) {
            return null;
        }
    }

    private void offer(Looked looked) {
        found.setAll(looked.found());
        if (looked.damaged() > 0) {
            notices.banner(
                    new Notice(
                            "journal-damaged",
                            Notice.Kind.INFO,
                            texts.of("journal.damaged", looked.damaged()),
                            List.of(
                                    new Notice.Action(
                                            "close", texts.of("question.close"), () -> {}))));
        }
    }

    /// Opens unsaved work as a copy. The earlier journal goes once this run's holds the same.
    public void openAsCopy(Found it) {
        found.remove(it);
        toDiscard.add(it.id());
        Path file = it.work().file();
        document.openCopy(it.work().design(), file == null ? null : file.getParent());
        changed();
    }

    /// Removes unsaved work for good.
    public void discard(Found it) {
        found.remove(it);
        jobs.start(
                () -> {
                    store.discard(it.id());
                    return it;
                },
                _ -> {},
                _ -> {});
    }
}
