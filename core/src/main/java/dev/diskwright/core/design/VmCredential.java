package dev.diskwright.core.design;

import org.jspecify.annotations.Nullable;

/// A systemd credential that the machine hands to the guest. Either text or source is given.
///
/// @param mechanism how it gets there
/// @param text itself
/// @param source file that holds it; relative to the design
public record VmCredential(
        @Default("\"auto\"") @Explain("smbios, fw_cfg, or auto for what the machine has.")
                Mechanism mechanism,
        @Default("null") @Explain("The credential itself.") @Nullable String text,
        @Default("null") @Explain("File that holds the credential, relative to the design.")
                @Nullable String source) {
    /// How a credential gets into the guest.
    public enum Mechanism {
        /// By SMBIOS where the machine has it, else by the firmware configuration device.
        AUTO("auto"),
        /// As a string of SMBIOS, type 11.
        SMBIOS("smbios"),
        /// As a file of QEMU's firmware configuration device.
        FW_CFG("fw_cfg");

        private final String text;

        Mechanism(String text) {
            this.text = text;
        }

        /// {@return what the document calls it}
        @Override
        public String toString() {
            return text;
        }
    }

    /// {@return the mechanism in effect: never [Mechanism#AUTO]}
    public Mechanism mechanismOn(VmArchitecture architecture) {
        return mechanism != Mechanism.AUTO
                ? mechanism
                : architecture.hasSmbios() ? Mechanism.SMBIOS : Mechanism.FW_CFG;
    }

    /// {@return the same by another mechanism}
    public VmCredential withMechanism(Mechanism newMechanism) {
        return new VmCredential(newMechanism, text, source);
    }

    /// {@return the same with other contents, one of which is null}
    public VmCredential withContents(@Nullable String newText, @Nullable String newSource) {
        return new VmCredential(mechanism, newText, newSource);
    }
}
