package dev.diskwright.core.plan;

import java.util.List;

/// Where distributions keep the files of boot loaders.
final class HostLoaders {
    static final List<String> GRUB_BOOT_IMAGE =
            List.of(
                    "/usr/lib/grub/i386-pc/boot.img",
                    "/usr/share/grub2/i386-pc/boot.img",
                    "/run/current-system/sw/lib/grub/i386-pc/boot.img");
    static final List<String> GRUB_EFI =
            List.of(
                    "/usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed",
                    "/usr/share/efi/x86_64/grub.efi");
    static final List<String> GRUB_MKIMAGE =
            List.of(
                    "/usr/bin/grub-mkimage",
                    "/usr/bin/grub2-mkimage",
                    "/run/current-system/sw/bin/grub-mkimage");
    static final List<String> GRUB_EFI_MODULES =
            List.of(
                    "/usr/lib/grub/x86_64-efi/moddep.lst",
                    "/usr/share/grub2/x86_64-efi/moddep.lst",
                    "/run/current-system/sw/lib/grub/x86_64-efi/moddep.lst");
    static final List<String> SYSLINUX =
            List.of("/usr/bin/syslinux", "/run/current-system/sw/bin/syslinux");
    static final List<String> SYSLINUX_MBR = mbr("mbr.bin");
    static final List<String> SYSLINUX_GPT_MBR = mbr("gptmbr.bin");

    private HostLoaders() {}

    private static List<String> mbr(String name) {
        return List.of(
                "/usr/lib/syslinux/mbr/" + name,
                "/usr/lib/SYSLINUX/" + name,
                "/usr/lib/syslinux/bios/" + name,
                "/usr/share/syslinux/" + name,
                "/run/current-system/sw/share/syslinux/" + name);
    }

    /// {@return where a module of SYSLINUX may be}
    static List<String> syslinuxModule(String name) {
        return List.of(
                "/usr/lib/syslinux/modules/bios/" + name,
                "/usr/lib/syslinux/bios/" + name,
                "/usr/share/syslinux/" + name,
                "/run/current-system/sw/share/syslinux/" + name);
    }
}
