package dev.diskwright.ui.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.build.BuildOptions;
import dev.diskwright.core.build.BuildReport;
import dev.diskwright.core.build.DryRun;
import dev.diskwright.core.build.Stage;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.DesignJson;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.job.JobRunner;
import dev.diskwright.ui.service.DesignServices;
import dev.diskwright.ui.service.Desktop;
import dev.diskwright.ui.service.Question;
import dev.diskwright.ui.service.Questions;
import dev.diskwright.ui.text.Texts;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// Building the open design, in earnest or as a dry run: how it goes, how it ended.
public final class BuildViewModel {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final long NEVER = -1;

    /// What a build needs from outside.
    ///
    /// @param clock in nanoseconds
    /// @param archive of past runs
    /// @param system name of the operating system, for the quoting of commands
    public record Outside(
            DesignServices services,
            Desktop desktop,
            JobRunner jobs,
            Questions questions,
            Texts texts,
            LongSupplier clock,
            RunArchive archive,
            String system) {}

    /// What was built last, or is being built.
    private record Attempt(Design design, Path file, BuildOptions options, long startedAt) {}

    private final DocumentViewModel document;
    private final PlanningViewModel planning;
    private final Outside outside;
    private final Texts texts;
    private final BuildWords words;
    private final OutcomeWords ends;
    private final OutputViewModel output;
    private final LogViewModel log = new LogViewModel();
    private final PastRunsViewModel past;
    private final ReportViewModel report;

    private final ReadOnlyStringWrapper blocked = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper cancelling = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper writing = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper headline = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper percent = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper timing = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper commandReason = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Outcome> outcome = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable ErrorCard> error = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Rehearsal> rehearsal =
            new ReadOnlyObjectWrapper<>();
    private final ObservableList<StageRow> stages = FXCollections.observableArrayList();
    private final ObservableList<StageRow> stagesView =
            FXCollections.unmodifiableObservableList(stages);

    private JobRunner.Running job = JobRunner.Running.NOTHING;
    private JobRunner.Running ticker = JobRunner.Running.NOTHING;
    private StageLedger ledger;
    private RunProgress progress;
    private @Nullable Attempt attempt;
    private long startedAt;
    private long cancelledAt = NEVER;
    private boolean looking;
    private Consumer<String> goer = _ -> {};

    /// A build of what `document` holds.
    public BuildViewModel(DocumentViewModel document, PlanningViewModel planning, Outside outside) {
        this.document = document;
        this.planning = planning;
        this.outside = outside;
        texts = outside.texts();
        words = new BuildWords(texts);
        ends = new OutcomeWords(words);
        output = new OutputViewModel(document, planning, outside.desktop(), texts);
        past = new PastRunsViewModel(outside.archive(), outside.jobs(), words);
        report = new ReportViewModel(outside.desktop(), outside.jobs(), texts);
        ledger = new StageLedger(outside.clock());
        progress = new RunProgress(ledger, words, 0);
        document.designProperty().subscribe(this::refresh);
        document.fileProperty().subscribe(this::refresh);
        document.dirtyProperty().subscribe(this::refresh);
        planning.planProperty().subscribe(this::refresh);
        planning.busyProperty().subscribe(this::refresh);
        planning.diagnostics().addListener((InvalidationListener) _ -> refresh());
    }

    private void refresh() {
        Design design = document.designProperty().get();
        if (design == null) {
            return;
        }
        output.show(design);
        long errors = planning.diagnostics().stream().filter(it -> it.isError()).count();
        problem.set(
                planning.diagnostics().stream()
                        .filter(it -> it.isError())
                        .findFirst()
                        .map(it -> it.path())
                        .orElse(""));
        blocked.set(
                errors > 0
                        ? texts.of("build.blocked.errors", errors)
                        : planning.busyProperty().get() || planning.planProperty().get() == null
                                ? texts.of("build.blocked.planning")
                                : "");
        boolean saved = document.fileProperty().get() != null && !document.dirtyProperty().get();
        commandReason.set(saved ? "" : texts.of("build.command.unsaved"));
        if (!running.get()) {
            headline.set(texts.of("build.ready", design.name()));
        }
    }

    /// Takes what shows the place that a JSON path names.
    public void onGo(Consumer<String> newGoer) {
        goer = newGoer;
    }

    /// Forgets the last build: another document was opened.
    public void reset() {
        if (!running.get()) {
            clear();
            output.reset();
            refresh();
        }
    }

    private void clear() {
        stages.clear();
        log.clear();
        outcome.set(null);
        error.set(null);
        rehearsal.set(null);
        report.show(null);
        attempt = null;
        fraction.set(0);
        percent.set("");
        timing.set("");
        cancelledAt = NEVER;
        cancelling.set(false);
    }

    /// Builds; asks first before it replaces a file.
    public void start() {
        if (!running.get() && !looking && blocked.get().isEmpty()) {
            withTarget(file -> {
                looking = true;
                outside.jobs()
                        .start(
                                () -> TargetState.of(file),
                                state -> start(file, state),
                                fault -> refused("build.target.unknown", fault.toString()));
            });
        }
    }

    private void withTarget(Consumer<Path> action) {
        Optional<Path> file = output.file();
        if (file.isEmpty()) {
            output.refuseTarget(texts.of("build.target.none"));
        } else {
            action.accept(file.get());
        }
    }

    private void start(Path file, TargetState state) {
        looking = false;
        switch (state) {
            case FREE -> start(file, false);
            case EXISTS -> askToReplace(file);
            case FOLDER -> refused("build.target.folder", file.toString());
            case NO_PARENT -> refused("build.target.noParent", String.valueOf(file.getParent()));
        }
    }

    private void refused(String key, String what) {
        looking = false;
        output.refuseTarget(texts.of(key, what));
    }

    private void askToReplace(Path file) {
        outside.questions()
                .ask(
                        new Question(
                                texts.of("build.replace.title", file.getFileName()),
                                texts.of("build.replace.text", String.valueOf(file.getParent())),
                                List.of(
                                        choice(
                                                "replace",
                                                "build.replace",
                                                Question.Kind.DANGER,
                                                () -> start(file, true)),
                                        choice(
                                                "other",
                                                "build.replace.other",
                                                Question.Kind.PLAIN,
                                                this::startElsewhere),
                                        choice(
                                                "cancel",
                                                "question.cancel",
                                                Question.Kind.DEFAULT,
                                                () -> {}))));
    }

    private Question.Choice choice(String id, String key, Question.Kind kind, Runnable action) {
        return new Question.Choice(id, texts.of(key), kind, action);
    }

    private void startElsewhere() {
        if (output.chooseTarget()) {
            start();
        }
    }

    private void start(Path file, boolean replace) {
        if (running.get()) {
            return;
        }
        Design design = document.require();
        Path folder = planning.folder();
        BuildOptions options = output.options(file, replace);
        begin(texts.of("build.running", file.getFileName()), true);
        var mine = new Attempt(design, file, options, startedAt);
        attempt = mine;
        StageLedger listener = ledger;
        job =
                outside.jobs()
                        .startToEnd(
                                () -> outside.services().build(design, folder, options, listener),
                                it -> built(it, mine),
                                fault -> failed(fault, mine));
        tick();
    }

    /// Finds out what a build would read and write; writes nothing.
    public void rehearse() {
        if (running.get() || looking) {
            return;
        }
        withTarget(file -> {
            Design design = document.require();
            Path folder = planning.folder();
            BuildOptions options = output.options(file, false);
            begin(texts.of("dry.running", file.getFileName()), false);
            job =
                    outside.jobs()
                            .startToEnd(
                                    () -> outside.services().dryRun(design, folder, options),
                                    this::rehearsed,
                                    fault -> rehearsalFailed(fault, file));
            tick();
        });
    }

    private void begin(String title, boolean writes) {
        clear();
        ledger = new StageLedger(outside.clock());
        startedAt = outside.clock().getAsLong();
        progress = new RunProgress(ledger, words, startedAt);
        log.add(List.of(summary(title)));
        headline.set(title);
        output.shownProperty().set(false);
        writing.set(writes);
        running.set(true);
    }

    private LogLine summary(String text) {
        return new LogLine(LogLine.Level.SUMMARY, words.stamp(seconds()), text);
    }

    /// Asks what runs to stop. It has stopped when [#runningProperty] says so.
    public void cancel() {
        if (running.get() && !cancelling.get()) {
            cancelledAt = outside.clock().getAsLong();
            cancelling.set(true);
            headline.set(texts.of("build.cancelling"));
            job.cancel();
        }
    }

    private void tick() {
        if (running.get()) {
            look();
            ticker = outside.jobs().later(TICK, this::tick);
        }
    }

    private double seconds() {
        return (double) (outside.clock().getAsLong() - startedAt) / 1e9;
    }

    private void look() {
        RunProgress.View view = progress.at(outside.clock().getAsLong(), cancelledAt);
        List<StageRow> rows = view.rows();
        for (int i = 0; i < rows.size(); i++) {
            if (i >= stages.size()) {
                stages.add(rows.get(i));
            } else if (!rows.get(i).equals(stages.get(i))) {
                stages.set(i, rows.get(i));
            }
        }
        if (stages.size() > rows.size()) {
            stages.remove(rows.size(), stages.size());
        }
        log.add(view.news());
        fraction.set(view.fraction());
        percent.set(
                writing.get() ? texts.of("build.percent", Math.floor(100 * fraction.get())) : "");
        timing.set(view.timing());
    }

    private void built(BuildReport end, Attempt mine) {
        look();
        fraction.set(1);
        percent.set(texts.of("build.percent", 100.0));
        log.add(ends.details(end, words.stamp(seconds())));
        report.show(end);
        finish(ends.outcome(end, seconds()));
        remember(
                mine,
                end.verdict().name().toLowerCase(java.util.Locale.ROOT),
                end.diskSize(),
                end.fileSize(),
                end.fingerprint());
    }

    private void failed(Exception fault, Attempt mine) {
        if (fault instanceof InterruptedException || fault instanceof ClosedByInterruptException) {
            ledger.close(Stage.State.CANCELLED);
            look();
            finish(ends.cancelled(seconds(), mine.options().keepPartial()));
            remember(mine, "cancelled", 0, 0, "");
            return;
        }
        StageLedger.Entry at = ledger.current();
        ledger.close(Stage.State.FAILED);
        look();
        ErrorCard card =
                new ErrorCards(words)
                        .of(fault, at == null ? ledger.failed() : at.stage(), mine.file());
        error.set(card);
        finish(ends.failed(seconds(), card));
        remember(mine, "failed", 0, 0, "");
    }

    private void rehearsed(DryRun end) {
        Rehearsal found = ends.rehearsal(end);
        rehearsal.set(found);
        log.add(List.of(summary(found.headline())));
        rest();
    }

    private void rehearsalFailed(Exception fault, Path file) {
        if (fault instanceof InterruptedException || fault instanceof ClosedByInterruptException) {
            finish(ends.cancelled(seconds(), false));
        } else {
            ErrorCard card = new ErrorCards(words).of(fault, null, file);
            error.set(card);
            finish(ends.failed(seconds(), card));
        }
    }

    private void finish(Outcome end) {
        log.add(List.of(summary(end.headline())));
        outcome.set(end);
        rest();
    }

    private void rest() {
        ticker.cancel();
        timing.set("");
        cancelling.set(false);
        writing.set(false);
        running.set(false);
        refresh();
    }

    private void remember(
            Attempt mine, String verdict, long diskSize, long fileSize, String fingerprint) {
        past.add(
                new Run(
                        verdict,
                        outside.archive().clock().instant(),
                        mine.design().name(),
                        digest(mine.design()),
                        mine.file().toString(),
                        mine.options().format(),
                        diskSize,
                        fileSize,
                        (outside.clock().getAsLong() - mine.startedAt()) / 1_000_000,
                        fingerprint));
    }

    private static String digest(Design design) {
        try {
            byte[] text = DesignJson.write(design).getBytes(UTF_8);
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every platform has it
        }
    }

    /// Does what an error card offers.
    public void act(ErrorCard.Action action) {
        ErrorCard card = error.get();
        Attempt last = attempt;
        switch (action) {
            case RETRY -> start();
            case CHOOSE_TARGET -> startElsewhere();
            case REPLACE -> {
                if (last != null && blocked.get().isEmpty()) {
                    start(last.file(), true);
                }
            }
            case GO -> goer.accept(card == null ? "" : card.place());
            case OPEN_RAW, ALLOW_FOLDER, OPEN_OTHER -> {} // images that are looked into
        }
    }

    /// Shows the place that a JSON path names.
    public void go(String path) {
        goer.accept(path);
    }

    /// Copies what the error card says.
    public void copyError() {
        ErrorCard card = error.get();
        if (card != null) {
            outside.desktop().copy(card.text());
        }
    }

    /// Copies the lines of the log that are shown.
    public void copyLog() {
        outside.desktop().copy(log.text());
    }

    /// Shows the image's folder in the file manager.
    public void openFolder() {
        Attempt last = attempt;
        Path folder = last == null ? null : last.file().getParent();
        if (folder != null) {
            outside.desktop().show(folder);
        }
    }

    /// Copies the command that does the same.
    public void copyCommand() {
        Path file = document.fileProperty().get();
        report.tell(commandReason.get());
        if (file != null && commandReason.get().isEmpty()) {
            Attempt last = attempt;
            outside.desktop()
                    .copy(
                            CommandText.of(outside.system())
                                    .line(
                                            new CommandText.Call(
                                                    file.toString(),
                                                    output.file()
                                                            .map(Path::toString)
                                                            .orElse(output.targetProperty().get()),
                                                    output.verifyProperty().get(),
                                                    output.keepPartialProperty().get(),
                                                    last != null && last.options().replace())));
            report.tell(texts.of("build.command.copied"));
        }
    }

    /// {@return what is written, and where}
    public OutputViewModel output() {
        return output;
    }

    /// {@return what happened}
    public LogViewModel log() {
        return log;
    }

    /// {@return builds of the past}
    public PastRunsViewModel past() {
        return past;
    }

    /// {@return the report of the last build}
    public ReportViewModel report() {
        return report;
    }

    /// {@return why a build cannot start; empty if it can}
    public ReadOnlyStringProperty blockedProperty() {
        return blocked.getReadOnlyProperty();
    }

    /// {@return JSON path of the worst problem that stops a build; empty for none}
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// {@return why there is no command to copy; empty if there is}
    public ReadOnlyStringProperty commandReasonProperty() {
        return commandReason.getReadOnlyProperty();
    }

    /// {@return whether a build or a dry run is under way}
    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /// {@return whether what runs writes an image}
    public ReadOnlyBooleanProperty writingProperty() {
        return writing.getReadOnlyProperty();
    }

    /// {@return whether what runs was asked to stop}
    public ReadOnlyBooleanProperty cancellingProperty() {
        return cancelling.getReadOnlyProperty();
    }

    /// {@return what is going on}
    public ReadOnlyStringProperty headlineProperty() {
        return headline.getReadOnlyProperty();
    }

    /// {@return share that is done, in words}
    public ReadOnlyStringProperty percentProperty() {
        return percent.getReadOnlyProperty();
    }

    /// {@return time so far and time left}
    public ReadOnlyStringProperty timingProperty() {
        return timing.getReadOnlyProperty();
    }

    /// {@return share that is done, 0 to 1; never falls, and is 1 only at the end}
    public ReadOnlyDoubleProperty fractionProperty() {
        return fraction.getReadOnlyProperty();
    }

    /// {@return how the last run ended; null before, and while one runs}
    public ReadOnlyObjectProperty<@Nullable Outcome> outcomeProperty() {
        return outcome.getReadOnlyProperty();
    }

    /// {@return why the last build failed; null if it did not}
    public ReadOnlyObjectProperty<@Nullable ErrorCard> errorProperty() {
        return error.getReadOnlyProperty();
    }

    /// {@return what the last dry run found; null if the last run was none}
    public ReadOnlyObjectProperty<@Nullable Rehearsal> rehearsalProperty() {
        return rehearsal.getReadOnlyProperty();
    }

    /// {@return the stages}
    public ObservableList<StageRow> stages() {
        return stagesView;
    }
}
