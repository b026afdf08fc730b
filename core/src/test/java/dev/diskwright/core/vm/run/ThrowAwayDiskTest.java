package dev.diskwright.core.vm.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.boot.SelfTest;
import dev.diskwright.core.container.ImageFile;
import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.ImageListener;
import dev.diskwright.core.plan.Planner;
import dev.diskwright.core.testing.Designs;
import dev.diskwright.core.testing.Images;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Disks that machines write to and nobody keeps, and what QEMU makes of them.
@Timeout(600)
class ThrowAwayDiskTest {
    @TempDir Path base;
    private final List<IOException> problems = new CopyOnWriteArrayList<>();

    @AfterEach
    void nothingIsLeft() throws IOException, InterruptedException {
        Traces.assertNone(base);
    }

    private ThrowAwayDisk open(RunDirectory directory, BlockSource disk, long size)
            throws IOException, InterruptedException {
        return ThrowAwayDisk.open(directory, "root", disk, size, problems::add);
    }

    private static MachineEnd end(RunningMachine machine) throws Exception {
        return machine.end().get(300, TimeUnit.SECONDS);
    }

    @Test
    @Tag("peer")
    void overlayShowsTheDiskAndTakesWrites() throws Exception {
        Peers.require("qemu-img", "qemu-io");
        byte[] content = new byte[300_000];
        Arrays.fill(content, (byte) 0x5a);
        Path raw = base.resolve("disk.raw");
        Files.write(raw, content);
        try (var directory = RunDirectory.create(base);
                var disk = open(directory, BlockSource.of(content), 5 << 20)) {
            assertEquals(5 << 20, disk.size());
            Path overlay = disk.overlay();
            assertTrue(Files.size(overlay) < 1 << 20);
            Peers.run("qemu-img", "check", "-f", "qcow2", overlay).ok();
            String info = Peers.run("qemu-img", "info", "-f", "qcow2", overlay).ok();
            assertTrue(info.contains("backing file: nbd+unix:///?socket="), info);
            Peers.run("qemu-img", "compare", "-f", "qcow2", "-F", "raw", overlay, raw).ok();
            Peers.run("qemu-io", "-f", "qcow2", "-c", "write -P 1 0 1M", overlay).ok();
            Peers.run("qemu-io", "-f", "qcow2", "-c", "read -P 1 0 1M", overlay).ok();
            Peers.run("qemu-io", "-f", "qcow2", "-c", "read -P 0 4M 1M", overlay).ok();
            assertEquals(List.of(), problems);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1L << 41, 1L << 46, 1L << 56})
    @Tag("peer")
    void diskOfAnySizeHasASmallOverlay(long size) throws Exception {
        Peers.require("qemu-img");
        try (var directory = RunDirectory.create(base);
                var disk = open(directory, BlockSource.zeros(size), 0)) {
            String info = Peers.run("qemu-img", "info", "-f", "qcow2", disk.overlay()).ok();
            assertTrue(info.contains("(" + disk.size() + " bytes)"), info);
            assertTrue(Files.size(disk.overlay()) < 2 << 20 || size > 1L << 45);
        }
    }

    @Test
    @Tag("peer")
    void unreadableDiskIsToldAndBadForTheGuest() throws Exception {
        Peers.require("qemu-io");
        BlockSource bad = Sources.failingAt(1 << 20, 4096, new IOException("gone"));
        try (var directory = RunDirectory.create(base);
                var disk = open(directory, bad, 0)) {
            assertFalse(
                    Peers.run("qemu-io", "-f", "qcow2", "-c", "read 0 64k", disk.overlay())
                            .output()
                            .contains("65536/65536"));
            Traces.await("not told", () -> !problems.isEmpty());
        }
    }

    @Test
    void namesAreChecked() throws Exception {
        try (var directory = RunDirectory.create(base)) {
            for (String name : List.of("", "a/b", "../x", "a,b", "much-too-long-name")) {
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                ThrowAwayDisk.open(
                                        directory, name, BlockSource.zeros(512), 0, problems::add));
            }
        }
    }

    private String booted(BlockSource source, String firmware, String device) throws Exception {
        try (var directory = RunDirectory.create(base);
                var disk = open(directory, source, 0)) {
            String[] tokens = Machines.disk(disk.overlay(), ThrowAwayDisk.FORMAT, device);
            MachineSpec spec =
                    firmware.equals("bios") ? Machines.bios(tokens) : Machines.uefi(base, tokens);
            try (var machine = RunningMachine.start(spec, directory, MachineListener.NONE)) {
                assertInstanceOf(MachineEnd.PoweredOff.class, end(machine));
                return machine.serial().text();
            }
        }
    }

    @ParameterizedTest(name = "{0} by {1} from {2}")
    @CsvSource({"LEGACY,bios,ide", "EFI,uefi,virtio", "HYBRID,bios,nvme"})
    @Tag("boot")
    void designThatWasNeverBuiltBoots(Preset preset, String firmware, String device)
            throws Exception {
        Design design = Designs.small(base, preset, 512);
        try (var planner = new Planner(base, base)) {
            BlockSource image = planner.image(planner.plan(design), ImageListener.NONE);
            String before = Images.sha256(image);
            String serial = booted(image, firmware, device);
            assertTrue(serial.contains(SelfTest.line("small", firmware)), serial);
            assertEquals(before, Images.sha256(image));
            assertEquals(List.of(), problems);
        }
    }

    @Test
    @Tag("boot")
    void designOfTwoTebibytesBoots() throws Exception {
        Design small = Designs.small(base, Preset.EFI, 512);
        Design design =
                small.withDisk(
                        small.disk()
                                .withAdditionalSpace(ByteSize.of(0))
                                .withSize(SizeText.parseFixed("2TiB")));
        try (var planner = new Planner(base, base)) {
            BlockSource image = planner.image(planner.plan(design), ImageListener.NONE);
            assertEquals(2L << 40, image.size());
            String serial = booted(image, "uefi", "virtio");
            assertTrue(serial.contains(SelfTest.line("small", "uefi")), serial);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vhdx", "vmdk", "vma"})
    @Tag("boot")
    void imageInAnyFormatBootsAndIsNotChanged(String format) throws Exception {
        Path file = base.resolve("disk." + format);
        Designs.build(Designs.small(base, Preset.LEGACY, 512), base, file, format);
        byte[] before = Files.readAllBytes(file);
        try (var image = ImageFile.open(file, "disk", null, List.of(), Map.of())) {
            String serial = booted(image.container().disk(), "bios", "virtio");
            assertTrue(serial.contains(SelfTest.line("small", "bios")), serial);
        }
        assertTrue(Arrays.equals(before, Files.readAllBytes(file)));
    }

    /// At the prompt of an initial RAM disk that finds no root, a person types.
    @Test
    @Tag("boot")
    void guestIsTypedToAndWritesToTheOverlayAlone() throws Exception {
        BlockSource zeros = BlockSource.zeros(64 << 20);
        try (var directory = RunDirectory.create(base);
                var disk = open(directory, zeros, 0)) {
            MachineSpec spec = Machines.bios(wrongRoot(disk.overlay()));
            try (var machine = RunningMachine.start(spec, directory, MachineListener.NONE)) {
                var heard = new Heard();
                var _ = machine.serial().listen(heard);
                for (int i = 0; i < 30 && !heard.has("(initramfs)"); i++) {
                    TimeUnit.SECONDS.sleep(5);
                }
                assertTrue(heard.has("(initramfs)"), heard::toString);
                long before = Files.size(disk.overlay());
                assertTrue(
                        machine.serial()
                                .type(
                                        "modprobe virtio_blk; dd if=/dev/urandom of=/dev/vda bs=1M"
                                                + " count=4; sync; echo writ''ten\r"));
                Traces.await(heard.toString(), () -> heard.has("written"));
                assertTrue(Files.size(disk.overlay()) >= before + (4 << 20));
                DiskStatistics statistics =
                        machine.diskStatistics().stream()
                                .filter(it -> it.device().equals("disk"))
                                .findFirst()
                                .orElseThrow();
                assertTrue(statistics.writtenBytes() >= 4 << 20, statistics.toString());
                machine.serial().type("poweroff -f\r");
                assertInstanceOf(MachineEnd.PoweredOff.class, end(machine));
            }
        }
    }

    private static String[] wrongRoot(Path overlay) {
        String[] disk = Machines.disk(overlay, ThrowAwayDisk.FORMAT, "virtio");
        return new String[] {
            "-m",
            "512",
            "-kernel",
            Machines.kernel().toString(),
            "-initrd",
            Machines.initrd().toString(),
            "-append",
            "console=ttyS0 quiet root=LABEL=none rootdelay=1",
            disk[0],
            disk[1],
            disk[2],
            disk[3]
        };
    }

    @Test
    @Tag("boot")
    void machineIsPausedResetAndLookedAt() throws Exception {
        var events = new CopyOnWriteArrayList<MachineEvent.Kind>();
        MachineListener listener =
                new MachineListener() {
                    @Override
                    public void happened(MachineEvent event) {
                        events.add(event.kind());
                    }
                };
        try (var directory = RunDirectory.create(base);
                var machine = RunningMachine.start(Machines.bios(), directory, listener)) {
            assertEquals(new RunState(true, "running"), machine.state());
            machine.pause();
            assertEquals(new RunState(false, "paused"), machine.state());
            machine.resume();
            machine.reset();
            byte[] png = machine.screenshot();
            assertEquals((byte) 0x89, png[0]);
            assertEquals('P', png[1]);
            machine.powerDown(); // which no BIOS obeys
            assertEquals(new MachineEnd.Closed(), machine.shutDown(Duration.ofMillis(500)));
            var expected =
                    List.of(
                            MachineEvent.Kind.PAUSED,
                            MachineEvent.Kind.RESUMED,
                            MachineEvent.Kind.RESET);
            Traces.await(events.toString(), () -> events.containsAll(expected));
        }
    }

    @Test
    @Tag("boot")
    void wrongTokensAreAnsweredInQemusWords() throws Exception {
        try (var directory = RunDirectory.create(base)) {
            var e =
                    assertThrows(
                            MachineException.class,
                            () ->
                                    RunningMachine.start(
                                            Machines.bios("-device", "no-such-thing"),
                                            directory,
                                            MachineListener.NONE));
            String said = String.valueOf(e.getMessage());
            assertTrue(said.contains("'no-such-thing' is not a valid device model name"), said);
        }
    }
}
