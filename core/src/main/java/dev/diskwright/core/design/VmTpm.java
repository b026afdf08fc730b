package dev.diskwright.core.design;

import org.jspecify.annotations.Nullable;

/// A TPM 2, emulated by `swtpm`.
///
/// @param deviceModel QEMU's device; null follows from the architecture
public record VmTpm(
        @Default("false") @Explain("Give the machine a TPM 2, by the program swtpm.")
                boolean enable,
        @Default("null") @Explain("QEMU's device, such as tpm-crb; by architecture if left out.")
                @Nullable String deviceModel) {
    /// {@return the same switched on or off}
    public VmTpm withEnable(boolean newEnable) {
        return new VmTpm(newEnable, deviceModel);
    }

    /// {@return the same with another device; null follows from the architecture}
    public VmTpm withDeviceModel(@Nullable String newModel) {
        return new VmTpm(enable, newModel);
    }
}
