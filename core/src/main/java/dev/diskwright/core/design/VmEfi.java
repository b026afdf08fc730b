package dev.diskwright.core.design;

import org.jspecify.annotations.Nullable;

/// UEFI firmware of the machine.
///
/// @param enable null follows the layout: UEFI if the machine boots from its disk and the disk has an ESP
/// @param firmware code image; null is searched for
/// @param variables template of the variable store, of the firmware's family; null goes with the firmware that is found
/// @param keepVariables whether what the guest stores survives the machine's end; else every run begins afresh
/// @param secureBoot whether only signed programs are started
public record VmEfi(
        @Default("\"auto\"")
                @Explain("Start by UEFI: true, false, or auto for what the layout carries.")
                @Auto
                @Nullable Boolean enable,
        @Default("null") @Explain("Firmware image; searched for if left out.")
                @Nullable String firmware,
        @Default("null") @Explain("Template of the variable store; goes with the firmware.")
                @Nullable String variables,
        @Default("false") @Explain("Keep variables from run to run, or begin afresh each time.")
                boolean keepVariables,
        @Default("false") @Explain("Firmware that starts signed programs only.")
                boolean secureBoot) {
    /// {@return whether the machine of `design`, of which this is a part, starts by UEFI}
    public boolean isOn(Design design) {
        Vm vm = design.vm();
        return enable != null
                ? enable
                : vm.bios() == null
                        && vm.architecture().hasEfi()
                        && (secureBoot || vm.bootsDisk() && Presets.expand(design).hasEsp());
    }

    /// {@return the same with UEFI, without it, or by the layout (null)}
    public VmEfi withEnable(@Nullable Boolean newEnable) {
        return new VmEfi(newEnable, firmware, variables, keepVariables, secureBoot);
    }

    /// {@return the same with other files; null for both searches for them}
    public VmEfi withFiles(@Nullable String newFirmware, @Nullable String newVariables) {
        return new VmEfi(enable, newFirmware, newVariables, keepVariables, secureBoot);
    }

    /// {@return the same with variables kept or not}
    public VmEfi withKeepVariables(boolean newKeepVariables) {
        return new VmEfi(enable, firmware, variables, newKeepVariables, secureBoot);
    }

    /// {@return the same with Secure Boot or without}
    public VmEfi withSecureBoot(boolean newSecureBoot) {
        return new VmEfi(enable, firmware, variables, keepVariables, newSecureBoot);
    }
}
