package dev.diskwright.ui.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.build.BuildOptions;
import dev.diskwright.core.build.DryRun;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.DesignJson;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.service.DesignServices;
import dev.diskwright.ui.text.Texts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// Building the open design, in earnest or as a dry run.
public final class BuildViewModel implements RunOwner {
    private final DocumentViewModel document;
    private final PlanningViewModel planning;
    private final DesignServices services;
    private final RunContext context;
    private final Texts texts;
    private final OutputViewModel output;
    private final RunViewModel run;
    private final TargetGate gate;
    private final ReadOnlyStringWrapper blocked = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper commandReason = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable Rehearsal> rehearsal =
            new ReadOnlyObjectWrapper<>();
    private Consumer<String> goer = _ -> {};

    /// A build of what `document` holds.
    ///
    /// @param past takes builds that have ended
    public BuildViewModel(
            DocumentViewModel document,
            PlanningViewModel planning,
            DesignServices services,
            RunContext context,
            PastRunsViewModel past) {
        this.document = document;
        this.planning = planning;
        this.services = services;
        this.context = context;
        texts = context.texts();
        output = new OutputViewModel(document, planning, context.desktop(), texts);
        run = new RunViewModel(context, past, Activity.BUILD);
        gate = new TargetGate(context);
        document.designProperty().subscribe(this::refresh);
        document.fileProperty().subscribe(this::refresh);
        document.dirtyProperty().subscribe(this::refresh);
        planning.planProperty().subscribe(this::refresh);
        planning.busyProperty().subscribe(this::refresh);
        planning.diagnostics().addListener((InvalidationListener) _ -> refresh());
        output.optionFields().problemProperty().subscribe(this::refresh);
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
                                : output.optionFields().problemProperty().get());
        boolean saved = document.fileProperty().get() != null && !document.dirtyProperty().get();
        commandReason.set(saved ? "" : texts.of("build.command.unsaved"));
        run.rests(texts.of("build.ready", design.name()));
    }

    /// Takes what shows the place that a JSON path names.
    public void onGo(Consumer<String> newGoer) {
        goer = newGoer;
    }

    /// Forgets the last build: another document was opened.
    public void reset() {
        if (!run.runningProperty().get()) {
            run.clear();
            rehearsal.set(null);
            output.reset();
            refresh();
        }
    }

    private boolean isBusy() {
        return run.runningProperty().get() || gate.isLooking();
    }

    @Override
    public void start() {
        if (!isBusy() && blocked.get().isEmpty()) {
            withTarget(file ->
                    gate.pass(
                            List.of(file),
                            new TargetGate.Writer() {
                                @Override
                                public void go(boolean replace) {
                                    start(file, replace);
                                }

                                @Override
                                public void refuse(Path target, String why) {
                                    output.refuseTarget(why);
                                }

                                @Override
                                public void elsewhere(Path target) {
                                    startElsewhere();
                                }
                            }));
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

    private void startElsewhere() {
        if (output.chooseTarget()) {
            start();
        }
    }

    private void start(Path file, boolean replace) {
        if (run.runningProperty().get()) {
            return;
        }
        Design design = document.require();
        Path folder = planning.folder();
        BuildOptions options = output.options(file, replace);
        rehearsal.set(null);
        output.shownProperty().set(false);
        run.start(
                new RunViewModel.Attempt(
                        texts.of("build.running", file.getFileName()),
                        design.name(),
                        Hashes.of(DesignJson.write(design).getBytes(UTF_8)),
                        options),
                listener -> services.build(design, folder, options, listener));
    }

    /// Finds out what a build would read and write; writes nothing.
    public void rehearse() {
        if (isBusy()) {
            return;
        }
        withTarget(file -> {
            Design design = document.require();
            Path folder = planning.folder();
            BuildOptions options = output.options(file, false);
            rehearsal.set(null);
            output.shownProperty().set(false);
            run.find(
                    texts.of("dry.running", file.getFileName()),
                    file,
                    () -> services.dryRun(design, folder, options),
                    this::rehearsed);
        });
    }

    private String rehearsed(DryRun end) {
        Rehearsal found = run.words().rehearsal(end);
        rehearsal.set(found);
        return found.headline();
    }

    @Override
    public void act(ErrorCard.Action action) {
        ErrorCard card = run.errorProperty().get();
        RunViewModel.Attempt last = run.attempt();
        switch (action) {
            case RETRY -> start();
            case CHOOSE_TARGET -> startElsewhere();
            case REPLACE -> {
                if (last != null && blocked.get().isEmpty()) {
                    start(last.options().target(), true);
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

    @Override
    public void copyCommand() {
        Path file = document.fileProperty().get();
        run.report().tell(commandReason.get());
        if (file != null && commandReason.get().isEmpty()) {
            RunViewModel.Attempt last = run.attempt();
            context.desktop()
                    .copy(
                            CommandText.of(context.system())
                                    .line(
                                            new CommandText.Build(
                                                    file.toString(),
                                                    output.file()
                                                            .map(Path::toString)
                                                            .orElse(output.targetProperty().get()),
                                                    output.optionFields().values(),
                                                    output.verifyProperty().get(),
                                                    output.keepPartialProperty().get(),
                                                    last != null && last.options().replace())));
            run.report().tell(texts.of("build.command.copied"));
        }
    }

    /// {@return what is written, and where}
    public OutputViewModel output() {
        return output;
    }

    /// {@return how a build goes}
    public RunViewModel run() {
        return run;
    }

    /// {@return why a build cannot start; empty if it can}
    public ReadOnlyStringProperty blockedProperty() {
        return blocked.getReadOnlyProperty();
    }

    /// {@return JSON path of the worst problem that stops a build; empty for none}
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    @Override
    public ReadOnlyStringProperty commandReasonProperty() {
        return commandReason.getReadOnlyProperty();
    }

    /// {@return what the last dry run found; null if the last run was none}
    public ReadOnlyObjectProperty<@Nullable Rehearsal> rehearsalProperty() {
        return rehearsal.getReadOnlyProperty();
    }
}
