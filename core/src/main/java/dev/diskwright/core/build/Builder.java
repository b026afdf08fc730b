package dev.diskwright.core.build;

import dev.diskwright.core.block.AtomicOutput;
import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.CopyPipeline;
import dev.diskwright.core.block.Digests;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.container.Encoding;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.plan.ImageListener;
import dev.diskwright.core.plan.LayingOutException;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Planner;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.core.verify.DiskImage;
import dev.diskwright.core.verify.Verifier;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/// Builds designs. One job at a time; each belongs to the thread that calls it.
public final class Builder {
    private static final Stage SOURCES = new Stage("sources", "Collect sources");
    private static final Stage CHECK = new Stage("check", "Check");
    private static final Stage TABLE = new Stage("table", "Assemble table");
    private static final Stage VERIFY = new Stage("verify", "Verify");
    private static final Stage FLUSH = new Stage("flush", "Flush");

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
        ContainerFormat format =
                Containers.named(options.format())
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "no container format " + options.format()));
        Stage write = new Stage("write", "Write " + format.name());
        Plan outline = Planner.outline(design);
        var clock = new StageClock(stages(outline, write), listener, millis);
        try (var planner = new Planner(base)) {
            Plan plan = plan(outline, planner, clock);
            BlockSource image = lay(plan, planner, clock);
            return write(new Job(plan, image, format, options, clock, write));
        } catch (InvalidDesignException e) {
            clock.abort(Stage.State.FAILED, Objects.requireNonNullElse(e.getMessage(), ""));
            throw e;
        } catch (InterruptedException e) {
            clock.abort(Stage.State.CANCELLED, "");
            throw e;
        } catch (ClosedByInterruptException e) {
            clock.abort(Stage.State.CANCELLED, "");
            Thread.interrupted(); // the exception says it from here on
            throw interrupted(e);
        } catch (IOException | RuntimeException e) {
            clock.abort(
                    Stage.State.FAILED, Objects.requireNonNullElse(e.getMessage(), e.toString()));
            throw e;
        }
    }

    private static InterruptedException interrupted(ClosedByInterruptException cause) {
        var e = new InterruptedException("interrupted while reading or writing");
        e.initCause(cause);
        return e;
    }

    private record Job(
            Plan plan,
            BlockSource image,
            ContainerFormat format,
            BuildOptions options,
            StageClock clock,
            Stage write) {}

    private static List<Stage> stages(Plan outline, Stage write) {
        var stages = new ArrayList<>(List.of(CHECK, SOURCES));
        outline.partitions().stream()
                .filter(it -> it.spec().filesystem() != null)
                .map(Builder::filesystem)
                .distinct()
                .forEach(stages::add);
        stages.addAll(List.of(TABLE, write, VERIFY, FLUSH));
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

    private static BuildReport write(Job job) throws IOException, InterruptedException {
        var findings = new ArrayList<Finding>();
        var checks = new ArrayList<Check>();
        StageClock clock = job.clock();
        try (var output = AtomicOutput.create(job.options().target(), job.options().replace())) {
            if (job.options().keepPartial()) {
                output.keepUnfinished();
            }
            long amount = CopyPipeline.amount(job.image(), CopyPipeline.CHUNK);
            clock.start(job.write(), amount);
            Encoding.write(
                    job.format(), job.image(), job.options().options(), output, clock.progress());
            clock.end(Stage.State.PASSED, "");
            String fingerprint;
            if (job.options().verify()) {
                clock.start(VERIFY, amount);
                fingerprint = verify(job, output, findings, checks);
                boolean silent = findings.isEmpty();
                clock.end(
                        silent ? Stage.State.PASSED : Stage.State.WARNED,
                        silent ? "" : findings.size() + " findings");
            } else {
                clock.skip(VERIFY, "not asked for");
                fingerprint = "";
            }
            clock.start(FLUSH, -1);
            output.commit();
            clock.end(Stage.State.PASSED, "");
            return new BuildReport(
                    verdict(job, findings),
                    job.options().target(),
                    job.format().name(),
                    job.plan().size(),
                    Files.size(job.options().target()),
                    fingerprint,
                    clock.reports(),
                    job.plan().diagnostics(),
                    findings,
                    checks);
        }
    }

    private static BuildReport.Verdict verdict(Job job, List<Finding> findings) {
        if (!job.options().verify()) {
            return BuildReport.Verdict.NOT_VERIFIED;
        }
        return findings.isEmpty()
                ? BuildReport.Verdict.VERIFIED
                : BuildReport.Verdict.VERIFIED_WITH_WARNINGS;
    }

    /// Reads back what was written: the same bytes as planned, and every structure sound.
    ///
    /// @return fingerprint of the disk
    private static String verify(
            Job job, AtomicOutput output, List<Finding> findings, List<Check> checks)
            throws IOException, InterruptedException {
        String name = job.options().target().toString();
        String fingerprint;
        var choice =
                new DiskImage.Choice(
                        job.format(),
                        null,
                        List.of(),
                        output.companionParts(),
                        job.plan().sectorSize());
        try (DiskImage written = DiskImage.open(output.part(), name, choice)) {
            BlockSource both = Compared.of(Where.file(name), written.disk(), job.image());
            fingerprint = Digests.fingerprint(both, job.clock().progress());
            Verifier.verify(written, findings::add, Progress.NONE);
            checks.addAll(ImageChecks.of(job.plan(), job.format(), written, findings, fingerprint));
            for (Check it : checks) {
                if (!it.passed()) {
                    findings.add(
                            Finding.warning(
                                    written.where().inside(it.group()),
                                    "%s is %s, planned as %s"
                                            .formatted(it.name(), it.found(), it.expected())));
                }
            }
        }
        for (Finding finding : findings) {
            if (finding.severity() == Finding.Severity.ERROR) {
                throw new CorruptImageException(
                        finding.where(), finding.sentence(), "a sound image");
            }
        }
        return fingerprint;
    }
}
