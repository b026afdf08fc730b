package dev.diskwright.ui.document;

import dev.diskwright.core.design.Design;
import dev.diskwright.ui.job.JobRunner;
import dev.diskwright.ui.notice.Notice;
import dev.diskwright.ui.notice.NoticesViewModel;
import dev.diskwright.ui.service.FileState;
import dev.diskwright.ui.service.FileStates;
import dev.diskwright.ui.text.Texts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;

/// Watches the design's file and its sources while the window is in use, and tells when someone else changed them.
public final class OutsideViewModel {
    /// How often it looks.
    public static final Duration PERIOD = Duration.ofSeconds(2);

    private static final String BANNER = "outside";

    private final DocumentViewModel document;
    private final FilesViewModel files;
    private final PlanningViewModel planning;
    private final FileStates states;
    private final JobRunner jobs;
    private final NoticesViewModel notices;
    private final Texts texts;
    private final BooleanProperty active = new SimpleBooleanProperty();
    private BiConsumer<Design, Design> showDifferences = (_, _) -> {};
    private JobRunner.Running timer = JobRunner.Running.NOTHING;
    private boolean looking;
    private @Nullable FileState told;

    /// Watches the file of `document`.
    public OutsideViewModel(
            DocumentViewModel document,
            FilesViewModel files,
            PlanningViewModel planning,
            FileStates states,
            JobRunner jobs,
            NoticesViewModel notices,
            Texts texts) {
        this.document = document;
        this.files = files;
        this.planning = planning;
        this.states = states;
        this.jobs = jobs;
        this.notices = notices;
        this.texts = texts;
        files.knownProperty().subscribe(this::settled);
        document.designProperty()
                .subscribe((before, after) -> {
                    if (before == null || after == null) {
                        schedule();
                    }
                });
        active.subscribe((_, now) -> {
            if (now) {
                look();
            } else {
                timer.cancel();
            }
        });
    }

    /// {@return whether the window is in use; nothing is watched while it is not}
    public BooleanProperty activeProperty() {
        return active;
    }

    /// Takes what shows how two designs differ.
    public void onShowDifferences(BiConsumer<Design, Design> newShow) {
        showDifferences = newShow;
    }

    private void schedule() {
        timer.cancel();
        if (active.get() && document.designProperty().get() != null) {
            timer = jobs.later(PERIOD, this::look);
        }
    }

    /// Looks now, and again after [#PERIOD].
    public void look() {
        schedule();
        if (document.designProperty().get() == null) {
            return;
        }
        planning.checkSources();
        Path file = document.fileProperty().get();
        FileState known = files.knownProperty().get();
        if (file == null || known == null || looking) {
            return;
        }
        looking = true;
        jobs.start(
                () -> states.look(file),
                now -> {
                    looking = false;
                    if (file.equals(document.fileProperty().get())) {
                        compare(file, now);
                    }
                },
                _ -> looking = false);
    }

    private void compare(Path file, FileState now) {
        FileState known = files.knownProperty().get();
        if (known == null || now.isSameAs(known)) {
            if (told != null) {
                told = null;
                notices.withdraw(BANNER);
            }
        } else if (told == null || !now.isSameAs(told)) {
            told = now;
            if (now.exists()) {
                files.fetch(file, read -> changed(file, read), why -> unreadable(file, why));
            } else {
                gone(file);
            }
        }
    }

    private void changed(Path file, FilesViewModel.Read read) {
        if (!file.equals(document.fileProperty().get())) {
            return;
        }
        Design inFile = read.parsed().design();
        if (inFile == null) {
            unreadable(file, files.refusal(read.parsed()).orElse(""));
            return;
        }
        if (inFile.equals(document.savedDesign()) || inFile.equals(document.require())) {
            document.noteInFile(inFile, read.parsed().comments());
            files.know(read.state());
            return;
        }
        tell(
                Notice.Kind.WARNING,
                texts.of("outside.changed", file.getFileName()),
                new Notice.Action(
                        "differences",
                        texts.of("outside.differences"),
                        () -> {
                            showDifferences.accept(document.require(), inFile);
                            changed(file, read);
                        }),
                action("reload", files::reload),
                action(
                        "keep",
                        () -> {
                            document.noteInFile(inFile, read.parsed().comments());
                            files.know(read.state());
                        }));
    }

    private void unreadable(Path file, String why) {
        tell(
                Notice.Kind.ERROR,
                texts.of("outside.unreadable", file.getFileName(), why),
                action("saveAs", files::saveAs),
                action("keep", () -> {}));
    }

    private void gone(Path file) {
        tell(
                Notice.Kind.WARNING,
                texts.of("outside.gone", file.getFileName()),
                action("saveAgain", files::save),
                action("saveAs", files::saveAs),
                action("keep", () -> {}));
    }

    private void settled(@Nullable FileState state) {
        told = null;
        notices.withdraw(BANNER);
        Path file = document.fileProperty().get();
        if (state != null && file != null && state.exists() && !state.writable()) {
            tell(
                    Notice.Kind.INFO,
                    texts.of("outside.readOnly", file.getFileName()),
                    action("saveAs", files::saveAs),
                    action("close", () -> {}));
        }
    }

    private void tell(Notice.Kind kind, String text, Notice.Action... actions) {
        notices.banner(new Notice(BANNER, kind, text, List.of(actions)));
    }

    private Notice.Action action(String id, Runnable run) {
        return new Notice.Action(id, texts.of("outside." + id), run);
    }
}
