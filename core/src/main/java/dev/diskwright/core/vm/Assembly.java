package dev.diskwright.core.vm;

import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Vm;
import dev.diskwright.core.design.VmAcceleration;
import dev.diskwright.core.design.VmArchitecture;
import dev.diskwright.core.design.VmShare;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Puts a machine together, its arguments in the order of NixOS's launcher.
final class Assembly {
    private final Parts parts;
    private final Vm vm;
    private final VmHost host;
    private final MachineDisk disk;
    private final @Nullable DirectKernel kernel;

    Assembly(
            Design design,
            MachineDisk disk,
            MachinePaths paths,
            @Nullable DirectKernel kernel,
            VmHost host) {
        this.parts = new Parts(design, paths, host);
        this.vm = design.vm();
        this.host = host;
        this.disk = disk;
        this.kernel = kernel;
    }

    Machine machine() {
        String name = Programs.qemu(vm.architecture());
        Optional<Path> qemu = host.program(name);
        if (qemu.isEmpty()) {
            parts.lacks(
                    "VM-100",
                    "/vm/architecture",
                    name + " is not installed: no directory of PATH has it",
                    "install QEMU with the emulator for " + vm.architecture());
        }
        Acceleration acceleration = Acceleration.of(vm, host, qemu);
        machine(acceleration);
        memory();
        parts.group("rng", "Random numbers", List.of("-device", "virtio-rng-pci"), "/vm");
        var network = new NetworkArguments(parts);
        network.user();
        new ShareArguments(parts).add();
        new DriveArguments(parts, disk).add();
        network.vlans();
        input();
        var start = new StartArguments(parts);
        start.kernel(kernel);
        FirmwareChoice firmware = start.firmware();
        screen();
        new SecretArguments(parts).add();
        start.systemManagement(firmware);
        if (!vm.qemuOptions().isEmpty()) {
            parts.group("extra", "Further arguments", vm.qemuOptions(), "/vm/qemuOptions");
        }
        return new Machine(
                new QemuCommand(qemu.map(Path::toString).orElse(name), parts.groups()),
                parts.preparations(),
                parts.sidePrograms(),
                firmware,
                acceleration,
                parts.needs());
    }

    private void machine(Acceleration acceleration) {
        Option machine = Option.of(vm.effectiveMachine());
        boolean mac = host.system() == HostSystem.MACOS;
        if (vm.architecture() == VmArchitecture.AARCH64) {
            // macOS's hypervisor has version 2 only
            boolean two = acceleration.chosen() == VmAcceleration.HVF;
            machine.with("gic-version", two && mac ? "2" : "max");
        }
        boolean shared =
                vm.sharedDirectories().values().stream()
                        .anyMatch(it -> it.transport() == VmShare.Transport.VIRTIOFS);
        var tokens = new ArrayList<String>();
        if (shared) {
            // virtiofsd reads and writes the guest's memory itself
            String size = mebibytes() + "M";
            machine.with("memory-backend", "mem");
            Option memory = Option.of("memory-backend-memfd");
            memory.with("id", "mem").with("size", size).with("share", "on");
            tokens.addAll(List.of("-object", memory.toString()));
        }
        machine.with("accel", acceleration.chosen().name().toLowerCase(Locale.ROOT));
        tokens.addAll(0, List.of("-machine", machine.toString()));
        tokens.addAll(2, cpu());
        parts.group(
                "machine",
                "Machine and processor",
                tokens,
                "/vm/machine",
                "/vm/architecture",
                "/vm/acceleration",
                "/vm/cpu");
        acceleration.refusal().ifPresent(why -> refused(acceleration, why));
    }

    /// RISC-V and POWER had no model of this name for long, and are complete without.
    private List<String> cpu() {
        boolean named =
                switch (vm.architecture()) {
                    case X86_64, AARCH64, ARMV7L -> true;
                    case RISCV64, RISCV32, PPC64 -> !vm.cpu().equals("max");
                };
        return named ? List.of("-cpu", Option.of(vm.cpu()).toString()) : List.of();
    }

    private void refused(Acceleration acceleration, String why) {
        if (vm.acceleration() == VmAcceleration.AUTO) {
            parts.remarks(
                    "VM-102",
                    "/vm/acceleration",
                    "the machine is emulated, many times slower than the host: " + why,
                    "it works, and takes patience");
        } else {
            parts.lacks(
                    "VM-101",
                    "/vm/acceleration",
                    "%s does not work here: %s"
                            .formatted(acceleration.chosen().name().toLowerCase(Locale.ROOT), why),
                    "choose auto, which takes what works");
        }
    }

    private long mebibytes() {
        return vm.memory().inBytes(parts.design().disk().sectorSize()) / Units.MIB;
    }

    private void memory() {
        parts.group(
                "memory",
                "Name, memory and processors",
                List.of(
                        "-name",
                        Option.of(parts.design().name()).toString(),
                        "-m",
                        Long.toString(mebibytes()),
                        "-smp",
                        Integer.toString(vm.cores())),
                "/vm/memory",
                "/vm/cores",
                "/name");
    }

    private void input() {
        if (vm.virtioKeyboard()) {
            parts.group(
                    "keyboard",
                    "Keyboard",
                    List.of("-device", "virtio-keyboard"),
                    "/vm/virtioKeyboard");
        }
        switch (vm.architecture()) {
            case X86_64 ->
                    parts.group(
                            "pointer",
                            "Pointer",
                            List.of("-usb", "-device", "usb-tablet,bus=usb-bus.0"),
                            "/vm/architecture");
            case AARCH64, ARMV7L ->
                    parts.group(
                            "pointer",
                            "Screen, keyboard and pointer",
                            List.of(
                                    "-device",
                                    resolution(Option.of("virtio-gpu-pci")).toString(),
                                    "-device",
                                    "usb-ehci,id=usb0",
                                    "-device",
                                    "usb-kbd",
                                    "-device",
                                    "usb-tablet"),
                            "/vm/architecture",
                            "/vm/resolution");
            case RISCV64, RISCV32, PPC64 -> {
                // what the machine has by itself
            }
        }
    }

    /// Tells the guest by the screen's own description which size it should have.
    private Option resolution(Option device) {
        return vm.graphics()
                ? device.with("xres", vm.resolution().x()).with("yres", vm.resolution().y())
                : device;
    }

    private void screen() {
        if (!vm.graphics()) {
            parts.group("graphics", "No screen", List.of("-nographic"), "/vm/graphics");
        } else if (vm.architecture() == VmArchitecture.X86_64) {
            parts.group(
                    "graphics",
                    "Screen",
                    List.of("-vga", "none", "-device", resolution(Option.of("VGA")).toString()),
                    "/vm/graphics",
                    "/vm/resolution");
        }
    }
}
