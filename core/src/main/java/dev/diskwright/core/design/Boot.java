package dev.diskwright.core.design;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the image boots. Files are paths relative to the design, or `contents:/PATH` for a file of the image itself
/// (a `*` in its last name may stand for what differs, as in `contents:/boot/vmlinuz-*`).
///
/// @param loader what UEFI starts
/// @param bios what a BIOS starts
/// @param kernel a Linux kernel, or a package with one
/// @param initrd initial RAM disks, in order
/// @param initramfs one more initial RAM disk, which is made; null for none
/// @param cmdline words of the kernel command line; `root=` is added where it is missing
/// @param stub another UEFI stub for the unified kernel image, such as systemd's
/// @param systemdBoot systemd-boot's `systemd-bootx64.efi`
/// @param menu of systemd-boot, GRUB and SYSLINUX
/// @param grub files of GRUB
/// @param syslinux files of SYSLINUX
/// @param secureBoot whose key signs what UEFI starts
public record Boot(
        @Default("\"auto\"") @Explain("What UEFI starts; auto follows from the kernel.")
                Loader loader,
        @Default("\"auto\"") @Explain("What a BIOS starts; auto follows from the kernel.")
                Bios bios,
        @Default("null")
                @Explain("Linux kernel: a path, or contents:/PATH for one inside the image.")
                @Nullable String kernel,
        @Default("[]") @Explain("Initial RAM disks, in order; paths like the kernel's.")
                List<String> initrd,
        @Default("null")
                @Explain(
                        "One more initial RAM disk, made from the kernel's modules and busybox; null for none.")
                @Nullable BootInitramfs initramfs,
        @Default("[]") @Explain("Words of the kernel command line.") List<String> cmdline,
        @Default("null") @Explain("UEFI stub to use instead of the built-in one.")
                @Nullable String stub,
        @Default("null") @Explain("systemd-bootx64.efi, for loader systemd-boot.")
                @Nullable String systemdBoot,
        @Default("{}") @Explain("Menu of the boot loader, where it has one.") BootMenu menu,
        @Default("{}") @Explain("Files of GRUB, for loader or bios grub.") BootGrub grub,
        @Default("{}") @Explain("Files of SYSLINUX, for bios syslinux.") BootSyslinux syslinux,
        @Default("{}") @Explain("Keys to sign with for Secure Boot.") BootSecureBoot secureBoot) {
    /// Copies the lists.
    public Boot {
        initrd = List.copyOf(initrd);
        cmdline = List.copyOf(cmdline);
    }

    /// What UEFI starts.
    public enum Loader {
        /// A unified kernel image if there is a kernel, else the self-test.
        AUTO,
        /// Nothing.
        NONE,
        /// One PE file with kernel, initial RAM disk and command line.
        UKI,
        /// systemd-boot with one entry.
        SYSTEMD_BOOT,
        /// GRUB, behind shim where one is named.
        GRUB,
        /// A program of our own that reports that it was started.
        SELF_TEST
    }

    /// What a BIOS starts.
    public enum Bios {
        /// The self-test if that is what UEFI starts, nothing if that is; for a kernel the built-in loader, where the layout
        /// has a place for it.
        AUTO,
        /// Nothing.
        NONE,
        /// GRUB, its core in the gap behind an MBR or in the BIOS boot partition of a GPT.
        GRUB,
        /// SYSLINUX on the partition that holds `/boot`: vfat, or ext4 as EXTLINUX.
        SYSLINUX,
        /// Code of our own that reports that it was started.
        SELF_TEST,
        /// A loader of our own that starts the kernel.
        BUILT_IN
    }

    /// {@return what a BIOS starts in effect: never [Bios#AUTO]}
    public Bios effectiveBios() {
        if (bios != Bios.AUTO) {
            return bios;
        }
        return switch (effectiveLoader()) {
            case NONE -> Bios.NONE;
            case SELF_TEST -> Bios.SELF_TEST;
            case AUTO, UKI, SYSTEMD_BOOT, GRUB -> kernel == null ? Bios.NONE : Bios.BUILT_IN;
        };
    }

    /// {@return the loader in effect: never [Loader#AUTO]}
    public Loader effectiveLoader() {
        return loader != Loader.AUTO ? loader : kernel == null ? Loader.SELF_TEST : Loader.UKI;
    }

    /// {@return whether UEFI or a BIOS starts a kernel of the design}
    public boolean startsKernel() {
        return uefiStartsKernel() || biosStartsKernel();
    }

    /// {@return whether UEFI starts a kernel of the design}
    public boolean uefiStartsKernel() {
        return switch (effectiveLoader()) {
            case UKI, SYSTEMD_BOOT, GRUB -> true;
            case AUTO, NONE, SELF_TEST -> false;
        };
    }

    /// {@return whether a BIOS starts a kernel of the design}
    public boolean biosStartsKernel() {
        return switch (effectiveBios()) {
            case GRUB, SYSLINUX, BUILT_IN -> true;
            case AUTO, NONE, SELF_TEST -> false;
        };
    }

    /// {@return the same with another loader}
    public Boot withLoader(Loader newLoader) {
        return Shape.with(this, "loader", newLoader);
    }

    /// {@return the same with another kernel}
    public Boot withKernel(@Nullable String newKernel) {
        return Shape.with(this, "kernel", newKernel);
    }

    /// {@return the same with other initial RAM disks}
    public Boot withInitrd(List<String> newInitrd) {
        return Shape.with(this, "initrd", newInitrd);
    }

    /// {@return the same with another command line}
    public Boot withCmdline(List<String> newCmdline) {
        return Shape.with(this, "cmdline", newCmdline);
    }

    /// {@return the same with something else that a BIOS starts}
    public Boot withBios(Bios newBios) {
        return Shape.with(this, "bios", newBios);
    }

    /// {@return the same with another menu}
    public Boot withMenu(BootMenu newMenu) {
        return Shape.with(this, "menu", newMenu);
    }

    /// {@return the same with other files of GRUB}
    public Boot withGrub(BootGrub newGrub) {
        return Shape.with(this, "grub", newGrub);
    }

    /// {@return the same with other files of SYSLINUX}
    public Boot withSyslinux(BootSyslinux newSyslinux) {
        return Shape.with(this, "syslinux", newSyslinux);
    }

    /// {@return the same with an initial RAM disk that is made, or without}
    public Boot withInitramfs(@Nullable BootInitramfs newInitramfs) {
        return Shape.with(this, "initramfs", newInitramfs);
    }

    /// {@return the same with another UEFI stub}
    public Boot withStub(@Nullable String newStub) {
        return Shape.with(this, "stub", newStub);
    }

    /// {@return the same with another systemd-boot}
    public Boot withSystemdBoot(@Nullable String newSystemdBoot) {
        return Shape.with(this, "systemdBoot", newSystemdBoot);
    }

    /// {@return the same with other keys for Secure Boot}
    public Boot withSecureBoot(BootSecureBoot newSecureBoot) {
        return Shape.with(this, "secureBoot", newSecureBoot);
    }
}
