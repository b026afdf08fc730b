package dev.diskwright.core.vm.boottest;

import static dev.diskwright.core.vm.boottest.Sign.ends;
import static dev.diskwright.core.vm.boottest.Sign.hints;
import static dev.diskwright.core.vm.boottest.Sign.prompt;
import static dev.diskwright.core.vm.boottest.Sign.reaches;

import java.util.List;

/// What programs say when they boot a machine.
///
/// Seen with SeaBIOS 1.16 (on port 0x402), Debian's OVMF of 2022.11 (release build, on the serial port), Linux 6.1 and
/// initramfs-tools 0.142; those of GRUB 2, systemd, shim, syslinux, dracut, mkinitcpio, NixOS, OpenRC, sysvinit and U-Boot
/// have not been met in a boot of ours yet.
final class Signs {
    private static final String[] NOT_FROM_A_DISK = {
        "internal shell", "uefi shell", "uiapp", "firmware setup", "boot manager", "pxe", "http"
    };

    private static final List<Sign> FIRMWARE =
            List.of(
                    reaches(BootStage.FIRMWARE, "seabios (version"),
                    reaches(BootStage.FIRMWARE, "ipxe "),
                    reaches(BootStage.FIRMWARE, "bdsdxe: "),
                    reaches(BootStage.FIRMWARE, "uefi firmware (version"),
                    reaches(BootStage.FIRMWARE, "uefi interactive shell v"),
                    reaches(BootStage.FIRMWARE, "u-boot 20"),
                    reaches(BootStage.FIRMWARE, "opensbi v"),
                    reaches(BootStage.FIRMWARE, "slof"),
                    hints(BootOutcome.UNSIGNED, "bdsdxe: failed to", ": access denied")
                            .without(NOT_FROM_A_DISK),
                    hints(BootOutcome.UNSIGNED, "bdsdxe: failed to", ": security violation")
                            .without(NOT_FROM_A_DISK),
                    ends(BootOutcome.NO_BOOTABLE_DEVICE, "no bootable device"),
                    ends(BootOutcome.NO_BOOTABLE_DEVICE, "no bootable option or device"),
                    prompt(BootStage.FIRMWARE, BootOutcome.FIRMWARE_SHELL, "shell>"),
                    ends(BootOutcome.FIRMWARE_CRASHED, "!!!! ", "exception type"));

    private static final List<Sign> LOADER =
            List.of(
                    reaches(BootStage.LOADER, "booting from 0000:7c00"),
                    reaches(BootStage.LOADER, "bdsdxe: starting boot").without(NOT_FROM_A_DISK),
                    reaches(BootStage.LOADER, "diskwright self-test ok"),
                    reaches(BootStage.LOADER, "systemd-boot"),
                    reaches(BootStage.LOADER, "gnu grub"),
                    reaches(BootStage.LOADER, "grub loading"),
                    reaches(BootStage.LOADER, "welcome to grub"),
                    reaches(BootStage.LOADER, "loading linux "),
                    reaches(BootStage.LOADER, "loading initial ramdisk"),
                    reaches(BootStage.LOADER, "syslinux "),
                    reaches(BootStage.LOADER, "isolinux "),
                    reaches(BootStage.LOADER, "extlinux "),
                    ends(BootOutcome.UNSIGNED, "verification failed", "security violation"),
                    ends(BootOutcome.UNSIGNED, "error loading", "access denied"),
                    ends(BootOutcome.UNSIGNED, "error loading", "security violation"),
                    ends(BootOutcome.UNSIGNED, "bad shim signature"),
                    ends(BootOutcome.UNSIGNED, "verification requested but nobody cares"),
                    ends(BootOutcome.LOADER_FAILED, "error loading"),
                    ends(BootOutcome.LOADER_FAILED, "you need to load the kernel first"),
                    ends(BootOutcome.LOADER_FAILED, "could not find kernel image"),
                    ends(BootOutcome.LOADER_FAILED, "no configuration file found"),
                    ends(BootOutcome.LOADER_FAILED, "missing operating system"),
                    ends(BootOutcome.LOADER_FAILED, "operating system load error"),
                    hints(BootOutcome.LOADER_FAILED, "error: file `", "not found"),
                    hints(BootOutcome.LOADER_FAILED, "error: no such "),
                    prompt(BootStage.LOADER, BootOutcome.LOADER_FAILED, "grub>"),
                    prompt(BootStage.LOADER, BootOutcome.LOADER_FAILED, "grub rescue>"));

    private static final List<Sign> KERNEL =
            List.of(
                    reaches(BootStage.KERNEL, "efi stub: "),
                    reaches(BootStage.KERNEL, "decompressing linux"),
                    reaches(BootStage.KERNEL, "booting linux on physical cpu"),
                    reaches(BootStage.KERNEL, "linux version "),
                    reaches(BootStage.KERNEL, "kernel command line: "),
                    hints(BootOutcome.ROOT_NOT_FOUND, "vfs: cannot open root device")
                            .at(BootStage.KERNEL),
                    hints(BootOutcome.ROOT_NOT_FOUND, "vfs: unable to mount root fs")
                            .at(BootStage.KERNEL),
                    ends(BootOutcome.KERNEL_PANIC, "kernel panic - not syncing")
                            .at(BootStage.KERNEL));

    private static final List<Sign> INITRD =
            List.of(
                    reaches(BootStage.INITRD, "run /init as init process"),
                    reaches(BootStage.INITRD, "loading, please wait..."),
                    reaches(BootStage.INITRD, "begin: loading essential drivers"),
                    reaches(BootStage.INITRD, "begin: mounting root file system"),
                    reaches(BootStage.INITRD, "dracut: "),
                    reaches(BootStage.INITRD, "dracut-cmdline["),
                    reaches(BootStage.INITRD, "running in initrd"),
                    reaches(BootStage.INITRD, ":: running early hook"),
                    reaches(BootStage.INITRD, "nixos stage 1"),
                    hints(BootOutcome.ROOT_NOT_FOUND, "gave up waiting for root")
                            .at(BootStage.INITRD),
                    hints(BootOutcome.ROOT_NOT_FOUND, "dracut-initqueue", "timeout"),
                    hints(BootOutcome.ROOT_NOT_FOUND, "timed out waiting for device"),
                    hints(BootOutcome.ROOT_NOT_FOUND, "error: device '", "' not found"),
                    hints(BootOutcome.ROOT_NOT_FOUND, "mounting ", " on /root failed"),
                    hints(BootOutcome.ROOT_NOT_FOUND, "failed to mount ", " on real root"),
                    ends(
                                    BootOutcome.ROOT_NOT_FOUND,
                                    "alert! ",
                                    "does not exist.",
                                    "dropping to a shell")
                            .at(BootStage.INITRD),
                    ends(BootOutcome.EMERGENCY_SHELL, "no init found. try passing init="),
                    ends(BootOutcome.EMERGENCY_SHELL, "error occurred in stage 1 of the boot"),
                    ends(BootOutcome.EMERGENCY_SHELL, "dropped into an emergency shell"),
                    ends(BootOutcome.EMERGENCY_SHELL, "entering emergency mode"),
                    prompt(BootStage.INITRD, BootOutcome.EMERGENCY_SHELL, "(initramfs)"),
                    prompt(BootStage.INITRD, BootOutcome.EMERGENCY_SHELL, "dracut:/#"),
                    prompt(BootStage.INITRD, BootOutcome.EMERGENCY_SHELL, "[rootfs ]#"));

    private static final List<Sign> ROOT =
            List.of(
                    reaches(BootStage.ROOT, "vfs: mounted root"),
                    reaches(BootStage.ROOT, "ext4-fs (", "mounted filesystem"),
                    reaches(BootStage.ROOT, "begin: running /scripts/init-bottom"),
                    reaches(BootStage.ROOT, "switching root"),
                    reaches(BootStage.ROOT, "run /sbin/init as init process"),
                    reaches(BootStage.ROOT, "nixos stage 2"),
                    reaches(BootStage.ROOT, "init: version "),
                    reaches(BootStage.ROOT, "openrc ", "is starting up"),
                    reaches(BootStage.ROOT, "reached target", "local file systems"),
                    ends(BootOutcome.EMERGENCY_SHELL, "you are in emergency mode"),
                    ends(BootOutcome.EMERGENCY_SHELL, "you are in rescue mode"),
                    ends(BootOutcome.EMERGENCY_SHELL, "the root account is locked"),
                    ends(BootOutcome.EMERGENCY_SHELL, "for maintenance"));

    private static final List<Sign> LOGIN =
            List.of(
                    prompt(BootStage.LOGIN, null, " login:"),
                    reaches(BootStage.LOGIN, "reached target", "multi-user"),
                    reaches(BootStage.LOGIN, "reached target", "graphical interface"),
                    reaches(BootStage.LOGIN, "please press enter to activate this console"));

    /// All signs. Of two in one line the earlier is taken first.
    static final List<Sign> ALL =
            List.of(FIRMWARE, LOADER, KERNEL, INITRD, ROOT, LOGIN).stream()
                    .flatMap(List::stream)
                    .toList();

    private Signs() {}
}
