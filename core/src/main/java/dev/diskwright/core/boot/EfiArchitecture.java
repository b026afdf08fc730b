package dev.diskwright.core.boot;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A processor architecture as UEFI knows it (UEFI 2.10, section 3.5.1.1).
public enum EfiArchitecture {
    /// x86, 32 bits.
    IA32(0x014c),
    /// x86, 64 bits.
    X64(0x8664),
    /// ARM, 32 bits.
    ARM(0x01c2),
    /// ARM, 64 bits.
    AA64(0xaa64),
    /// RISC-V, 64 bits.
    RISCV64(0x5064),
    /// LoongArch, 64 bits.
    LOONGARCH64(0x6264);

    private final int machine;

    EfiArchitecture(int machine) {
        this.machine = machine;
    }

    /// {@return the architecture with this machine number in the PE header}
    static Optional<EfiArchitecture> ofMachine(int machine) {
        return Arrays.stream(values()).filter(a -> a.machine == machine).findFirst();
    }

    /// {@return where firmware looks on a medium that it has no boot entry for: `/EFI/BOOT/BOOTX64.EFI`}
    public String removableMediaPath() {
        return "/EFI/BOOT/BOOT" + name() + ".EFI";
    }

    /// {@return the name as files have it: `x64`}
    public String suffix() {
        return name().toLowerCase(Locale.ROOT);
    }
}
