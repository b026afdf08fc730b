package dev.diskwright.ui.build;

import dev.diskwright.core.build.BuildOptions;
import dev.diskwright.core.build.BuildReport;
import dev.diskwright.core.build.Stage;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.job.JobRunner;
import dev.diskwright.ui.service.DesignServices;
import dev.diskwright.ui.service.Desktop;
import dev.diskwright.ui.service.Question;
import dev.diskwright.ui.service.Questions;
import dev.diskwright.ui.text.Texts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import javafx.beans.InvalidationListener;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// Building the open design: what it writes, how it goes, how it ended.
public final class BuildViewModel {
    private static final Duration TICK = Duration.ofMillis(100);

    private final DocumentViewModel document;
    private final PlanningViewModel planning;
    private final DesignServices services;
    private final Desktop desktop;
    private final JobRunner jobs;
    private final Questions questions;
    private final Texts texts;
    private final BuildWords words;
    private final LongSupplier clock;

    private final StringProperty target = new SimpleStringProperty("");
    private final BooleanProperty verify = new SimpleBooleanProperty(true);
    private final ChoiceModel format;
    private final ReadOnlyStringWrapper blocked = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper cancelling = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper headline = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper percent = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper timing = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Outcome> outcome = new ReadOnlyObjectWrapper<>();
    private final ObservableList<StageRow> stages = FXCollections.observableArrayList();
    private final ObservableList<StageRow> stagesView =
            FXCollections.unmodifiableObservableList(stages);
    private final ObservableList<String> log = FXCollections.observableArrayList();
    private final ObservableList<String> logView = FXCollections.unmodifiableObservableList(log);

    private JobRunner.Running job = JobRunner.Running.NOTHING;
    private JobRunner.Running ticker = JobRunner.Running.NOTHING;
    private StageLedger ledger;
    private Pace overall;
    private Pace stagePace;
    private String paced = "";
    private long startedAt;
    private Path proposed = Path.of("");

    /// @param clock in nanoseconds
    public BuildViewModel(
            DocumentViewModel document,
            PlanningViewModel planning,
            DesignServices services,
            Desktop desktop,
            JobRunner jobs,
            Questions questions,
            Texts texts,
            LongSupplier clock) {
        this.document = document;
        this.planning = planning;
        this.services = services;
        this.desktop = desktop;
        this.jobs = jobs;
        this.questions = questions;
        this.texts = texts;
        this.clock = clock;
        words = new BuildWords(texts);
        ledger = new StageLedger(clock);
        overall = new Pace(0);
        stagePace = new Pace(0);
        format = new ChoiceModel("/disk/format", formats(), this::setFormat);
        document.designProperty().subscribe(this::refresh);
        document.fileProperty().subscribe(this::refresh);
        planning.planProperty().subscribe(this::refresh);
        planning.busyProperty().subscribe(this::refresh);
        planning.diagnostics().addListener((InvalidationListener) _ -> refresh());
    }

    private List<ChoiceModel.Option> formats() {
        List<String> names =
                Containers.ALL.isEmpty()
                        ? List.of("qcow2", "raw")
                        : Containers.ALL.stream().map(it -> it.name()).toList();
        return names.stream()
                .map(it -> new ChoiceModel.Option(it, texts.orElse("format." + it, it)))
                .toList();
    }

    private void setFormat(String name) {
        Design design = document.require();
        document.applyQuietly(
                texts.of("edit.format", name), new Edit.SetDisk(design.disk().withFormat(name)));
    }

    private void refresh() {
        Design design = document.designProperty().get();
        if (design == null) {
            return;
        }
        format.show(design.disk().format(), "");
        proposeTarget(design);
        long errors = planning.diagnostics().stream().filter(it -> it.isError()).count();
        Plan plan = planning.planProperty().get();
        blocked.set(
                errors > 0
                        ? texts.of("build.blocked.errors", errors)
                        : planning.busyProperty().get() || plan == null
                                ? texts.of("build.blocked.planning")
                                : "");
        if (!running.get() && outcome.get() == null) {
            headline.set(texts.of("build.ready", design.name()));
        }
    }

    /// The target follows the design's name and format until the person chooses one.
    private void proposeTarget(Design design) {
        String extension =
                Containers.named(design.disk().format())
                        .map(it -> it.extensions().getFirst())
                        .orElse(
                                design.disk().format().equals("raw")
                                        ? "img"
                                        : design.disk().format());
        String name = design.name().isBlank() ? "disk" : design.name().replaceAll("[/\\\\]", "-");
        Path next = planning.folder().resolve(name + "." + extension);
        if (target.get().isBlank() || target.get().equals(proposed.toString())) {
            target.set(next.toString());
        }
        proposed = next;
    }

    /// {@return the image file}
    public StringProperty targetProperty() {
        return target;
    }

    /// {@return whether the image is read again and checked}
    public BooleanProperty verifyProperty() {
        return verify;
    }

    /// {@return container format}
    public ChoiceModel format() {
        return format;
    }

    /// {@return why a build cannot start; empty if it can}
    public ReadOnlyStringProperty blockedProperty() {
        return blocked.getReadOnlyProperty();
    }

    /// {@return whether a build is under way}
    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /// {@return whether a build is being cancelled}
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

    /// {@return how the last build ended; null before, and while one runs}
    public ReadOnlyObjectProperty<@Nullable Outcome> outcomeProperty() {
        return outcome.getReadOnlyProperty();
    }

    /// {@return the stages}
    public ObservableList<StageRow> stages() {
        return stagesView;
    }

    /// {@return what happened, a line each}
    public ObservableList<String> log() {
        return logView;
    }

    /// Forgets the last build: another document was opened.
    public void reset() {
        if (!running.get()) {
            stages.clear();
            log.clear();
            outcome.set(null);
            fraction.set(0);
            target.set("");
            refresh();
        }
    }

    /// Lets the person choose the image file.
    public void chooseTarget() {
        desktop.chooseImageTarget(Path.of(target.get()))
                .ifPresent(file -> target.set(file.toString()));
    }

    /// Builds; asks first before it replaces a file.
    public void start() {
        if (running.get() || !blocked.get().isEmpty()) {
            return;
        }
        Path file = target();
        jobs.start(
                () -> Files.exists(file),
                exists -> {
                    if (exists) {
                        askToReplace(file);
                    } else {
                        start(file, false);
                    }
                },
                fault -> finish(words.failed(fault, null, file)));
    }

    private Path target() {
        return planning.folder().resolve(target.get()).toAbsolutePath().normalize();
    }

    private void askToReplace(Path file) {
        questions.ask(
                new Question(
                        texts.of("build.replace.title", file.getFileName()),
                        texts.of("build.replace.text", String.valueOf(file.getParent())),
                        List.of(
                                new Question.Choice(
                                        "replace",
                                        texts.of("build.replace"),
                                        Question.Kind.DANGER,
                                        () -> start(file, true)),
                                new Question.Choice(
                                        "cancel",
                                        texts.of("question.cancel"),
                                        Question.Kind.DEFAULT,
                                        () -> {}))));
    }

    private void start(Path file, boolean replace) {
        Design design = document.require();
        Path folder = planning.folder();
        var options =
                new BuildOptions(file, design.disk().format(), Map.of(), replace, verify.get());
        ledger = new StageLedger(clock);
        startedAt = clock.getAsLong();
        overall = new Pace(startedAt);
        paced = "";
        stages.clear();
        log.clear();
        outcome.set(null);
        fraction.set(0);
        cancelling.set(false);
        running.set(true);
        headline.set(texts.of("build.running", file.getFileName()));
        StageLedger mine = ledger;
        job =
                jobs.start(
                        () -> services.build(design, folder, options, mine),
                        this::done,
                        fault -> failed(fault, file));
        tick();
    }

    /// Asks the build to stop.
    public void cancel() {
        if (running.get()) {
            cancelling.set(true);
            headline.set(texts.of("build.cancelling"));
            job.cancel();
            ledger.close(Stage.State.CANCELLED);
            show();
            finish(words.cancelled(seconds()));
        }
    }

    private void tick() {
        if (running.get()) {
            show();
            ticker = jobs.later(TICK, this::tick);
        }
    }

    private double seconds() {
        return (double) (clock.getAsLong() - startedAt) / 1e9;
    }

    private void show() {
        long now = clock.getAsLong();
        StageLedger.Entry current = ledger.current();
        if (current != null) {
            if (!current.stage().id().equals(paced)) {
                paced = current.stage().id();
                stagePace = new Pace(current.startedAt());
            }
            stagePace.sample(now, (double) current.done());
        }
        var rows = new ArrayList<StageRow>();
        for (StageLedger.Entry it : ledger.entries()) {
            rows.add(words.row(it, now, it.equals(current) ? stagePace.rate() : 0));
        }
        writeLog(rows);
        for (int i = 0; i < rows.size(); i++) {
            if (i >= stages.size()) {
                stages.add(rows.get(i));
            } else if (!rows.get(i).equals(stages.get(i))) {
                stages.set(i, rows.get(i));
            }
        }
        fraction.set(Math.max(fraction.get(), Math.min(0.995, ledger.fraction())));
        overall.sample(now, fraction.get());
        percent.set(texts.of("build.percent", Math.floor(fraction.get() * 100)));
        timing.set(timing());
    }

    private String timing() {
        String soFar = words.time(seconds());
        var left = overall.secondsLeft(1);
        return left.isEmpty()
                ? texts.of("build.time", soFar)
                : overall.isUnsteady()
                        ? texts.of("build.estimating", soFar)
                        : texts.of("build.timeLeft", soFar, words.time((double) left.getAsLong()));
    }

    private void writeLog(List<StageRow> rows) {
        for (int i = 0; i < rows.size(); i++) {
            StageRow row = rows.get(i);
            String before = i < stages.size() ? stages.get(i).state() : "waits";
            if (!before.equals(row.state())) {
                log.add(
                        texts.of(
                                "log.line",
                                words.time(seconds()),
                                row.title(),
                                texts.of("stage." + row.state()),
                                row.note().isEmpty() ? 0 : 1,
                                row.note()));
            }
        }
    }

    private void done(BuildReport report) {
        show();
        fraction.set(1);
        percent.set(texts.of("build.percent", 100.0));
        finish(words.outcome(report, seconds()));
    }

    private void failed(Exception fault, Path file) {
        if (fault instanceof InterruptedException) {
            ledger.close(Stage.State.CANCELLED);
            show();
            finish(words.cancelled(seconds()));
            return;
        }
        StageLedger.Entry at = ledger.current();
        ledger.close(Stage.State.FAILED);
        Stage stage =
                at != null
                        ? at.stage()
                        : ledger.entries().stream()
                                .filter(it -> it.state() == Stage.State.FAILED)
                                .map(StageLedger.Entry::stage)
                                .findFirst()
                                .orElse(null);
        show();
        finish(words.failed(fault, stage, file));
    }

    private void finish(Outcome end) {
        ticker.cancel();
        running.set(false);
        cancelling.set(false);
        timing.set("");
        headline.set(texts.of("build.ready", document.require().name()));
        log.add(texts.of("log.end", words.time(seconds()), end.headline()));
        outcome.set(end);
    }

    /// Shows the image's folder in the file manager.
    public void openFolder() {
        Path folder = target().getParent();
        if (folder != null) {
            desktop.show(folder);
        }
    }

    /// Copies the report.
    public void copyReport() {
        Outcome end = outcome.get();
        if (end != null) {
            var lines = new ArrayList<String>();
            lines.add(end.headline());
            end.facts().forEach(it -> lines.add(texts.of("report.fact", it.label(), it.value())));
            lines.add(end.why());
            lines.add(end.details());
            desktop.copy(String.join("\n", lines.stream().filter(it -> !it.isEmpty()).toList()));
        }
    }

    /// Copies the command that does the same.
    public void copyCommand() {
        Path file = document.fileProperty().get();
        String design = file == null ? document.require().name() : file.toString();
        desktop.copy("diskwright build " + quote(design) + " --output " + quote(target.get()));
    }

    private static String quote(String word) {
        return word.matches("[A-Za-z0-9_./+:=@-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
