package dev.diskwright.core.design;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the image boots. Files are paths relative to the design, or `contents:/PATH` for a file of the image itself
/// (a `*` in its last name may stand for what differs, as in `contents:/boot/vmlinuz-*`).
///
/// @param loader what UEFI starts
/// @param bios what a BIOS starts
/// @param kernel a Linux kernel with an EFI stub
/// @param initrd initial RAM disks, in order
/// @param cmdline words of the kernel command line; `root=` is added where it is missing
/// @param stub another UEFI stub for the unified kernel image, such as systemd's
/// @param systemdBoot systemd-boot's `systemd-bootx64.efi`
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
        @Default("[]") @Explain("Words of the kernel command line.") List<String> cmdline,
        @Default("null") @Explain("UEFI stub to use instead of the built-in one.")
                @Nullable String stub,
        @Default("null") @Explain("systemd-bootx64.efi, for loader systemd-boot.")
                @Nullable String systemdBoot) {
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
        /// A program of our own that reports that it was started.
        SELF_TEST
    }

    /// What a BIOS starts.
    public enum Bios {
        /// The self-test if that is what UEFI starts too, else nothing.
        AUTO,
        /// Nothing.
        NONE,
        /// Code of our own that reports that it was started.
        SELF_TEST
    }

    /// {@return what a BIOS starts in effect: never [Bios#AUTO]}
    public Bios effectiveBios() {
        return bios != Bios.AUTO
                ? bios
                : effectiveLoader() == Loader.SELF_TEST ? Bios.SELF_TEST : Bios.NONE;
    }

    /// {@return the loader in effect: never [Loader#AUTO]}
    public Loader effectiveLoader() {
        return loader != Loader.AUTO ? loader : kernel == null ? Loader.SELF_TEST : Loader.UKI;
    }

    /// {@return the same with another loader}
    public Boot withLoader(Loader newLoader) {
        return new Boot(newLoader, bios, kernel, initrd, cmdline, stub, systemdBoot);
    }

    /// {@return the same with another kernel}
    public Boot withKernel(@Nullable String newKernel) {
        return new Boot(loader, bios, newKernel, initrd, cmdline, stub, systemdBoot);
    }

    /// {@return the same with other initial RAM disks}
    public Boot withInitrd(List<String> newInitrd) {
        return new Boot(loader, bios, kernel, newInitrd, cmdline, stub, systemdBoot);
    }

    /// {@return the same with another command line}
    public Boot withCmdline(List<String> newCmdline) {
        return new Boot(loader, bios, kernel, initrd, newCmdline, stub, systemdBoot);
    }
}
