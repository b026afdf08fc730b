package dev.diskwright.core.vm.boottest;

/// Why a boot test ended. Of several that were seen at one stage, the first in this order is told.
public enum BootOutcome {
    /// Everything that was expected was seen.
    PASSED("passed", "the expected text was seen"),
    /// Secure Boot refused a program.
    UNSIGNED("unsigned", "Secure Boot refused a program that it does not trust"),
    /// The kernel or the initial RAM disk did not find the root file system.
    ROOT_NOT_FOUND("root-not-found", "the root file system was not found"),
    /// The kernel stopped.
    KERNEL_PANIC("kernel-panic", "the kernel stopped with a panic"),
    /// An init system asks for help: initial RAM disk prompt, emergency shell.
    EMERGENCY_SHELL("emergency-shell", "the start ended in an emergency shell"),
    /// The loader did not find what it should load.
    LOADER_FAILED("loader-failed", "the boot loader could not start a kernel"),
    /// The firmware or the loader crashed.
    FIRMWARE_CRASHED("firmware-crashed", "a program crashed in the firmware"),
    /// The firmware found nothing to start and shows its shell.
    FIRMWARE_SHELL("firmware-shell", "the firmware found nothing to start and went to its shell"),
    /// The firmware found nothing to start.
    NO_BOOTABLE_DEVICE("no-bootable-device", "the firmware found no bootable device"),
    /// It started over and over again.
    RESTARTS("restarts", "the machine restarted instead"),
    /// It was switched off by the guest before.
    POWERED_OFF("powered-off", "the guest switched the machine off before"),
    /// The emulator failed or crashed.
    EMULATOR_FAILED("emulator-failed", "the emulator failed"),
    /// The time was up, and nothing had been heard for long.
    SILENT("silent", "the time was up, and the machine was silent"),
    /// The time was up.
    TIME_UP("time-up", "the time was up"),
    /// Somebody ended it.
    INTERRUPTED("interrupted", "the test was interrupted");

    private final String id;
    private final String sentence;

    BootOutcome(String id, String sentence) {
        this.id = id;
        this.sentence = sentence;
    }

    /// {@return its name in reports}
    public String id() {
        return id;
    }

    /// {@return it in one clause, lower case}
    public String sentence() {
        return sentence;
    }
}
