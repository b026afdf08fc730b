package dev.diskwright.ui.running;

import dev.diskwright.core.vm.boottest.BootOutcome;
import dev.diskwright.core.vm.boottest.BootStage;
import dev.diskwright.core.vm.boottest.BootTest;
import dev.diskwright.core.vm.boottest.BootVerdict;
import dev.diskwright.ui.build.ErrorCard;
import dev.diskwright.ui.build.Fact;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.job.JobRunner;
import dev.diskwright.ui.service.BootCheck;
import dev.diskwright.ui.service.CheckListener;
import dev.diskwright.ui.service.Desktop;
import dev.diskwright.ui.service.LiveMachine;
import dev.diskwright.ui.service.MachineOrigin;
import dev.diskwright.ui.service.MachineServices;
import dev.diskwright.ui.text.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The check whether something boots: what is waited for, how far it came, the verdict. One at a time.
public final class BootCheckViewModel {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final int LONGEST = 24 * 60 * 60; // seconds
    private static final int LARGEST_SHOT = 32 << 20; // bytes

    private final DocumentViewModel document;
    private final PlanningViewModel planning;
    private final MachineServices services;
    private final JobRunner jobs;
    private final Desktop desktop;
    private final Texts texts;
    private final LongSupplier clock;
    private final ConsoleViewModel console;
    private final ScreenWatch screen;
    private final StringProperty limit = new SimpleStringProperty("120");
    private final StringProperty expected = new SimpleStringProperty("");
    private final StringProperty blocked = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper limitError = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper expectedError = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper subject = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper cancelling = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper empty = new ReadOnlyBooleanWrapper(true);
    private final ReadOnlyStringWrapper timing = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper();
    private final ReadOnlyObjectWrapper<@Nullable CheckOutcome> outcome =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable ErrorCard> error = new ReadOnlyObjectWrapper<>();
    private final ObservableList<CheckStage> stages = FXCollections.observableArrayList();
    private final ObservableList<CheckStage> stagesView =
            FXCollections.unmodifiableObservableList(stages);
    private MachineOrigin.@Nullable Built built;
    private @Nullable MachineOrigin origin;
    private @Nullable Path folder;
    private Feed feed = new Feed();
    private JobRunner.Running job = JobRunner.Running.NOTHING;
    private JobRunner.Running ticker = JobRunner.Running.NOTHING;
    private Consumer<String> goer = _ -> {};
    private Runnable opener = () -> {};
    private Runnable afterEnd = () -> {};
    private Duration patience = Duration.ZERO;
    private @Nullable LiveMachine watched;
    private long startedAt;

    /// What a check says between two looks.
    private static final class Feed extends LiveFeed implements CheckListener {
        private final Map<BootStage, Duration> reached = new EnumMap<>(BootStage.class);
        private @Nullable LiveMachine machine;

        @Override
        public synchronized void started(LiveMachine it) {
            machine = it;
        }

        @Override
        public synchronized void reached(BootStage stage, Duration at) {
            reached.putIfAbsent(stage, at);
        }

        synchronized Map<BootStage, Duration> reachedStages() {
            return new EnumMap<>(reached);
        }

        synchronized @Nullable LiveMachine machine() {
            return machine;
        }
    }

    /// What came of one.
    ///
    /// @param shots screenshots that are pictures
    private record Done(BootCheck check, List<BootVerdict.Screenshot> shots) {}

    /// Nothing is checked at first.
    ///
    /// @param clock in nanoseconds
    public BootCheckViewModel(
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
        limit.subscribe(this::validate);
        expected.subscribe(this::validate);
        document.designProperty()
                .subscribe(design -> {
                    if (design == null
                            || document.done().isEmpty() && document.undone().isEmpty()) {
                        built = null; // another design was opened
                    }
                    tellSubject();
                });
    }

    private void validate() {
        int seconds = seconds();
        limitError.set(
                seconds < 1 || seconds > LONGEST ? texts.of("check.limit.error", LONGEST) : "");
        String problem = "";
        try {
            var _ = new BootTest(texts(), Duration.ofSeconds(1), Path.of(""));
        } catch (IllegalArgumentException e) {
            problem = texts.of("check.expected.error");
        }
        expectedError.set(problem);
    }

    private int seconds() {
        try {
            return Integer.parseInt(limit.get().strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private List<String> texts() {
        return expected.get().lines().map(String::strip).filter(it -> !it.isEmpty()).toList();
    }

    private void tellSubject() {
        MachineOrigin.Built image = built;
        var design = document.designProperty().get();
        subject.set(
                image != null
                        ? texts.of("check.subject.image", image.name())
                        : design == null
                                ? texts.of("reason.noDocument")
                                : texts.of("check.subject.unbuilt", design.name()));
    }

    /// Takes what shows the place that a JSON path names.
    public void onGo(Consumer<String> newGoer) {
        goer = newGoer;
    }

    /// Takes what brings the check into view.
    public void onOpen(Runnable newOpener) {
        opener = newOpener;
    }

    /// Brings it into view.
    public void open() {
        opener.run();
    }

    /// Checks from now on the open design as it is, unbuilt.
    public void ofDesign() {
        built = null;
        tellSubject();
    }

    /// Checks from now on an image that the open design was built into.
    public void ofImage(Path image) {
        built = new MachineOrigin.Built(document.require(), planning.folder(), image);
        tellSubject();
    }

    /// {@return whether an image is checked, not the design unbuilt}
    public boolean isOfImage() {
        return built != null;
    }

    /// Starts, if all that was typed is right.
    public void start() {
        validate();
        if (running.get()
                || !blocked.get().isEmpty()
                || document.designProperty().get() == null
                || !limitError.get().isEmpty()
                || !expectedError.get().isEmpty()) {
            return;
        }
        MachineOrigin.Built image = built;
        MachineOrigin next =
                image == null
                        ? new MachineOrigin.Unbuilt(document.require(), planning.folder())
                        : new MachineOrigin.Built(
                                document.require(), planning.folder(), image.image());
        origin = next;
        patience = Duration.ofSeconds(seconds());
        outcome.set(null);
        error.set(null);
        folder = null;
        watched = null;
        console.clear();
        screen.clear();
        empty.set(false);
        cancelling.set(false);
        running.set(true);
        var mine = new Feed();
        feed = mine;
        startedAt = clock.getAsLong();
        show(Map.of(), true);
        List<String> wanted = texts();
        Duration most = patience;
        job =
                jobs.startToEnd(
                        () -> done(services.check(next, wanted, most, mine)),
                        this::ended,
                        fault -> failed(fault, next));
        tick();
    }

    private static Done done(BootCheck check) {
        return new Done(
                check,
                check.verdict().screenshots().stream().filter(it -> isPicture(it.file())).toList());
    }

    private static boolean isPicture(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return ScreenPicture.of(in.readNBytes(LARGEST_SHOT)).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private void tick() {
        if (running.get()) {
            look();
            ticker = jobs.later(TICK, this::tick);
        }
    }

    private void look() {
        LiveFeed.News news = feed.take();
        console.add(news.text(), news.skipped());
        show(feed.reachedStages(), running.get());
        long spent = clock.getAsLong() - startedAt;
        timing.set(
                texts.of(
                        "check.timing",
                        RunningViewModel.clockFace(spent),
                        RunningViewModel.clockFace(patience.toNanos())));
        fraction.set(Math.clamp((double) spent / patience.toNanos(), 0, 1));
        LiveMachine machine = feed.machine();
        if (machine != null && !machine.equals(watched)) {
            watched = machine;
            screen.start(machine, true);
        }
    }

    /// @param goesOn whether the next stage is waited for
    private void show(Map<BootStage, Duration> reached, boolean goesOn) {
        var rows = new ArrayList<CheckStage>();
        boolean waits = goesOn;
        BootStage furthest =
                reached.keySet().stream().max(Comparator.naturalOrder()).orElse(BootStage.NOTHING);
        for (BootStage it : BootStage.values()) {
            if (it == BootStage.NOTHING) {
                continue;
            }
            Duration at = reached.get(it);
            boolean next = at == null && it.compareTo(furthest) > 0 && waits;
            String state =
                    at != null
                            ? "passed"
                            : next
                                    ? "running"
                                    : it.compareTo(furthest) < 0
                                            ? "skipped"
                                            : goesOn ? "waits" : "missed";
            waits &= !next;
            String title = texts.of("check.stage." + it.id());
            String time = at == null ? "" : time(at);
            rows.add(
                    new CheckStage(
                            it.id(),
                            title,
                            state,
                            time,
                            texts.of("check.spoken." + state, title, time)));
        }
        for (int i = 0; i < rows.size(); i++) {
            if (i >= stages.size()) {
                stages.add(rows.get(i));
            } else if (!rows.get(i).equals(stages.get(i))) {
                stages.set(i, rows.get(i));
            }
        }
    }

    private String time(Duration at) {
        return texts.of("check.seconds", at.toMillis() / 1000.0);
    }

    private void ended(Done it) {
        BootVerdict verdict = it.check().verdict();
        running.set(false);
        look();
        var reached = new EnumMap<BootStage, Duration>(BootStage.class);
        verdict.stages().forEach(stage -> reached.put(stage.stage(), stage.at()));
        show(reached, false);
        folder = it.check().folder();
        boolean interrupted = verdict.outcome() == BootOutcome.INTERRUPTED;
        String furthest =
                texts.of("check.reached." + verdict.stage().id().toLowerCase(Locale.ROOT));
        var facts = new ArrayList<Fact>();
        facts.add(new Fact(texts.of("check.fact.subject"), subjectOf(origin)));
        facts.add(new Fact(texts.of("check.fact.reached"), furthest));
        facts.add(new Fact(texts.of("check.fact.time"), time(verdict.elapsed())));
        for (BootVerdict.Expectation wish : verdict.expectations()) {
            facts.add(
                    new Fact(
                            texts.of(wish.isSeen() ? "check.fact.seen" : "check.fact.unseen"),
                            wish.text()));
        }
        String evidence = verdict.evidence();
        outcome.set(
                new CheckOutcome(
                        verdict.isPassed() ? "good" : interrupted ? "cancelled" : "bad",
                        headline(verdict),
                        verdict.isPassed() || evidence.isEmpty()
                                ? ""
                                : texts.of("check.evidence", evidence),
                        facts,
                        it.shots().stream().map(this::shot).toList()));
        rest();
    }

    private String subjectOf(@Nullable MachineOrigin it) {
        return it == null
                ? ""
                : texts.of(
                        it instanceof MachineOrigin.Unbuilt
                                ? "check.subject.unbuilt"
                                : "check.subject.image",
                        it.name());
    }

    private String headline(BootVerdict verdict) {
        String words = texts.of("check.outcome." + verdict.outcome().id());
        return verdict.outcome() == BootOutcome.EMULATOR_FAILED && verdict.end().isPresent()
                ? texts.of("check.emulator", verdict.end().get().sentence())
                : words;
    }

    private CheckOutcome.Shot shot(BootVerdict.Screenshot it) {
        return new CheckOutcome.Shot(
                it.file().toUri().toString(), time(it.at()), texts.of("check.shot", time(it.at())));
    }

    private void failed(Exception fault, MachineOrigin what) {
        running.set(false);
        look();
        if (fault instanceof InterruptedException || fault instanceof ClosedByInterruptException) {
            outcome.set(
                    new CheckOutcome(
                            "cancelled",
                            texts.of("check.outcome.interrupted"),
                            "",
                            List.of(),
                            List.of()));
        } else {
            error.set(new MachineFaults(texts).of(fault, what));
        }
        rest();
    }

    private void rest() {
        ticker.cancel();
        screen.stop();
        cancelling.set(false);
        timing.set("");
        fraction.set(0);
        Runnable next = afterEnd;
        afterEnd = () -> {};
        next.run();
    }

    /// Ends it before its time.
    public void cancel() {
        if (running.get() && !cancelling.get()) {
            cancelling.set(true);
            job.cancel();
        }
    }

    /// Ends what runs, and then does something.
    public void cancelThen(Runnable next) {
        if (running.get()) {
            afterEnd = next;
            cancel();
        } else {
            next.run();
        }
    }

    /// Shows the folder with report, logs and screenshots.
    public void openFolder() {
        if (folder != null) {
            desktop.show(folder);
        }
    }

    /// Shows the log of the serial port.
    public void openLog() {
        if (folder != null) {
            desktop.show(folder.resolve(BootTest.SERIAL_LOG));
        }
    }

    /// Does what the card offers.
    public void act(ErrorCard.Action action) {
        ErrorCard card = error.get();
        if (action == ErrorCard.Action.RETRY) {
            start();
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

    /// {@return the time limit as it is typed, in seconds}
    public StringProperty limitProperty() {
        return limit;
    }

    /// {@return the expected texts as they are typed, a line each}
    public StringProperty expectedProperty() {
        return expected;
    }

    /// {@return what is wrong with the time limit; empty for nothing}
    public ReadOnlyStringProperty limitErrorProperty() {
        return limitError.getReadOnlyProperty();
    }

    /// {@return what is wrong with the expected texts; empty for nothing}
    public ReadOnlyStringProperty expectedErrorProperty() {
        return expectedError.getReadOnlyProperty();
    }

    /// {@return what is checked}
    public ReadOnlyStringProperty subjectProperty() {
        return subject.getReadOnlyProperty();
    }

    /// {@return whether one is under way}
    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /// {@return whether it was told to end}
    public ReadOnlyBooleanProperty cancellingProperty() {
        return cancelling.getReadOnlyProperty();
    }

    /// {@return whether nothing was checked yet}
    public ReadOnlyBooleanProperty emptyProperty() {
        return empty.getReadOnlyProperty();
    }

    /// {@return how much of the time has gone, in words}
    public ReadOnlyStringProperty timingProperty() {
        return timing.getReadOnlyProperty();
    }

    /// {@return how much of the time has gone, 0 to 1}
    public ReadOnlyDoubleProperty fractionProperty() {
        return fraction.getReadOnlyProperty();
    }

    /// {@return the verdict; null before}
    public ReadOnlyObjectProperty<@Nullable CheckOutcome> outcomeProperty() {
        return outcome.getReadOnlyProperty();
    }

    /// {@return why there is none; null if there is}
    public ReadOnlyObjectProperty<@Nullable ErrorCard> errorProperty() {
        return error.getReadOnlyProperty();
    }

    /// {@return the stages, in order}
    public ObservableList<CheckStage> stages() {
        return stagesView;
    }

    /// {@return what the guest writes}
    public ConsoleViewModel console() {
        return console;
    }

    /// {@return its screen}
    public ScreenWatch screen() {
        return screen;
    }
}
