package dev.diskwright.ui.build;

import dev.diskwright.core.build.BuildListener;
import dev.diskwright.core.build.BuildOptions;
import dev.diskwright.core.build.BuildReport;
import dev.diskwright.core.build.Stage;
import dev.diskwright.ui.job.Job;
import dev.diskwright.ui.job.JobRunner;
import dev.diskwright.ui.text.Texts;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
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

/// A run that writes images, whatever they are made from: how it goes, how it ended. One at a time.
public final class RunViewModel {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final long NEVER = -1;

    /// What is run.
    ///
    /// @param title what is going on
    /// @param subject name of what images are made from
    /// @param hash of the same, so that two runs of it are known
    /// @param options what is written
    record Attempt(String title, String subject, String hash, BuildOptions options) {}

    /// Writes the images. Runs off the toolkit's thread.
    @FunctionalInterface
    interface Work {
        /// {@return how it ended}
        BuildReport run(BuildListener listener) throws Exception;
    }

    private final RunContext context;
    private final Activity activity;
    private final Texts texts;
    private final BuildWords words;
    private final OutcomeWords ends;
    private final LogViewModel log = new LogViewModel();
    private final PastRunsViewModel past;
    private final ReportViewModel report;

    private final ReadOnlyBooleanWrapper empty = new ReadOnlyBooleanWrapper(true);
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper cancelling = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper writing = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper headline = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper percent = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper timing = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Outcome> outcome = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable ErrorCard> error = new ReadOnlyObjectWrapper<>();
    private final ObservableList<StageRow> stages = FXCollections.observableArrayList();
    private final ObservableList<StageRow> stagesView =
            FXCollections.unmodifiableObservableList(stages);

    private JobRunner.Running job = JobRunner.Running.NOTHING;
    private JobRunner.Running ticker = JobRunner.Running.NOTHING;
    private StageLedger ledger;
    private RunProgress progress;
    private @Nullable Attempt attempt;
    private Consumer<Path> inspector = _ -> {};
    private FollowUp machine = FollowUp.NONE;
    private FollowUp check = FollowUp.NONE;
    private String idle = "";
    private long startedAt;
    private long cancelledAt = NEVER;

    /// @param past takes what has ended
    RunViewModel(RunContext context, PastRunsViewModel past, Activity activity) {
        this.context = context;
        this.past = past;
        this.activity = activity;
        texts = context.texts();
        words = new BuildWords(texts);
        ends = new OutcomeWords(words, activity);
        report = new ReportViewModel(context.desktop(), context.jobs(), texts);
        ledger = new StageLedger(context.clock());
        progress = new RunProgress(ledger, words, 0);
    }

    /// Takes the headline of when nothing is going on.
    void rests(String title) {
        idle = title;
        if (!running.get()) {
            headline.set(title);
        }
    }

    /// Forgets the last run.
    void clear() {
        stages.clear();
        log.clear();
        outcome.set(null);
        error.set(null);
        report.show(null);
        attempt = null;
        fraction.set(0);
        percent.set("");
        timing.set("");
        cancelledAt = NEVER;
        cancelling.set(false);
        empty.set(true);
    }

    /// Writes images.
    void start(Attempt mine, Work work) {
        if (running.get()) {
            return;
        }
        begin(mine.title(), true);
        attempt = mine;
        StageLedger listener = ledger;
        job =
                context.jobs()
                        .startToEnd(
                                () -> work.run(listener),
                                it -> ended(it, mine),
                                fault -> failed(fault, mine));
        tick();
    }

    /// Finds something out, and writes nothing.
    ///
    /// @param target the image file it is about
    /// @param done takes what was found, and says it in a line
    <T> void find(String title, Path target, Job<T> work, Function<T, String> done) {
        begin(title, false);
        job =
                context.jobs()
                        .startToEnd(
                                work,
                                it -> {
                                    log.add(List.of(summary(done.apply(it))));
                                    rest();
                                },
                                fault -> findingFailed(fault, target));
        tick();
    }

    private void begin(String title, boolean writes) {
        clear();
        ledger = new StageLedger(context.clock());
        startedAt = context.clock().getAsLong();
        progress = new RunProgress(ledger, words, startedAt);
        log.add(List.of(summary(title)));
        headline.set(title);
        writing.set(writes);
        empty.set(false);
        running.set(true);
    }

    private LogLine summary(String text) {
        return new LogLine(LogLine.Level.SUMMARY, words.stamp(seconds()), text);
    }

    /// Asks what runs to stop. It has stopped when [#runningProperty] says so.
    public void cancel() {
        if (running.get() && !cancelling.get()) {
            cancelledAt = context.clock().getAsLong();
            cancelling.set(true);
            headline.set(texts.of("build.cancelling"));
            job.cancel();
        }
    }

    private void tick() {
        if (running.get()) {
            look();
            ticker = context.jobs().later(TICK, this::tick);
        }
    }

    private double seconds() {
        return (double) (context.clock().getAsLong() - startedAt) / 1e9;
    }

    private void look() {
        RunProgress.View view = progress.at(context.clock().getAsLong(), cancelledAt);
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

    private void ended(BuildReport end, Attempt mine) {
        look();
        fraction.set(1);
        percent.set(texts.of("build.percent", 100.0));
        log.add(ends.details(end, words.stamp(seconds())));
        report.show(end);
        finish(ends.outcome(end, seconds()));
        String verdict = end.verdict().name().toLowerCase(Locale.ROOT);
        for (BuildReport.Written it : end.outputs().reversed()) {
            past.add(
                    run(
                            mine,
                            verdict,
                            it.file(),
                            it.format(),
                            end.diskSize(),
                            it.fileSize(),
                            end.fingerprint()));
        }
    }

    private void failed(Exception fault, Attempt mine) {
        if (isInterruption(fault)) {
            ledger.close(Stage.State.CANCELLED);
            look();
            finish(ends.cancelled(seconds(), mine.options().keepPartial()));
            remember(mine, "cancelled");
            return;
        }
        StageLedger.Entry at = ledger.current();
        ledger.close(Stage.State.FAILED);
        look();
        ErrorCard card =
                new ErrorCards(words, activity)
                        .of(
                                fault,
                                at == null ? ledger.failed() : at.stage(),
                                mine.options().outputs().stream().map(it -> it.target()).toList());
        error.set(card);
        finish(ends.failed(seconds(), card));
        remember(mine, "failed");
    }

    private void findingFailed(Exception fault, Path target) {
        if (isInterruption(fault)) {
            finish(ends.cancelled(seconds(), false));
        } else {
            ErrorCard card = new ErrorCards(words, activity).of(fault, null, List.of(target));
            error.set(card);
            finish(ends.failed(seconds(), card));
        }
    }

    private static boolean isInterruption(Exception fault) {
        return fault instanceof InterruptedException || fault instanceof ClosedByInterruptException;
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
        headline.set(idle);
    }

    private void remember(Attempt mine, String verdict) {
        past.add(run(mine, verdict, mine.options().target(), mine.options().format(), 0, 0, ""));
    }

    private Run run(
            Attempt mine,
            String verdict,
            Path target,
            String format,
            long diskSize,
            long fileSize,
            String fingerprint) {
        return new Run(
                verdict,
                context.archive().clock().instant(),
                mine.subject(),
                mine.hash(),
                target.toString(),
                format,
                diskSize,
                fileSize,
                (context.clock().getAsLong() - startedAt) / 1_000_000,
                fingerprint);
    }

    /// {@return what was run last; null for nothing since it was cleared}
    @Nullable Attempt attempt() {
        return attempt;
    }

    /// {@return the words of runs}
    OutcomeWords words() {
        return ends;
    }

    /// Copies what the error card says.
    public void copyError() {
        ErrorCard card = error.get();
        if (card != null) {
            context.desktop().copy(card.text());
        }
    }

    /// Copies the lines of the log that are shown.
    public void copyLog() {
        context.desktop().copy(log.text());
    }

    /// Shows the image's folder in the file manager.
    public void openFolder() {
        Attempt last = attempt;
        Path folder = last == null ? null : last.options().target().getParent();
        if (folder != null) {
            context.desktop().show(folder);
        }
    }

    /// Takes what looks into an image.
    public void onInspect(Consumer<Path> newInspector) {
        inspector = newInspector;
    }

    /// Looks into the image that was written last, the first of several.
    public void inspect() {
        Attempt last = attempt;
        if (last != null) {
            inspector.accept(last.options().target());
        }
    }

    /// Takes what starts a machine with an image.
    public void onRun(FollowUp newMachine) {
        machine = newMachine;
    }

    /// Takes what checks whether an image boots.
    public void onCheck(FollowUp newCheck) {
        check = newCheck;
    }

    /// {@return what starts a machine with the image that was written last}
    public FollowUp machine() {
        return machine;
    }

    /// {@return what checks whether the image boots that was written last}
    public FollowUp check() {
        return check;
    }

    /// Does something with the image that was written last, the first of several.
    public void follow(FollowUp next) {
        Attempt last = attempt;
        if (last != null && next.reason().getValue().isEmpty()) {
            next.action().accept(last.options().target());
        }
    }

    /// {@return what it does}
    public Activity activity() {
        return activity;
    }

    /// {@return what happened}
    public LogViewModel log() {
        return log;
    }

    /// {@return runs of the past}
    public PastRunsViewModel past() {
        return past;
    }

    /// {@return the report of the last run}
    public ReportViewModel report() {
        return report;
    }

    /// {@return whether nothing was run yet, so that there is nothing to show}
    public ReadOnlyBooleanProperty emptyProperty() {
        return empty.getReadOnlyProperty();
    }

    /// {@return whether something is under way}
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

    /// {@return why the last run failed; null if it did not}
    public ReadOnlyObjectProperty<@Nullable ErrorCard> errorProperty() {
        return error.getReadOnlyProperty();
    }

    /// {@return the stages}
    public ObservableList<StageRow> stages() {
        return stagesView;
    }
}
