package dev.diskwright.core.vm;

import dev.diskwright.core.design.VmAcceleration;

/// Operating system of a host, as far as virtual machines are concerned.
public enum HostSystem {
    /// Linux.
    LINUX(VmAcceleration.KVM),
    /// macOS.
    MACOS(VmAcceleration.HVF),
    /// Windows.
    WINDOWS(VmAcceleration.WHPX),
    /// Any other, on which machines run by translation.
    OTHER(VmAcceleration.TCG);

    private final VmAcceleration acceleration;

    HostSystem(VmAcceleration acceleration) {
        this.acceleration = acceleration;
    }

    /// {@return the accelerator that it may have}
    public VmAcceleration acceleration() {
        return acceleration;
    }

    /// {@return the system of that name}
    ///
    /// @param name as Java's property `os.name` has it
    static HostSystem named(String name) {
        return name.startsWith("Linux")
                ? LINUX
                : name.startsWith("Mac") ? MACOS : name.startsWith("Windows") ? WINDOWS : OTHER;
    }
}
