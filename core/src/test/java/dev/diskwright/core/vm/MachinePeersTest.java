package dev.diskwright.core.vm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.Vm;
import dev.diskwright.core.design.VmAcceleration;
import dev.diskwright.core.design.VmArchitecture;
import dev.diskwright.core.design.VmDisk;
import dev.diskwright.core.design.VmDiskInterface;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.RandomVms;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// QEMU as the judge of arguments: each machine is made, stopped before its first instruction, and ends when it is asked
/// to. `-Ddiskwright.cases=N` tries N random machines.
@Tag("peer")
class MachinePeersTest {
    private static final LocalHost HOST = LocalHost.ofThisProcess();
    private static final long PATIENCE = 60; // seconds

    @TempDir private Path directory;

    @BeforeEach
    void layOutFiles() throws IOException {
        Peers.require("qemu-system-x86_64");
        Files.createDirectory(directory.resolve("share,d"));
        Files.createDirectory(directory.resolve("tftp"));
        Files.createDirectory(directory.resolve("run"));
        Files.write(directory.resolve("k"), kernel());
        Files.write(directory.resolve("i"), new byte[512]);
        Files.writeString(directory.resolve("secret"), "secret");
        Files.write(directory.resolve("disk.img"), new byte[1 << 20]);
        copy(
                directory.resolve("bios.bin"),
                "/usr/share/seabios/bios.bin",
                "/usr/share/qemu/bios.bin");
        copy(directory.resolve("code.fd"), "/usr/share/OVMF/OVMF_CODE_4M.fd");
        copy(directory.resolve("vars.fd"), "/usr/share/OVMF/OVMF_VARS_4M.fd");
    }

    private static void copy(Path target, String... places) throws IOException {
        Files.copy(Peers.requireFile(places), target);
    }

    /// As much of a kernel as QEMU looks at.
    private static byte[] kernel() {
        ByteBuffer kernel = ByteBuffer.allocate(64 << 10).order(ByteOrder.LITTLE_ENDIAN);
        kernel.put(0x1f1, (byte) 4).putShort(0x1fe, (short) 0xaa55);
        kernel.put(0x202 - 2, (byte) 0xeb).putInt(0x202, 0x53726448).putShort(0x206, (short) 0x20f);
        kernel.put(0x211, (byte) 1).putInt(0x22c, 0x7fffffff);
        kernel.putInt(0x238, 2047).putInt(0x260, 1 << 20);
        return kernel.array();
    }

    private Machine machine(Design design) {
        var paths = new MachinePaths(directory, directory.resolve("run"), directory);
        var disk = new MachineDisk.Snapshot(directory.resolve("disk.img"), "raw");
        return Machine.of(design, disk, paths, null, HOST);
    }

    /// Lets QEMU make the machine and ends it.
    private void assertAccepted(Machine machine) throws IOException, InterruptedException {
        for (Preparation it : machine.preparations()) {
            make(it);
        }
        List<Diagnostic> errors = machine.needs().stream().filter(Diagnostic::isError).toList();
        assertEquals(List.of(), errors);
        var line = new ArrayList<>(machine.command().line());
        line.addAll(List.of("-S", "-display", "none", "-serial", "none", "-monitor", "stdio"));
        Path output = directory.resolve("output");
        Process process =
                new ProcessBuilder(line)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            try (OutputStream monitor = process.getOutputStream()) {
                monitor.write("quit\n".getBytes(UTF_8));
            } catch (IOException e) {
                // it has refused already, and its output says why
            }
            if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
                fail("still running: " + ShellText.posix(line));
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertEquals(0, process.exitValue(), () -> text(output) + "\n" + ShellText.posix(line));
    }

    /// The files that QEMU opens, whatever is in them.
    private static void make(Preparation it) throws IOException {
        switch (it) {
            case Preparation.Directory(Path target) -> Files.createDirectories(target);
            case Preparation.Variables(Path target, Path template, _) ->
                    Files.write(target, Files.readAllBytes(template));
            case Preparation.BlankDisk(Path target, long size, _, _) -> {
                try (var file = new RandomAccessFile(target.toFile(), "rw")) {
                    file.setLength(size);
                }
            }
            case Preparation.CredentialFile(Path target, String text) ->
                    Files.writeString(target, text);
            case Preparation.SmbiosCredential(Path target, String name, _, _) ->
                    Files.writeString(target, "io.systemd.credential.binary:" + name + "=");
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static Design design(Preset preset) {
        return Design.of("a, b", preset);
    }

    @ParameterizedTest
    @EnumSource(VmDiskInterface.class)
    void everyBusGoesWithEveryFirmware(VmDiskInterface bus)
            throws IOException, InterruptedException {
        Vm plain = design(Preset.EFI).vm().withAcceleration(VmAcceleration.TCG);
        Vm vm =
                plain.withDiskInterface(bus)
                        .withEmptyDiskImages(
                                List.of(
                                        VmDisk.of(ByteSize.of(512)),
                                        VmDisk.of(ByteSize.of(1 << 20))));
        assertAccepted(machine(design(Preset.LEGACY).withVm(vm.withMachine("pc"))));
        assertAccepted(machine(design(Preset.EFI).withVm(vm)));
        assertAccepted(
                machine(design(Preset.EFI).withVm(vm.withEfi(vm.efi().withSecureBoot(true)))));
    }

    @Test
    void asManyDisksAsAreAllowedHaveAPlace() throws IOException, InterruptedException {
        for (VmDiskInterface bus : VmDiskInterface.values()) {
            for (String machine : List.of("q35", "pc")) {
                boolean alone = bus == VmDiskInterface.VIRTIO || bus == VmDiskInterface.NVME;
                int disks = alone ? 24 : 40;
                var blank = new ArrayList<VmDisk>();
                for (int i = 0; i < disks; i++) {
                    blank.add(VmDisk.of(ByteSize.of(512)));
                }
                Vm vm =
                        design(Preset.LEGACY)
                                .vm()
                                .withAcceleration(VmAcceleration.TCG)
                                .withMachine(machine)
                                .withGraphics(true)
                                .withDiskInterface(bus)
                                .withEmptyDiskImages(blank);
                assertAccepted(machine(design(Preset.LEGACY).withVm(vm)));
            }
        }
    }

    @Test
    void aDiskWithLargeSectorsIsAcceptedOnEachBusThatHasThem()
            throws IOException, InterruptedException {
        for (VmDiskInterface bus : VmDiskInterface.values()) {
            Design design = design(Preset.EFI);
            Vm vm = design.vm().withDiskInterface(bus).withAcceleration(VmAcceleration.TCG);
            Design large = design.withDisk(design.disk().withSectorSize(4096)).withVm(vm);
            if (bus == VmDiskInterface.IDE) {
                assertEquals(
                        List.of("VM-033"),
                        Machine.problems(large).stream().map(Diagnostic::code).toList());
            } else {
                assertAccepted(machine(large));
            }
        }
    }

    static Stream<Long> seeds() {
        return LongStream.range(0, Long.getLong("diskwright.cases", 10)).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyMachineWithoutErrorsIsAccepted(long seed) throws IOException, InterruptedException {
        var random = Cases.random(seed);
        List<Preset> presets = List.of(Preset.values());
        Preset preset = presets.get(random.nextInt(presets.size()));
        Design design = new RandomVms(random, List.of(VmArchitecture.X86_64)).right(design(preset));
        if (design.vm().forwardPorts().toString().contains("GUEST")) {
            Peers.require("nc");
        }
        // what a person writes there is theirs
        assertAccepted(machine(design.withVm(design.vm().withQemuOptions(List.of("-no-reboot")))));
    }

    /// With what each architecture has everywhere: its firmware and kernels are other files.
    @ParameterizedTest
    @EnumSource(value = VmArchitecture.class, mode = EnumSource.Mode.EXCLUDE, names = "X86_64")
    void everyArchitectureIsAcceptedWhereItsEmulatorIs(VmArchitecture architecture)
            throws IOException, InterruptedException {
        Peers.require(Programs.qemu(architecture));
        if (architecture == VmArchitecture.RISCV32) {
            assumeTrue( // Debian's QEMU lacks the machine's firmware
                    Files.exists(Path.of("/usr/share/qemu/opensbi-riscv32-generic-fw_dynamic.bin")),
                    "skipped: there is no firmware for riscv32");
        }
        for (long seed : seeds().toList()) {
            var vms = new RandomVms(Cases.random(seed), List.of(architecture));
            Design plain = design(Preset.LEGACY);
            Vm vm = vms.right(plain).vm();
            Vm simple =
                    vm.withEfi(plain.vm().efi())
                            .withBios(null)
                            .withDirectBoot(plain.vm().directBoot())
                            .withAcceleration(VmAcceleration.TCG)
                            .withCpu("max")
                            .withQemuOptions(List.of());
            assertAccepted(machine(plain.withVm(simple)));
        }
    }

    @Test
    void anAcceleratorThatIsChosenWorks() throws IOException, InterruptedException {
        Vm vm = design(Preset.LEGACY).vm();
        Optional<Path> qemu = HOST.program("qemu-system-x86_64");
        Acceleration chosen = Acceleration.of(vm, HOST, qemu);
        assertEquals(
                Optional.empty(),
                AccelerationTrial.refusal(
                        qemu.orElseThrow(), VmArchitecture.X86_64, chosen.chosen()));
        assertAccepted(machine(design(Preset.LEGACY)));
    }

    /// As what interprets instructions takes ten times as long, there is room for a processor that is busy.
    @ParameterizedTest
    @EnumSource(VmArchitecture.class)
    void everyTrialEndsWellWithoutAcceleration(VmArchitecture architecture) {
        Peers.require(Programs.qemu(architecture));
        Path qemu = HOST.program(Programs.qemu(architecture)).orElseThrow();
        assertEquals(
                Optional.empty(),
                AccelerationTrial.refusal(qemu, architecture, VmAcceleration.TCG));
    }

    @Test
    void anAcceleratorOfAnotherSystemIsRefusedWithAReason() {
        Path qemu = HOST.program("qemu-system-x86_64").orElseThrow();
        VmAcceleration foreign =
                HOST.system() == HostSystem.MACOS ? VmAcceleration.KVM : VmAcceleration.HVF;
        String reason =
                AccelerationTrial.refusal(qemu, VmArchitecture.X86_64, foreign).orElseThrow();
        assertTrue(reason.contains("invalid accelerator"), reason);
        long children = ProcessHandle.current().children().count();
        assertEquals(0, children, "a process was left");
    }

    @Test
    void firmwareThatDescribesItselfIsFound() {
        Peers.requireFile("/usr/share/qemu/firmware/60-edk2-x86_64.json");
        FirmwareSearch q35 = FirmwareSearch.on(HOST, VmArchitecture.X86_64, "q35");
        assertEquals(List.of(), q35.remarks());
        assertTrue(q35.choose(false).orElseThrow().origin().endsWith(".json"));
        FirmwareImage secure = q35.choose(true).orElseThrow();
        assertTrue(secure.requiresSmm() && secure.secureBoot(), secure.toString());
    }
}
