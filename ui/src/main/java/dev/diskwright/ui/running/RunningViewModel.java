package dev.diskwright.ui.running;

import dev.diskwright.core.vm.run.MachineEnd;
import dev.diskwright.core.vm.run.MachineEvent;
import dev.diskwright.ui.build.ErrorCard;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.image.ImageChoice;
import dev.diskwright.ui.job.JobRunner;
import dev.diskwright.ui.machine.MachineSight;
import dev.diskwright.ui.service.Desktop;
import dev.diskwright.ui.service.LiveMachine;
import dev.diskwright.ui.service.MachineOrigin;
import dev.diskwright.ui.service.MachineServices;
import dev.diskwright.ui.text.Texts;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// The machine that runs, one at a time: from its start to its end, and what it said.
public final class RunningViewModel {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final long PATIENCE =
            10_000_000_000L; // ns until a power button counts as ignored

    /// Where a machine stands.
    public enum Phase {
        /// Nothing was run yet.
        NONE,
        /// It is being made.
        STARTING,
        /// It runs.
        RUNNING,
        /// It was told to end.
        STOPPING,
        /// It has ended; nothing of it is left.
        ENDED,
        /// It did not start.
        FAILED
    }

    private final DocumentViewModel document;
    private final PlanningViewModel planning;
    private final MachineServices services;
    private final JobRunner jobs;
    private final Desktop desktop;
    private final Texts texts;
    private final LongSupplier clock;
    private final ConsoleViewModel console;
    private final ScreenWatch screen;
    private final ReadOnlyObjectWrapper<Phase> phase = new ReadOnlyObjectWrapper<>(Phase.NONE);
    private final ReadOnlyBooleanWrapper live = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper screened = new ReadOnlyBooleanWrapper();
    private final StringProperty blocked = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper state = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper uptime = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable MachineOutcome> outcome =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable ErrorCard> error = new ReadOnlyObjectWrapper<>();
    private @Nullable MachineOrigin origin;
    private @Nullable LiveMachine machine;
    private LiveFeed feed = new LiveFeed();
    private JobRunner.Running job = JobRunner.Running.NOTHING;
    private JobRunner.Running ticker = JobRunner.Running.NOTHING;
    private BiConsumer<MachineOrigin, MachineSight> starter = (_, _) -> {};
    private Consumer<String> goer = _ -> {};
    private Runnable opener = () -> {};
    private Runnable afterEnd = () -> {};
    private long startedAt;
    private long pressedAt;
    private boolean pressed;

    /// Nothing runs at first.
    ///
    /// @param clock in nanoseconds
    public RunningViewModel(
            DocumentViewModel document,
            PlanningViewModel planning,
            MachineServices services,
            JobRunner jobs,
            Desktop desktop,
            Texts texts,
            LongSupplier clock) {
        this.document = document;
        this.planning = planning;
        this.services = services;
        this.jobs = jobs;
        this.desktop = desktop;
        this.texts = texts;
        this.clock = clock;
        console = new ConsoleViewModel(desktop, texts);
        screen = new ScreenWatch(jobs, texts);
    }

    /// Takes what notes that a machine was started, with the arguments that were executed.
    public void onStarted(BiConsumer<MachineOrigin, MachineSight> newStarter) {
        starter = newStarter;
    }

    /// Takes what shows the place that a JSON path names.
    public void onGo(Consumer<String> newGoer) {
        goer = newGoer;
    }

    /// Takes what brings the machine into view.
    public void onOpen(Runnable newOpener) {
        opener = newOpener;
    }

    /// Starts the machine of the open design with its disk unbuilt; if one runs, shows that.
    public void run() {
        if (isFree() && document.designProperty().get() != null) {
            start(new MachineOrigin.Unbuilt(document.require(), planning.folder()));
        }
        opener.run();
    }

    /// Starts the machine of the open design with an image that it was built into; if one runs, shows that.
    public void runBuilt(Path image) {
        if (isFree()) {
            start(new MachineOrigin.Built(document.require(), planning.folder(), image));
        }
        opener.run();
    }

    /// Starts a machine of defaults with the disk of an image; if one runs, shows that.
    public void runImage(ImageChoice image) {
        if (isFree()) {
            start(new MachineOrigin.Alone(image));
        }
        opener.run();
    }

    private boolean isFree() {
        return !live.get() && blocked.get().isEmpty();
    }

    /// Starts what ran last once more: the design as it is now, if it was one.
    public void again() {
        MachineOrigin last = origin;
        if (!isFree() || last == null) {
            return;
        }
        boolean open = document.designProperty().get() != null;
        start(
                switch (last) {
                    case MachineOrigin.Unbuilt _ when open ->
                            new MachineOrigin.Unbuilt(document.require(), planning.folder());
                    case MachineOrigin.Built(_, _, Path image) when open ->
                            new MachineOrigin.Built(document.require(), planning.folder(), image);
                    case MachineOrigin.Unbuilt _, MachineOrigin.Built _, MachineOrigin.Alone _ ->
                            last;
                });
    }

    private void start(MachineOrigin next) {
        origin = next;
        outcome.set(null);
        error.set(null);
        notice.set("");
        uptime.set("");
        pressed = false;
        console.clear();
        console.followProperty().set(true);
        screen.clear();
        screened.set(false);
        title.set(
                switch (next) {
                    case MachineOrigin.Unbuilt _ -> texts.of("running.title.unbuilt", next.name());
                    case MachineOrigin.Built _, MachineOrigin.Alone _ ->
                            texts.of("running.title.image", next.name());
                });
        enter(Phase.STARTING);
        var mine = new LiveFeed();
        feed = mine;
        startedAt = clock.getAsLong();
        job =
                jobs.startToEnd(
                        () -> services.start(next, mine),
                        it -> started(it, next),
                        fault -> failed(fault, next));
        tick();
    }

    private void enter(Phase next) {
        phase.set(next);
        live.set(next == Phase.STARTING || next == Phase.RUNNING || next == Phase.STOPPING);
        state.set(
                next == Phase.NONE
                        ? ""
                        : texts.of("running.phase." + next.name().toLowerCase(Locale.ROOT)));
    }

    private void started(LiveMachine it, MachineOrigin what) {
        machine = it;
        startedAt = clock.getAsLong();
        var _ = it.end().thenAccept(end -> jobs.post(() -> ended(it, end)));
        if (phase.get() == Phase.STOPPING) {
            close(it);
            return;
        }
        boolean hasScreen = it.sight().groups().stream().noneMatch(RunningViewModel::hidesScreen);
        screened.set(hasScreen);
        enter(Phase.RUNNING);
        console.connect(it::type);
        screen.start(it, hasScreen);
        starter.accept(what, it.sight());
    }

    private static boolean hidesScreen(MachineSight.Group group) {
        return group.tokens().contains("-nographic");
    }

    private void failed(Exception fault, MachineOrigin what) {
        tell(feed.take());
        ticker.cancel();
        if (fault instanceof InterruptedException || fault instanceof ClosedByInterruptException) {
            outcome.set(new MachineOutcome("cancelled", texts.of("running.end.cancelled"), ""));
            enter(Phase.ENDED);
        } else {
            error.set(new MachineFaults(texts).of(fault, what));
            enter(Phase.FAILED);
        }
        rest();
    }

    private void tick() {
        if (live.get()) {
            tell(feed.take());
            LiveMachine it = machine;
            if (it != null) {
                uptime.set(clockFace(clock.getAsLong() - startedAt));
                boolean ignored = pressed && clock.getAsLong() - pressedAt > PATIENCE;
                if (ignored && phase.get() == Phase.RUNNING) {
                    pressed = false;
                    notice.set(texts.of("running.ignored"));
                }
            }
            ticker = jobs.later(TICK, this::tick);
        }
    }

    /// {@return a time as clocks show it: 0:07, 1:02:03}
    static String clockFace(long nanos) {
        Duration time = Duration.ofNanos(nanos);
        return time.toHours() > 0
                ? "%d:%02d:%02d"
                        .formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart())
                : "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
    }

    private void tell(LiveFeed.News news) {
        console.add(news.text(), news.skipped());
        for (Map.Entry<MachineEvent.Kind, String> it : news.events().entrySet()) {
            String words =
                    switch (it.getKey()) {
                        case RESET -> texts.of("running.event.reset");
                        case PAUSED -> texts.of("running.event.paused");
                        case RESUMED -> texts.of("running.event.resumed");
                        case PANICKED -> texts.of("running.event.panicked");
                        case DISK_ERROR -> texts.of("running.event.disk", it.getValue());
                        case COMPANION_ENDED -> texts.of("running.event.companion", it.getValue());
                        case SHUTDOWN, SKIPPED ->
                                ""; // the end follows; what was told before counts
                    };
            if (!words.isEmpty()) {
                notice.set(words);
            }
        }
        if (!news.trouble().isEmpty()) {
            notice.set(texts.of("running.event.disk", news.trouble()));
        }
    }

    // ---- Controls ----

    /// Presses the power button.
    public void powerDown() {
        press(LiveMachine::powerDown, "running.pressed.power");
        pressed = phase.get() == Phase.RUNNING;
        pressedAt = clock.getAsLong();
    }

    /// Presses the reset button.
    public void reset() {
        press(LiveMachine::reset, "running.pressed.reset");
    }

    /// What is asked of a machine.
    @FunctionalInterface
    private interface Press {
        void on(LiveMachine machine) throws Exception;
    }

    private void press(Press button, String words) {
        LiveMachine it = machine;
        if (it == null || phase.get() != Phase.RUNNING) {
            return;
        }
        notice.set(texts.of(words));
        jobs.start(
                () -> {
                    button.on(it);
                    return true;
                },
                _ -> {},
                fault -> {
                    if (it.equals(machine)) {
                        notice.set(texts.of("running.deaf", String.valueOf(fault.getMessage())));
                    }
                });
    }

    /// Ends it at once, whatever it does.
    public void stop() {
        if (phase.get() == Phase.STARTING) {
            enter(Phase.STOPPING);
            job.cancel();
        } else if (phase.get() == Phase.RUNNING) {
            enter(Phase.STOPPING);
            LiveMachine it = machine;
            if (it != null) {
                close(it);
            }
        }
    }

    private void close(LiveMachine it) {
        jobs.startToEnd(
                () -> {
                    it.close();
                    return true;
                },
                _ -> {},
                _ -> {});
    }

    private void ended(LiveMachine it, MachineEnd end) {
        if (!it.equals(machine)) {
            return;
        }
        screen.stop();
        console.disconnect();
        jobs.startToEnd(
                () -> {
                    it.close();
                    return true;
                },
                _ -> gone(end),
                _ -> gone(end));
    }

    private void gone(MachineEnd end) {
        tell(feed.take());
        ticker.cancel();
        machine = null;
        notice.set("");
        outcome.set(MachineOutcome.of(end, texts));
        enter(Phase.ENDED);
        rest();
    }

    private void rest() {
        Runnable next = afterEnd;
        afterEnd = () -> {};
        next.run();
    }

    /// Ends what runs, and then does something.
    public void stopThen(Runnable next) {
        if (live.get()) {
            afterEnd = next;
            stop();
        } else {
            next.run();
        }
    }

    /// Does what the card offers.
    public void act(ErrorCard.Action action) {
        ErrorCard card = error.get();
        if (action == ErrorCard.Action.RETRY) {
            again();
        } else if (action == ErrorCard.Action.GO && card != null) {
            goer.accept(card.place());
        }
    }

    /// Copies what the card says.
    public void copyError() {
        ErrorCard card = error.get();
        if (card != null) {
            desktop.copy(card.text());
        }
    }

    /// {@return why none can be started, apart from one that runs; empty if it can}
    public StringProperty blockedProperty() {
        return blocked;
    }

    /// {@return where it stands}
    public ReadOnlyObjectProperty<Phase> phaseProperty() {
        return phase.getReadOnlyProperty();
    }

    /// {@return whether one is being started, runs, or is being stopped}
    public ReadOnlyBooleanProperty liveProperty() {
        return live.getReadOnlyProperty();
    }

    /// {@return whether it has a screen}
    public ReadOnlyBooleanProperty screenedProperty() {
        return screened.getReadOnlyProperty();
    }

    /// {@return what runs}
    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /// {@return where it stands, in a word}
    public ReadOnlyStringProperty stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// {@return how long it has run, as clocks show it}
    public ReadOnlyStringProperty uptimeProperty() {
        return uptime.getReadOnlyProperty();
    }

    /// {@return what happened last; may be empty}
    public ReadOnlyStringProperty noticeProperty() {
        return notice.getReadOnlyProperty();
    }

    /// {@return how it ended; null before}
    public ReadOnlyObjectProperty<@Nullable MachineOutcome> outcomeProperty() {
        return outcome.getReadOnlyProperty();
    }

    /// {@return why it did not start; null if it did}
    public ReadOnlyObjectProperty<@Nullable ErrorCard> errorProperty() {
        return error.getReadOnlyProperty();
    }

    /// {@return its serial console}
    public ConsoleViewModel console() {
        return console;
    }

    /// {@return its screen and its disks}
    public ScreenWatch screen() {
        return screen;
    }
}
