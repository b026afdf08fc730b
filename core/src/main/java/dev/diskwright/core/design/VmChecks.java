package dev.diskwright.core.design;

import dev.diskwright.core.bytes.Units;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is wrong in the settings of the virtual machine by itself, before anything is asked of the host: what QEMU
/// refuses, what it would silently do otherwise, and what could not work.
final class VmChecks {
    private static final int MAX_NODE = 254;
    private static final int MAX_PIXELS = 16_384;
    private static final int MIN_PIXELS = 64;

    /// As much memory as QEMU gives to a 32-bit machine.
    private static final long MAX_MEMORY_32 = 2047 * Units.MIB;

    /// As much memory as a processor can address that has 40 address lines, as QEMU's own has.
    private static final long MAX_MEMORY = 960 * Units.GIB;

    private final Findings all;
    private final Design design;
    private final Vm vm;

    private VmChecks(Findings all) {
        this.all = all;
        this.design = all.design();
        this.vm = design.vm();
    }

    static void check(Findings all) {
        var checks = new VmChecks(all);
        checks.machine();
        checks.memory();
        checks.screen();
        VmBootChecks.check(all);
        VmDeviceChecks.check(all);
        VmNetworkChecks.check(all);
        checks.options();
    }

    private void machine() {
        if (vm.node() < 1 || vm.node() > MAX_NODE) {
            all.error(
                    "VM-001",
                    "/vm/node",
                    "the machine's number is " + vm.node(),
                    "it is 1 to " + MAX_NODE + ", so that addresses can be made of it",
                    "Make it number 1",
                    new Edit.SetVm(vm.withNode(1)));
        }
        VmArchitecture architecture = vm.architecture();
        String machine = vm.machine();
        if (machine != null && !isKnown(architecture, machine)) {
            all.error(
                    "VM-002",
                    "/vm/machine",
                    "%s has no machine \"%s\" that disks and interfaces could be attached to"
                            .formatted(architecture, machine),
                    "known are "
                            + String.join(", ", architecture.machines())
                            + ", and these with a version",
                    "Use the machine " + architecture.defaultMachine(),
                    new Edit.SetVm(vm.withMachine(null)));
        }
        if (vm.cpu().isBlank() || hasControls(vm.cpu())) {
            all.error(
                    "VM-003",
                    "/vm/cpu",
                    "the processor has no name",
                    "write a model that QEMU knows; max has everything",
                    "Use the processor max",
                    new Edit.SetVm(vm.withCpu("max")));
        }
        int most = architecture.maxCores();
        if (vm.cores() < 1 || vm.cores() > most) {
            int mended = Math.clamp(vm.cores(), 1, most);
            all.error(
                    "VM-004",
                    "/vm/cores",
                    "the machine has %d processors".formatted(vm.cores()),
                    "it has 1 to %d".formatted(most),
                    mended == 1
                            ? "Give it one processor"
                            : "Give it %d processors".formatted(mended),
                    new Edit.SetVm(vm.withCores(mended)));
        }
    }

    /// {@return whether this is one of the machines, perhaps of a certain version: `pc-q35-7.2`}
    static boolean isKnown(VmArchitecture architecture, String machine) {
        return architecture.machines().contains(machine)
                || switch (architecture) {
                    case X86_64 -> machine.matches("pc-(q35|i440fx)-[0-9]+(\\.[0-9]+){1,2}");
                    case AARCH64, ARMV7L, RISCV64, RISCV32 ->
                            machine.matches("virt-[0-9]+(\\.[0-9]+){1,2}");
                    case PPC64 -> machine.matches("powernv[0-9]+|pseries-[0-9]+(\\.[0-9]+){1,2}");
                };
    }

    private void memory() {
        long bytes = all.bytes(vm.memory());
        long most = vm.architecture().bits() == 32 ? MAX_MEMORY_32 : MAX_MEMORY;
        String machine = vm.effectiveMachine();
        long step = vm.architecture().memoryStep(machine) * Units.MIB;
        long least = vm.architecture().leastMemory(machine) * Units.MIB;
        if (bytes < least || bytes % step != 0) {
            long mended = Findings.roundUp(Math.clamp(bytes, least, most), step);
            all.error(
                    "VM-005",
                    "/vm/memory",
                    "the machine has %s of memory".formatted(vm.memory()),
                    "it has a multiple of %s, at least %s"
                            .formatted(SizeText.display(step), SizeText.display(least)),
                    "Give it " + SizeText.display(mended),
                    new Edit.SetVm(vm.withMemory(ByteSize.of(mended))));
        } else if (bytes > most) {
            all.error(
                    "VM-006",
                    "/vm/memory",
                    "the machine has %s of memory".formatted(SizeText.display(bytes)),
                    vm.architecture().bits() == 32
                            ? "a 32-bit machine has at most 2047 MiB, the most of QEMU on 32-bit hosts"
                            : "it has at most %s, as processors with 40 address lines"
                                    .formatted(SizeText.display(most)),
                    "Give it " + SizeText.display(most),
                    new Edit.SetVm(vm.withMemory(ByteSize.of(most))));
        }
    }

    private void screen() {
        int x = vm.resolution().x();
        int y = vm.resolution().y();
        int goodX = Math.clamp(x, MIN_PIXELS, MAX_PIXELS);
        int goodY = Math.clamp(y, MIN_PIXELS, MAX_PIXELS);
        if (x != goodX || y != goodY) {
            all.error(
                    "VM-007",
                    "/vm/resolution",
                    "the screen has %d × %d pixels".formatted(x, y),
                    "it has %d to %d in each direction".formatted(MIN_PIXELS, MAX_PIXELS),
                    "Make it %d × %d".formatted(goodX, goodY),
                    new Edit.SetVm(vm.withResolution(new VmResolution(goodX, goodY))));
        }
        List<String> consoles = vm.consoles();
        for (int i = 0; consoles != null && i < consoles.size(); i++) {
            if (!consoles.get(i).matches("[!-~]+")) {
                all.error(
                        "VM-008",
                        "/vm/consoles/" + i,
                        "\"%s\" is not a console".formatted(plain(consoles.get(i))),
                        "write one as the kernel knows it, such as ttyS0,115200n8",
                        "Leave it out",
                        new Edit.SetVm(vm.withConsoles(without(consoles, i))));
            }
        }
    }

    private void options() {
        List<String> options = vm.qemuOptions();
        for (int i = 0; i < options.size(); i++) {
            String option = options.get(i);
            Edit without = new Edit.SetVm(vm.withQemuOptions(without(options, i)));
            if (option.indexOf('\0') >= 0) {
                all.error(
                        "VM-060",
                        "/vm/qemuOptions/" + i,
                        "an argument holds the character NUL, at which it would end",
                        "leave it out",
                        "Leave the argument out",
                        without);
                continue;
            }
            String field = fieldOf(option);
            if (field != null) {
                all.warning(
                        "VM-061",
                        "/vm/qemuOptions/" + i,
                        "%s contradicts what follows from %s".formatted(option, field),
                        "change " + field + " instead",
                        "Leave the argument out",
                        without);
            }
        }
    }

    /// {@return the field that decides what an argument of QEMU says; null for none}
    private static @Nullable String fieldOf(String option) {
        String name = option.startsWith("--") ? option.substring(1) : option;
        return switch (name) {
            case "-machine", "-M" -> "/vm/machine";
            case "-cpu" -> "/vm/cpu";
            case "-accel", "-enable-kvm" -> "/vm/acceleration";
            case "-smp" -> "/vm/cores";
            case "-m" -> "/vm/memory";
            case "-nographic", "-display" -> "/vm/graphics";
            case "-kernel", "-initrd", "-append" -> "/vm/directBoot";
            case "-bios" -> "/vm/bios";
            case "-pflash" -> "/vm/efi";
            case "-name" -> "/name";
            default -> null;
        };
    }

    /// {@return a list without the entry at `index`}
    static <T> List<T> without(List<T> list, int index) {
        var rest = new ArrayList<T>(list);
        rest.remove(index);
        return rest;
    }

    /// {@return a list with another entry at `index`}
    static <T> List<T> with(List<T> list, int index, T entry) {
        var changed = new ArrayList<T>(list);
        changed.set(index, entry);
        return changed;
    }

    static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /// {@return text that can stand in a sentence}
    static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
