package dev.diskwright.ui.document;

import dev.diskwright.core.build.OutputChecks;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.ui.job.JobRunner;
import dev.diskwright.ui.service.DesignServices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// Keeps a plan beside the design. A newer edit cancels the planning of an older one; until the newer plan is there the
/// older one stays in view.
public final class PlanningViewModel {
    private static final Duration DEBOUNCE = Duration.ofMillis(60);

    private final DocumentViewModel document;
    private final DesignServices services;
    private final JobRunner jobs;
    private final Path home;
    private final ReadOnlyObjectWrapper<@Nullable Plan> plan = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Plan> shown = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ObservableList<Diagnostic> diagnostics = FXCollections.observableArrayList();
    private final ObservableList<Diagnostic> diagnosticsView =
            FXCollections.unmodifiableObservableList(diagnostics);
    private final ReadOnlyObjectWrapper<ProblemIndex> problems =
            new ReadOnlyObjectWrapper<>(ProblemIndex.EMPTY);
    private boolean checking;
    private JobRunner.Running running = JobRunner.Running.NOTHING;
    private @Nullable Plan current;

    /// @param home folder that paths of a design without a file start from
    public PlanningViewModel(
            DocumentViewModel document, DesignServices services, JobRunner jobs, Path home) {
        this.document = document;
        this.services = services;
        this.jobs = jobs;
        this.home = home;
        document.designProperty().subscribe(this::changed);
        document.fileProperty().subscribe(() -> changed(document.designProperty().get()));
    }

    /// {@return the plan of the design, or of one a moment ago while [#busyProperty()]; null before the first}
    public ReadOnlyObjectProperty<@Nullable Plan> planProperty() {
        return plan.getReadOnlyProperty();
    }

    /// {@return what is to be drawn: the preview of an edit in hand, else the plan, or until that is there the preview
    /// of the design; null before the first}
    public ReadOnlyObjectProperty<@Nullable Plan> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /// {@return the plan of the design, or its preview until that is there, whatever edit is in hand; null before the
    /// first} Gestures begin on it.
    public @Nullable Plan current() {
        return current;
    }

    /// Shows what an edit would come to, without doing it; null shows the design again.
    public void preview(@Nullable Edit edit) {
        Plan base = current;
        previewPlan(edit == null || base == null ? null : base.preview(edit.apply(base.design())));
    }

    /// Shows a preview that was already made; null shows the design again.
    public void previewPlan(@Nullable Plan preview) {
        Plan next = preview != null ? preview : current;
        if (preview != null) {
            problems.set(index(preview.diagnostics()));
        } else if (!problems.get().all().equals(diagnostics)) {
            problems.set(ProblemIndex.of(diagnostics));
        }
        shown.set(next);
    }

    /// {@return whether the plan is older than the design}
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /// {@return everything wrong with the design, worst first}
    public ObservableList<Diagnostic> diagnostics() {
        return diagnosticsView;
    }

    /// {@return the same by what they are about}
    public ReadOnlyObjectProperty<ProblemIndex> problemsProperty() {
        return problems.getReadOnlyProperty();
    }

    /// {@return the folder that relative paths in the design start from}
    public Path folder() {
        Path file = document.fileProperty().get();
        Path parent = file == null ? document.origin() : file.toAbsolutePath().getParent();
        return parent == null ? home : parent;
    }

    /// {@return what an edited design would come to, as far as that is known at once; empty before there is a plan}
    public Optional<Plan> preview(Design edited) {
        Plan current = plan.get();
        return current == null ? Optional.empty() : Optional.of(current.preview(edited));
    }

    /// Plans again, because a source may have changed.
    public void refresh() {
        changed(document.designProperty().get());
    }

    /// Looks whether a source changed since it was read, and plans again if one did.
    public void checkSources() {
        if (busy.get() || checking || document.designProperty().get() == null) {
            return;
        }
        checking = true;
        jobs.start(
                services::sourcesChanged,
                anyChanged -> {
                    checking = false;
                    if (anyChanged) {
                        refresh();
                    }
                },
                _ -> checking = false);
    }

    private void changed(@Nullable Design design) {
        running.cancel();
        if (design == null) {
            plan.set(null);
            publish(List.of());
            busy.set(false);
            return;
        }
        Path folder = folder();
        busy.set(true);
        foresee(design);
        Runnable start =
                () ->
                        running =
                                jobs.start(
                                        () -> services.plan(design, folder),
                                        this::planned,
                                        this::failed);
        if (plan.get() != null && !document.done().isEmpty()) {
            running = jobs.later(DEBOUNCE, start);
        } else {
            start.run();
        }
    }

    /// Shows the design at once, by what is known of its sources.
    private void foresee(Design design) {
        Plan known = plan.get();
        if (known != null && !known.design().equals(design) && !opened(known, design)) {
            Plan preview = known.preview(design);
            current = preview;
            shown.set(preview);
            publish(preview.diagnostics());
        }
    }

    /// {@return whether `design` is another document than the one that was planned}
    private boolean opened(Plan known, Design design) {
        return document.done().isEmpty() && document.undone().isEmpty()
                || known.design().version() != design.version();
    }

    private void planned(Plan result) {
        current = result;
        plan.set(result);
        var found = new ArrayList<>(result.diagnostics());
        OutputChecks.check(result.design()).stream()
                .filter(it -> !found.contains(it))
                .forEach(found::add);
        publish(found);
        shown.set(result);
        busy.set(false);
    }

    private void failed(Exception fault) {
        String why = fault.getMessage() == null ? fault.toString() : fault.getMessage();
        publish(List.of(Diagnostic.error("SRC-000", "", why, "")));
        busy.set(false);
    }

    private void publish(List<Diagnostic> found) {
        List<Diagnostic> all = withReading(found);
        if (!all.equals(problems.get().all())) {
            problems.set(ProblemIndex.of(all));
        }
        if (!all.equals(diagnostics)) {
            diagnostics.setAll(all);
        }
    }

    private ProblemIndex index(List<Diagnostic> found) {
        List<Diagnostic> all = withReading(found);
        return all.equals(problems.get().all()) ? problems.get() : ProblemIndex.of(all);
    }

    private List<Diagnostic> withReading(List<Diagnostic> found) {
        var all = new ArrayList<>(document.readingProblems());
        all.addAll(found);
        all.sort(Diagnostic.WORST_FIRST);
        return all;
    }
}
