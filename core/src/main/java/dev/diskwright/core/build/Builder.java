package dev.diskwright.core.build;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.container.Encoding;
import dev.diskwright.core.container.Identity;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.plan.ImageListener;
import dev.diskwright.core.plan.LayingOutException;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Planner;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.core.verify.Verifier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Builds designs. One job at a time; each belongs to the thread that calls it.
public final class Builder {
    private static final Stage SOURCES = new Stage("sources", "Collect sources");
    private static final Stage CHECK = new Stage("check", "Check");
    private static final Stage TABLE = new Stage("table", "Assemble table");

    private final LongSupplier millis;

    /// @param millis a clock, for how long stages take
    public Builder(LongSupplier millis) {
        this.millis = millis;
    }

    /// Builds `design` into one image file, which appears under its name complete, verified and flushed, or not at all.
    ///
    /// @param base folder that the design's paths are relative to
    /// @throws InvalidDesignException if the design has errors; nothing is written then
    /// @throws CorruptImageException if what was written is not what was meant; the target is left as it was
    /// @throws dev.diskwright.core.bytes.HostException if the host fails: no space, a source that changed
    /// @throws IllegalArgumentException for a format or option that does not exist
    /// @throws InterruptedException if the thread was interrupted; nothing remains then
    public BuildReport build(Design design, Path base, BuildOptions options, BuildListener listener)
            throws InvalidDesignException, IOException, InterruptedException {
        options.outputs().forEach(OutputFile::container);
        Plan outline = Planner.outline(design);
        var clock = new StageClock(stages(outline, options), listener, millis);
        return clock.<BuildReport, InvalidDesignException>guard(() -> {
            try (var planner = new Planner(base)) {
                Plan plan = plan(outline, planner, clock);
                return deliver(plan, lay(plan, planner, clock), options, clock);
            }
        });
    }

    private static List<Stage> stages(Plan outline, BuildOptions options) {
        var stages = new ArrayList<>(List.of(CHECK, SOURCES));
        outline.partitions().stream()
                .filter(it -> it.spec().filesystem() != null)
                .map(Builder::filesystem)
                .distinct()
                .forEach(stages::add);
        stages.add(TABLE);
        stages.addAll(Delivery.stages(options));
        return stages;
    }

    private static Stage filesystem(Segment.Partition it) {
        String name = it.spec().name().isEmpty() ? "" + it.number() : it.spec().name();
        return new Stage(
                "filesystem-" + it.number(),
                it.number() == 0 ? "Filesystem" : "Filesystem " + name);
    }

    /// Checks the design by itself, then together with its sources.
    ///
    /// @param outline what it comes to if nothing is known of its contents
    private static Plan plan(Plan outline, Planner planner, StageClock clock)
            throws InvalidDesignException, IOException, InterruptedException {
        clock.start(CHECK, -1);
        if (!outline.isBuildable()) {
            throw new InvalidDesignException(planner.plan(outline.design()).diagnostics());
        }
        end(clock, warnings(outline));
        clock.start(SOURCES, -1);
        Plan plan = planner.plan(outline.design());
        if (!plan.isBuildable()) {
            throw new InvalidDesignException(plan.diagnostics());
        }
        end(clock, Math.max(0, warnings(plan) - warnings(outline)));
        return plan;
    }

    private static long warnings(Plan plan) {
        return plan.diagnostics().stream()
                .filter(it -> it.severity() == Diagnostic.Severity.WARNING)
                .count();
    }

    private static void end(StageClock clock, long warnings) {
        clock.end(
                warnings == 0 ? Stage.State.PASSED : Stage.State.WARNED,
                warnings == 0 ? "" : warnings + (warnings == 1 ? " warning" : " warnings"));
    }

    private static BlockSource lay(Plan plan, Planner planner, StageClock clock)
            throws InvalidDesignException, IOException, InterruptedException {
        try {
            BlockSource image =
                    planner.image(
                            plan,
                            new ImageListener() {
                                @Override
                                public void filesystem(Segment.Partition partition) {
                                    clock.next(Builder.filesystem(partition));
                                }

                                @Override
                                public void table() {
                                    clock.next(TABLE);
                                }
                            });
            clock.end(Stage.State.PASSED, "");
            return image;
        } catch (LayingOutException e) {
            clock.abort(Stage.State.FAILED, e.diagnostic().problem());
            var diagnostics = new ArrayList<>(plan.diagnostics());
            diagnostics.addFirst(e.diagnostic());
            throw new InvalidDesignException(diagnostics);
        }
    }

    private static BuildReport deliver(
            Plan plan, BlockSource image, BuildOptions options, StageClock clock)
            throws IOException, InterruptedException {
        Design design = plan.design();
        var identity =
                new Identity(
                        design.seed(), Instant.ofEpochSecond(design.reproducible().timestamp()));
        Encoding encoding = Encoding.of(image, Optional.of(identity));
        try (var delivery = new Delivery(encoding, options, plan.sectorSize(), clock)) {
            return delivery.deliver(
                    (format, written, findings, fingerprint) -> {
                        Verifier.verify(written, findings::add, Progress.NONE);
                        return ImageChecks.of(plan, format, written, findings, fingerprint);
                    },
                    plan.diagnostics());
        }
    }
}
