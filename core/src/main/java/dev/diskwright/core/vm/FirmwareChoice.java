package dev.diskwright.core.vm;

import java.util.List;

/// Which firmware a machine starts by.
public sealed interface FirmwareChoice {
    /// The one that QEMU brings, or the one that is named as its BIOS: there is no UEFI.
    record BuiltIn() implements FirmwareChoice {}

    /// UEFI firmware.
    ///
    /// @param image that was found, or that the design names
    record Found(FirmwareImage image) implements FirmwareChoice {}

    /// UEFI is wanted and there is no firmware for it.
    ///
    /// @param looked directories in which it was looked for, in order
    record Missing(List<String> looked) implements FirmwareChoice {
        /// Copies the list.
        public Missing {
            looked = List.copyOf(looked);
        }
    }
}
