package dev.diskwright.core.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.boot.SelfTest;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.fs.VolumeInfo;
import dev.diskwright.core.testing.Designs;
import dev.diskwright.core.testing.Images;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.Qemu;
import dev.diskwright.core.verify.DiskImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every layout, built as a user builds it, judged by foreign tools and by firmware.
class LayoutsPeerTest {
    @TempDir Path base;

    static Stream<Arguments> layoutsAndSectors() {
        return Stream.of(Preset.values())
                .flatMap(preset ->
                        Stream.of(512, 4096).map(sectorSize -> Arguments.of(preset, sectorSize)));
    }

    @ParameterizedTest(name = "{0}, {1}-byte sectors")
    @MethodSource("layoutsAndSectors")
    @Tag("peer")
    void foreignToolsHaveNothingToComplainOf(Preset preset, int sectorSize) throws Exception {
        Peers.require("qemu-img", "sgdisk", "sfdisk", "e2fsck", "fsck.fat");
        Design design = Designs.small(base, preset, sectorSize);
        Path raw = base.resolve("disk.raw");
        Path qcow2 = base.resolve("disk.qcow2");
        BuildReport first = Designs.build(design, base, raw, "raw");
        BuildReport second = Designs.build(design, base, qcow2, "qcow2");
        assertEquals(first.fingerprint(), second.fingerprint());
        assertTrue(
                Peers.run("qemu-img", "check", "-f", "qcow2", qcow2)
                        .ok()
                        .contains("No errors were found"));
        assertTrue(
                Peers.run("qemu-img", "compare", "-f", "raw", "-F", "qcow2", raw, qcow2)
                        .ok()
                        .contains("identical"));
        if (sectorSize == 512) {
            table(preset, raw);
        }
        volumes(raw, sectorSize, preset == Preset.EFI || preset == Preset.HYBRID ? 2 : 1);
    }

    private static void table(Preset preset, Path raw) {
        if (preset != Preset.NONE) {
            String verdict = Peers.run("sfdisk", "--verify", raw).ok();
            assertTrue(verdict.contains("No errors detected"), verdict);
        }
        if (preset != Preset.NONE && preset != Preset.LEGACY) {
            String verdict = Peers.run("sgdisk", "-v", raw).ok();
            assertTrue(verdict.contains("No problems found"), verdict);
            assertFalse(verdict.contains("Warning"), verdict);
        }
    }

    private void volumes(Path raw, int sectorSize, int expected) throws Exception {
        int seen = 0;
        try (DiskImage image =
                DiskImage.open(
                        raw,
                        "disk.raw",
                        new DiskImage.Choice(null, null, List.of(), Map.of(), sectorSize))) {
            for (DiskImage.Part part : image.parts()) {
                VolumeInfo info = part.volume().orElse(null);
                if (info == null) {
                    continue;
                }
                Path copy = base.resolve("part" + part.number());
                BlockSource bytes = part.bytes();
                Images.write(bytes, copy);
                Peers.Result verdict =
                        info.type().equals("ext4")
                                ? Peers.run("e2fsck", "-fn", copy)
                                : Peers.run("fsck.fat", "-n", copy);
                assertEquals(0, verdict.status(), verdict.output());
                seen++;
            }
        }
        assertEquals(expected, seen, "file systems");
    }

    @ParameterizedTest(name = "{0} from {1}")
    @CsvSource({
        "NONE,virtio",
        "LEGACY,ide",
        "LEGACY_GPT,nvme",
        "HYBRID,usb",
        "HYBRID,scsi",
        "HYBRID,virtio"
    })
    @Tag("boot")
    void aBiosStartsTheSelfTest(Preset preset, String device) throws Exception {
        Path disk = base.resolve("disk.qcow2");
        Designs.build(Designs.small(base, preset, 512), base, disk, "qcow2");
        String serial = Qemu.bootBios(disk, "qcow2", device);
        assertTrue(serial.contains(SelfTest.line("small", "bios")), serial);
    }

    @ParameterizedTest(name = "{0} from {1}")
    @CsvSource({"EFI,virtio", "HYBRID,nvme"})
    @Tag("boot")
    void uefiStartsTheSelfTest(Preset preset, String device) throws Exception {
        Path disk = base.resolve("disk.raw");
        Designs.build(Designs.small(base, preset, 512), base, disk, "raw");
        String serial = Qemu.bootUefi(disk, "raw", device);
        assertTrue(serial.contains(SelfTest.line("small", "uefi")), serial);
    }
}
