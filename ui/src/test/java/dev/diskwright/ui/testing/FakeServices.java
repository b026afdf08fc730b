package dev.diskwright.ui.testing;

import dev.diskwright.core.build.BuildListener;
import dev.diskwright.core.build.BuildOptions;
import dev.diskwright.core.build.BuildReport;
import dev.diskwright.core.build.Check;
import dev.diskwright.core.build.DryRun;
import dev.diskwright.core.build.Stage;
import dev.diskwright.core.bytes.Guids;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.Layout;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.Presets;
import dev.diskwright.core.design.SizeExpression;
import dev.diskwright.core.plan.DerivedFile;
import dev.diskwright.core.plan.Known;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.core.plan.Volume;
import dev.diskwright.core.table.PartitionTypes;
import dev.diskwright.ui.service.DesignServices;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Plans by simple rules and builds nothing, in the steps that a test asks for.
public final class FakeServices implements DesignServices {
    private static final long ROOT = 700 * Units.MIB;

    /// What a build does; by default it passes every stage at once.
    public interface Script {
        /// Runs the build.
        BuildReport run(Plan plan, BuildOptions options, BuildListener listener)
                throws IOException, InterruptedException;
    }

    private Script script = FakeServices::pass;
    private BuildListener lastListener = BuildListener.NONE;
    private boolean sourcesChanged;
    private int plans;

    /// Makes the next look at the sources find a change.
    public void changeSources() {
        sourcesChanged = true;
    }

    /// {@return how often a design was planned}
    public int plans() {
        return plans;
    }

    @Override
    public boolean sourcesChanged() {
        boolean changed = sourcesChanged;
        sourcesChanged = false;
        return changed;
    }

    /// Takes what a build does from now on.
    public void script(Script newScript) {
        script = newScript;
    }

    @Override
    public Plan plan(Design design, Path folder) {
        plans++;
        Layout layout = Presets.expand(design);
        int sector = design.disk().sectorSize();
        var segments = new ArrayList<Segment>();
        long at = Units.MIB;
        segments.add(new Segment.Structure(0, at, "GPT"));
        int number = 1;
        long end = design.disk().size() == null ? 0 : design.disk().size().inBytes(sector);
        for (int i = 0; i < layout.partitions().size(); i++) {
            PartitionSpec spec = layout.partitions().get(i);
            if (spec.start() != null && spec.start().inBytes(sector) > at) {
                long start = spec.start().inBytes(sector);
                segments.add(new Segment.Free(at, start - at));
                at = start;
            }
            long size = size(spec, at, end, sector);
            segments.add(partition(at, size, i, number++, spec));
            at += size;
        }
        if (end - Units.MIB > at) {
            segments.add(new Segment.Free(at, end - Units.MIB - at));
            at = end - Units.MIB;
        }
        segments.add(new Segment.Structure(at, Units.MIB, "backup GPT"));
        List<Diagnostic> problems = check(design, layout);
        return new Plan(
                design,
                at + Units.MIB,
                sector,
                layout.table(),
                "97fd5997-f390-4b4a-a3f8-d106c1723aea",
                segments,
                "",
                derived(design),
                problems,
                Known.NOTHING);
    }

    private static List<DerivedFile> derived(Design design) {
        boolean out = design.derived().without().contains("/etc/fstab");
        var state = out ? DerivedFile.State.LEFT_OUT : DerivedFile.State.ADDED;
        return design.derived().fstab()
                ? List.of(new DerivedFile("/etc/fstab", "#\n", "Mount points", state))
                : List.of();
    }

    private static long size(PartitionSpec spec, long at, long diskEnd, int sector) {
        if (spec.end() != null) {
            return Math.max(Units.MIB, spec.end().inBytes(sector) - at);
        }
        SizeExpression size = spec.size();
        if (size != null && size.base() instanceof SizeExpression.Fixed(var fixed)) {
            return Math.max(Units.MIB, fixed.inBytes(sector));
        }
        return diskEnd > at + 2 * Units.MIB ? diskEnd - at - Units.MIB : ROOT + 512 * Units.MIB;
    }

    private static Segment.Partition partition(
            long at, long size, int index, int number, PartitionSpec spec) {
        Filesystem files = spec.filesystem();
        var tree = FileTree.empty(0);
        boolean root = "/".equals(spec.mount());
        Volume volume =
                files == null
                        ? null
                        : new Volume(
                                files.type(),
                                files.type().equals("vfat") ? "FAT32" : "",
                                files.label(),
                                "f222513b-ded1-49fa-b591-20ce86a2fe7f",
                                root ? ROOT : 41 * Units.MIB,
                                root ? 18_204 : 12,
                                tree);
        return new Segment.Partition(
                at,
                size,
                index,
                number,
                spec,
                PartitionTypes.parse(spec.type()).orElse(PartitionTypes.ofMbr(0x83)),
                Guids.parse("1c06f03b-704e-4657-b9cd-681a087a2fdc").orElseThrow(),
                0,
                volume,
                List.of("/dev/disk/by-partuuid/1c06f03b-704e-4657-b9cd-681a087a2fdc"));
    }

    /// A partition larger than 1 TiB is refused, so that tests have something to mend.
    private static List<Diagnostic> check(Design design, Layout layout) {
        var problems = new ArrayList<Diagnostic>();
        for (int i = 0; i < layout.partitions().size(); i++) {
            PartitionSpec spec = layout.partitions().get(i);
            if (spec.size() != null
                    && spec.size().base() instanceof SizeExpression.Fixed(var fixed)
                    && fixed.inBytes(512) > Units.TIB) {
                problems.add(
                        Diagnostic.error(
                                        "LAY-010",
                                        "/layout/partitions/" + i + "/size",
                                        "the partition is larger than the disk can be",
                                        "make it take the rest")
                                .withFix(
                                        "Let it take the rest",
                                        new Edit.SetPartition(
                                                i,
                                                spec.withPlace(
                                                        spec.start(),
                                                        null,
                                                        SizeExpression.rest()))));
            }
            if (spec.name().equals("warn")) {
                problems.add(
                        Diagnostic.warning(
                                "FS-021",
                                "/layout/partitions/" + i + "/filesystem/label",
                                "the label is the same as that of another partition",
                                "give each its own"));
            }
        }
        if (design.name().equals("hint")) {
            problems.add(Diagnostic.hint("PRJ-020", "/name", "the name says nothing", ""));
        }
        problems.sort(Diagnostic.WORST_FIRST);
        return problems;
    }

    @Override
    public DryRun dryRun(Design design, Path folder, BuildOptions options)
            throws IOException, InterruptedException {
        return DryRun.of(plan(design, folder), folder, options);
    }

    @Override
    public BuildReport build(
            Design design, Path folder, BuildOptions options, BuildListener listener)
            throws IOException, InterruptedException {
        lastListener = listener;
        return script.run(plan(design, folder), options, listener);
    }

    /// {@return who listens to the last build}
    public BuildListener listener() {
        return lastListener;
    }

    /// The stages of a usual build.
    public static List<Stage> stages() {
        return List.of(
                new Stage("check", "Check"),
                new Stage("sources", "Collect sources"),
                new Stage("filesystem-1", "File system ESP"),
                new Stage("filesystem-2", "File system root"),
                new Stage("table", "Assemble table"),
                new Stage("write", "Write"),
                new Stage("flush", "Flush"),
                new Stage("verify", "Verify"));
    }

    /// Passes every stage at once.
    public static BuildReport pass(Plan plan, BuildOptions options, BuildListener listener) {
        listener.planned(stages());
        var reports = new ArrayList<BuildReport.StageReport>();
        for (Stage stage : stages()) {
            listener.started(stage, ROOT);
            listener.advanced(stage, ROOT);
            listener.ended(stage, Stage.State.PASSED, "");
            reports.add(new BuildReport.StageReport(stage, Stage.State.PASSED, 210, ROOT, ""));
        }
        return report(plan, options, reports);
    }

    /// {@return a report of a good end}
    public static BuildReport report(
            Plan plan, BuildOptions options, List<BuildReport.StageReport> stages) {
        return new BuildReport(
                BuildReport.Verdict.VERIFIED,
                List.of(new BuildReport.Written(options.target(), options.format(), 741_343_232)),
                plan.size(),
                "b3f1c0de5a7d2e9844c16a0f9d3b7e5521f0a4c8de6b7790a1b2c3d4e5f60718",
                stages,
                plan.diagnostics(),
                List.of(),
                List.of(new Check("Container", "Format", "qcow2", "qcow2", -1, true)));
    }
}
