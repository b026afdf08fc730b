package dev.diskwright.core.design;

/// What executes the guest's instructions.
public enum VmAcceleration {
    /// The host's hypervisor if it works, else [#TCG].
    AUTO,
    /// Linux's hypervisor.
    KVM,
    /// macOS's hypervisor.
    HVF,
    /// Windows' hypervisor.
    WHPX,
    /// Translation by QEMU: works everywhere and for every processor, slowly.
    TCG
}
