package dev.diskwright.core.design;

import org.jspecify.annotations.Nullable;

/// Booting over the network: the first interface comes before the disks. With a BIOS its option ROM does the work, with
/// UEFI the firmware or the option ROM's driver.
///
/// @param rom option ROM of the interface; null is QEMU's own, empty is none
/// @param tftp directory that the user network serves over TFTP
/// @param bootfile name of the file that the user network tells by DHCP
public record VmNetworkBoot(
        @Default("false") @Explain("Let the first interface boot before the disks.") boolean enable,
        @Default("null")
                @Explain(
                        "Option ROM of that interface; QEMU's own if left out, none if empty, so that UEFI does it alone.")
                @Nullable String rom,
        @Default("null") @Explain("Directory that the user network serves over TFTP.")
                @Nullable String tftp,
        @Default("null") @Explain("File that the user network's DHCP server names.")
                @Nullable String bootfile) {
    /// {@return the same switched on or off}
    public VmNetworkBoot withEnable(boolean newEnable) {
        return new VmNetworkBoot(newEnable, rom, tftp, bootfile);
    }

    /// {@return the same with another option ROM}
    public VmNetworkBoot withRom(@Nullable String newRom) {
        return new VmNetworkBoot(enable, newRom, tftp, bootfile);
    }

    /// {@return the same with other files served}
    public VmNetworkBoot withServed(@Nullable String newTftp, @Nullable String newBootfile) {
        return new VmNetworkBoot(enable, rom, newTftp, newBootfile);
    }
}
