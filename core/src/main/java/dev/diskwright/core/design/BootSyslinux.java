package dev.diskwright.core.design;

import org.jspecify.annotations.Nullable;

/// Files of SYSLINUX 6. What is not named is looked for where distributions keep it on the host.
///
/// @param installer the program `syslinux`, which holds boot sector and `ldlinux.sys`
/// @param modules folder with `ldlinux.c32`, `menu.c32` and the like, of the same version
/// @param diskCode `mbr.bin`, or `gptmbr.bin` for a GPT
public record BootSyslinux(
        @Default("null") @Explain("The program syslinux; the host's if left out.")
                @Nullable String installer,
        @Default("null") @Explain("Folder of ldlinux.c32 and menu.c32; the host's if left out.")
                @Nullable String modules,
        @Default("null") @Explain("mbr.bin or gptmbr.bin; the host's if left out.")
                @Nullable String diskCode) {}
