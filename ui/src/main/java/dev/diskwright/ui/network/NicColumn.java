package dev.diskwright.ui.network;

import java.util.Locale;

/// Columns of the table of interfaces, in their order.
public enum NicColumn {
    /// Name in the guest.
    NAME(true),
    /// Wire.
    VLAN(true),
    /// IPv4 address.
    ADDRESS(true),
    /// Hardware address.
    MAC(true),
    /// QEMU's device.
    MODEL(false),
    /// Forwarded ports.
    FORWARDING(false);

    private final boolean editable;

    NicColumn(boolean editable) {
        this.editable = editable;
    }

    /// {@return whether it can be edited in place}
    public boolean isEditable() {
        return editable;
    }

    /// {@return whether it is chosen and not typed}
    public boolean isChoice() {
        return this == ADDRESS;
    }

    /// {@return its name in the texts}
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
