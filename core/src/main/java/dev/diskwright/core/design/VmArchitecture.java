package dev.diskwright.core.design;

import java.util.List;
import java.util.Locale;

/// Processor family of a virtual machine, with what follows from it in a design.
public enum VmArchitecture {
    /// 64-bit PC.
    X86_64("q35", "ttyS0", 64),
    /// 64-bit ARM.
    AARCH64("virt", "ttyAMA0", 64),
    /// 64-bit RISC-V.
    RISCV64("virt", "ttyS0", 64),
    /// 32-bit ARM with hardware floating point.
    ARMV7L("virt", "ttyAMA0", 32),
    /// 64-bit POWER.
    PPC64("powernv", "hvc0", 64),
    /// 32-bit RISC-V.
    RISCV32("virt", "ttyS0", 32);

    private final String machine;
    private final String serial;
    private final int bits;

    VmArchitecture(String machine, String serial, int bits) {
        this.machine = machine;
        this.serial = serial;
        this.bits = bits;
    }

    /// {@return the machine that a design gets unless it names another}
    public String defaultMachine() {
        return machine;
    }

    /// {@return what Linux calls the first serial port} POWER has no port of a chip but the firmware's console.
    public String serialPort() {
        return serial;
    }

    /// {@return width of an address in bits: 32 or 64}
    public int bits() {
        return bits;
    }

    /// {@return as many processors as its machines have at most}
    public int maxCores() {
        return switch (this) {
            case X86_64 -> 255; // more need interrupts that only a hypervisor provides
            case ARMV7L -> 8; // as its interrupt controller
            case PPC64 -> 56; // as one chip of powernv
            case AARCH64, RISCV64, RISCV32 -> 512;
        };
    }

    /// {@return the step in which a machine's memory grows, in MiB; it has at least one}
    ///
    /// @param machine that is meant
    public int memoryStep(String machine) {
        return this == PPC64 && machine.startsWith("pseries") ? 256 : 1;
    }

    /// {@return as much memory as a machine has at least, in MiB}
    ///
    /// @param machine that is meant
    public int leastMemory(String machine) {
        return switch (this) {
            case X86_64, AARCH64, ARMV7L -> 1;
            case RISCV64, RISCV32 -> 16; // for its firmware
            case PPC64 -> machine.startsWith("pseries") ? 256 : 1024;
        };
    }

    /// {@return names of machines that designs may ask for; each may be followed by a version, as in `pc-q35-7.2`}
    public List<String> machines() {
        return switch (this) {
            case X86_64 -> List.of("q35", "pc");
            case AARCH64, RISCV64, ARMV7L, RISCV32 -> List.of("virt");
            case PPC64 -> List.of("powernv", "pseries");
        };
    }

    /// {@return whether there is UEFI firmware for it}
    public boolean hasEfi() {
        return switch (this) {
            case X86_64, AARCH64, RISCV64, ARMV7L -> true;
            case PPC64, RISCV32 -> false;
        };
    }

    /// {@return whether its machines describe themselves to the guest by SMBIOS, through which credentials can go}
    public boolean hasSmbios() {
        return this == X86_64 || this == AARCH64;
    }

    /// {@return whether its machines have QEMU's firmware configuration device}
    public boolean hasFwCfg() {
        return this == X86_64 || this == AARCH64 || this == ARMV7L;
    }

    /// {@return models of a TPM that its machines have, the usual one first; empty for none}
    public List<String> tpmModels() {
        return switch (this) {
            case X86_64 -> List.of("tpm-tis", "tpm-crb");
            case AARCH64, ARMV7L -> List.of("tpm-tis-device");
            case PPC64 -> List.of("tpm-spapr");
            case RISCV64, RISCV32 -> List.of();
        };
    }

    /// {@return what images of containers call it: `amd64`, as Go does}
    public String containerName() {
        return switch (this) {
            case X86_64 -> "amd64";
            case AARCH64 -> "arm64";
            case RISCV64 -> "riscv64";
            case ARMV7L -> "arm";
            case PPC64 -> "ppc64le"; // the order that images are made in
            case RISCV32 -> "riscv32";
        };
    }

    /// {@return what the document calls it: `x86_64`}
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
