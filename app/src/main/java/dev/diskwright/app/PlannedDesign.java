package dev.diskwright.app;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.build.OutputChecks;
import dev.diskwright.core.container.Identity;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.plan.ImageListener;
import dev.diskwright.core.plan.LayingOutException;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Planner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A design file with what it comes to. What the plan holds is valid until this is closed.
final class PlannedDesign implements AutoCloseable {
    private final Document document;
    private final Planner planner;
    private final @Nullable Plan plan;
    private final List<Diagnostic> diagnostics;

    private PlannedDesign(Document document) throws IOException, InterruptedException {
        this.document = document;
        planner = new Planner(document.base());
        diagnostics = new ArrayList<>(document.problems());
        try {
            plan = document.design() == null ? null : planner.plan(document.design());
        } catch (IOException | InterruptedException | RuntimeException e) {
            planner.close();
            throw e;
        }
        if (plan != null) {
            diagnostics.addAll(OutputChecks.check(plan.design()));
            plan.diagnostics().stream().filter(it -> !isEcho(it)).forEach(diagnostics::add);
        }
        diagnostics.sort(Diagnostic.WORST_FIRST);
    }

    /// {@return the design in `file`, planned}
    ///
    /// @throws Failure if there is no such file
    static PlannedDesign of(Path file, Console console)
            throws IOException, InterruptedException, Failure {
        return of(Document.read(file, console));
    }

    /// {@return the design, planned}
    static PlannedDesign of(Document document) throws IOException, InterruptedException {
        return new PlannedDesign(document);
    }

    /// {@return whether this only says that the default, which stands for a wrong value, does not fit}
    private boolean isEcho(Diagnostic diagnostic) {
        return document.problems().stream()
                .anyMatch(it -> it.isError() && it.path().equals(diagnostic.path()));
    }

    /// {@return the file's name as the person gave it}
    String name() {
        return document.name();
    }

    /// {@return the directory that its paths start from, absolute}
    Path base() {
        return document.base().toAbsolutePath();
    }

    /// {@return everything there is to say of the design, worst first}
    List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /// {@return what it comes to; null if the document cannot be read}
    @Nullable Plan plan() {
        return plan;
    }

    /// {@return where the identifiers of a container come from}
    ///
    /// @throws IllegalStateException if the document cannot be read
    Identity identity() {
        if (plan == null) {
            throw new IllegalStateException("no plan");
        }
        Design design = plan.design();
        return new Identity(
                design.seed(), Instant.ofEpochSecond(design.reproducible().timestamp()));
    }

    /// {@return whether it can be built}
    boolean isValid() {
        return plan != null && plan.isBuildable() && !Diagnostic.anyError(diagnostics);
    }

    /// {@return the disk, laid out; null if it cannot be built} Why not is among the diagnostics afterwards.
    @Nullable BlockSource image() throws IOException, InterruptedException {
        if (plan == null || !isValid()) {
            return null;
        }
        try {
            return planner.image(plan, ImageListener.NONE);
        } catch (LayingOutException e) {
            diagnostics.addFirst(e.diagnostic());
            return null;
        }
    }

    /// {@return the failure that says so, after its diagnostics were printed}
    Failure invalid() {
        return Failure.refused(
                name() + ": cannot be built: " + DiagnosticsText.count(diagnostics),
                "mend what is listed above");
    }

    @Override
    public void close() throws IOException {
        planner.close();
    }
}
