package dev.diskwright.ui.running;

import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.vm.run.DiskStatistics;
import dev.diskwright.ui.job.JobRunner;
import dev.diskwright.ui.service.LiveMachine;
import dev.diskwright.ui.text.Texts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;

/// Looks at a machine's screen and disks now and then: each second while somebody sees it, each five otherwise, and never
/// before the last look has ended, however long the emulator takes for it.
public final class ScreenWatch {
    private static final Duration SEEN = Duration.ofSeconds(1);
    private static final Duration UNSEEN = Duration.ofSeconds(5);

    private final JobRunner jobs;
    private final Texts texts;
    private final BooleanProperty seen = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<@Nullable ScreenPicture> picture =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper disks = new ReadOnlyStringWrapper("");
    private JobRunner.Running due = JobRunner.Running.NOTHING;
    private @Nullable LiveMachine machine;
    private boolean hasScreen;
    private boolean looking;

    /// What one look came to.
    ///
    /// @param picture empty if there is none
    /// @param problem why there is none; empty if there is
    private record Look(
            Optional<ScreenPicture> picture, String problem, List<DiskStatistics> disks) {}

    ScreenWatch(JobRunner jobs, Texts texts) {
        this.jobs = jobs;
        this.texts = texts;
        seen.subscribe(sees -> {
            if (sees && machine != null && !looking) {
                due.cancel();
                look();
            }
        });
    }

    /// Forgets what was seen.
    void clear() {
        stop();
        picture.set(null);
        note.set("");
        disks.set("");
    }

    /// Begins to look.
    ///
    /// @param screen whether the machine has one
    void start(LiveMachine watched, boolean screen) {
        clear();
        machine = watched;
        hasScreen = screen;
        if (!screen) {
            note.set(texts.of("running.noScreen"));
        }
        if (!looking) {
            look();
        }
    }

    /// Looks no more. The last picture stays.
    void stop() {
        machine = null;
        due.cancel();
    }

    private void look() {
        LiveMachine watched = machine;
        if (watched == null) {
            return;
        }
        boolean screen = hasScreen;
        looking = true;
        jobs.start(
                () -> look(watched, screen),
                it -> looked(watched, it),
                fault -> looked(watched, new Look(Optional.empty(), words(fault), List.of())));
    }

    private static Look look(LiveMachine machine, boolean screen) throws InterruptedException {
        Optional<ScreenPicture> picture = Optional.empty();
        String problem = "";
        try {
            if (screen) {
                picture = ScreenPicture.of(machine.screenshot());
            }
            return new Look(picture, problem, machine.disks());
        } catch (IOException e) {
            problem = words(e);
            return new Look(picture, problem, List.of());
        }
    }

    private static String words(Exception fault) {
        String words = String.valueOf(fault.getMessage());
        return words.length() > 300 ? words.substring(0, 300) : words;
    }

    private void looked(LiveMachine watched, Look it) {
        looking = false;
        LiveMachine now = machine;
        if (now == null) {
            return;
        }
        if (now.equals(watched)) {
            show(it);
        }
        due = jobs.later(seen.get() ? SEEN : UNSEEN, this::look);
    }

    private void show(Look it) {
        if (it.picture().isPresent()) {
            ScreenPicture next = it.picture().get();
            ScreenPicture old = picture.get();
            if (old == null || !old.isSameAs(next)) {
                picture.set(next);
            }
            note.set("");
        } else if (hasScreen) {
            note.set(
                    it.problem().isEmpty()
                            ? texts.of("running.badPicture")
                            : texts.of("running.noPicture", it.problem()));
        }
        if (!it.disks().isEmpty()) {
            long read = it.disks().stream().mapToLong(DiskStatistics::readBytes).sum();
            long written = it.disks().stream().mapToLong(DiskStatistics::writtenBytes).sum();
            disks.set(
                    texts.of(
                            "running.disks",
                            SizeText.display(Math.max(0, read)),
                            SizeText.display(Math.max(0, written))));
        }
    }

    /// Hands on each new picture, decoded off the toolkit's thread; null where there is none any more.
    <T> void show(Function<byte[], T> decoder, Consumer<@Nullable T> shower) {
        picture.subscribe(next -> {
            if (next == null) {
                shower.accept(null);
                return;
            }
            jobs.start(
                    () -> decoder.apply(next.png()),
                    it -> {
                        if (next.equals(picture.get())) {
                            shower.accept(it);
                        }
                    },
                    _ -> {}); // the one before stays
        });
    }

    /// {@return whether somebody sees the picture}
    public BooleanProperty seenProperty() {
        return seen;
    }

    /// {@return what the screen showed last; null before it was seen, and for a machine without one}
    public ReadOnlyObjectProperty<@Nullable ScreenPicture> pictureProperty() {
        return picture.getReadOnlyProperty();
    }

    /// {@return why there is no picture, or none that is new; empty if there is}
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    /// {@return what the guest has read and written; empty if that is not known}
    public ReadOnlyStringProperty disksProperty() {
        return disks.getReadOnlyProperty();
    }
}
