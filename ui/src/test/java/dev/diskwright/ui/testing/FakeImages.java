package dev.diskwright.ui.testing;

import dev.diskwright.core.block.Progress;
import dev.diskwright.core.build.BuildListener;
import dev.diskwright.core.build.BuildOptions;
import dev.diskwright.core.build.BuildReport;
import dev.diskwright.core.build.Check;
import dev.diskwright.core.build.OutputFile;
import dev.diskwright.core.build.Stage;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.fs.VolumeInfo;
import dev.diskwright.core.table.Partition;
import dev.diskwright.core.table.PartitionTypes;
import dev.diskwright.ui.image.ImageChoice;
import dev.diskwright.ui.image.ImageSight;
import dev.diskwright.ui.image.ImageSight.Held;
import dev.diskwright.ui.image.ImageSight.PartSight;
import dev.diskwright.ui.service.ImageServices;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/// Images that are not there, with what a test wants to be found in them.
public final class FakeImages implements ImageServices {
    /// What looking comes to.
    public interface Look {
        /// {@return what is seen}
        ImageSight at(ImageChoice choice) throws IOException;
    }

    /// What verification comes to.
    public interface Verification {
        /// Finds something.
        void run(Consumer<Finding> findings, Progress progress)
                throws IOException, InterruptedException;
    }

    /// What a conversion does.
    public interface Script {
        /// Runs it.
        BuildReport run(ImageChoice choice, BuildOptions options, BuildListener listener)
                throws IOException, InterruptedException;
    }

    /// A conversion that a test has asked for.
    public record Asked(ImageChoice choice, boolean all, BuildOptions options) {}

    private final List<Asked> asked = new ArrayList<>();
    private Look look = FakeImages::usual;
    private Verification verification = (_, _) -> {};
    private Script script = (_, options, listener) -> pass(options, listener);

    /// Takes what looking comes to from now on.
    public void look(Look newLook) {
        look = newLook;
    }

    /// Takes what verification comes to from now on.
    public void verification(Verification newVerification) {
        verification = newVerification;
    }

    /// Takes what a conversion does from now on.
    public void script(Script newScript) {
        script = newScript;
    }

    /// {@return the conversions, the first one first}
    public List<Asked> asked() {
        return asked;
    }

    @Override
    public ImageSight look(ImageChoice choice) throws IOException {
        return look.at(choice);
    }

    @Override
    public void verify(ImageChoice choice, Consumer<Finding> findings, Progress progress)
            throws IOException, InterruptedException {
        verification.run(findings, progress);
    }

    @Override
    public BuildReport convert(
            ImageChoice choice, boolean all, BuildOptions options, BuildListener listener)
            throws IOException, InterruptedException {
        asked.add(new Asked(choice, all, options));
        return script.run(choice, options, listener);
    }

    /// {@return a disk of 4 GiB with an EFI system partition, a root, and room behind it}
    public static ImageSight usual(ImageChoice choice) {
        return sight(choice, List.of(new Held("", 4 * Units.GIB)), List.of());
    }

    /// {@return two disks and a snapshot in one file}
    public static ImageSight several(ImageChoice choice) {
        return sight(
                choice,
                List.of(new Held("scsi0", 4 * Units.GIB), new Held("scsi1", Units.GIB)),
                List.of(new Held("before update", 4 * Units.GIB)));
    }

    private static ImageSight sight(ImageChoice choice, List<Held> disks, List<Held> snapshots) {
        return new ImageSight(
                choice,
                "qcow2",
                "QEMU disk",
                741_343_232,
                List.of(
                        new Container.Fact("version", "3"),
                        new Container.Fact("cluster size", "64 KiB")),
                disks,
                snapshots,
                List.of(new Held("qemu-server.conf", 412)),
                4 * Units.GIB,
                new ImageSight.TableSight("gpt", "97fd5997-f390-4b4a-a3f8-d106c1723aea", 512),
                List.of(
                        part(1, "esp", "ESP", 1, 512, "vfat", "FAT32", "F225-13BF"),
                        part(
                                2,
                                "linux-root-x86-64",
                                "root",
                                513,
                                3072,
                                "ext4",
                                "",
                                "f222513b-ded1-49fa-b591-20ce86a2fe7f")),
                null);
    }

    private static PartSight part(
            int number,
            String type,
            String name,
            long startMib,
            long mib,
            String fileSystem,
            String variant,
            String uuid) {
        return new PartSight(
                number,
                Partition.gpt(
                        number,
                        startMib * 2048,
                        (startMib + mib) * 2048 - 1,
                        PartitionTypes.parse(type).orElseThrow(),
                        new UUID(0x1c06f03b704e4657L, 0xb9cd681a087a2f00L + number),
                        name,
                        0),
                startMib * Units.MIB,
                mib * Units.MIB,
                new VolumeInfo(fileSystem, variant, name, uuid, mib * Units.MIB, 4096),
                null);
    }

    /// The stages of a conversion.
    public static List<Stage> stages() {
        return List.of(
                new Stage("write", "Write"),
                new Stage("verify", "Verify"),
                new Stage("flush", "Flush"));
    }

    /// Passes every stage at once.
    public static BuildReport pass(BuildOptions options, BuildListener listener) {
        listener.planned(stages());
        var reports = new ArrayList<BuildReport.StageReport>();
        for (Stage stage : stages()) {
            listener.started(stage, Units.GIB);
            listener.advanced(stage, Units.GIB);
            listener.ended(stage, Stage.State.PASSED, "");
            reports.add(new BuildReport.StageReport(stage, Stage.State.PASSED, 210, Units.GIB, ""));
        }
        var written = new ArrayList<BuildReport.Written>();
        for (OutputFile it : options.outputs()) {
            written.add(new BuildReport.Written(it.target(), it.format(), 712_343_552));
        }
        return new BuildReport(
                options.verify() ? BuildReport.Verdict.VERIFIED : BuildReport.Verdict.NOT_VERIFIED,
                written,
                4 * Units.GIB,
                options.verify()
                        ? "b3f1c0de5a7d2e9844c16a0f9d3b7e5521f0a4c8de6b7790a1b2c3d4e5f60718"
                        : "",
                reports,
                List.of(),
                List.of(),
                List.of(new Check("Container", "Format", "qcow2", "qcow2", -1, true)));
    }
}
