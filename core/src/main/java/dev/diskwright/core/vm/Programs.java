package dev.diskwright.core.vm;

import dev.diskwright.core.design.VmArchitecture;

/// What QEMU calls its programs and processor families.
final class Programs {
    private Programs() {}

    /// {@return the family, as in the names of programs and firmware descriptions}
    static String architecture(VmArchitecture architecture) {
        return switch (architecture) {
            case X86_64 -> "x86_64";
            case AARCH64 -> "aarch64";
            case RISCV64 -> "riscv64";
            case ARMV7L -> "arm";
            case PPC64 -> "ppc64";
            case RISCV32 -> "riscv32";
        };
    }

    /// {@return the program that emulates it}
    static String qemu(VmArchitecture architecture) {
        return "qemu-system-" + architecture(architecture);
    }
}
