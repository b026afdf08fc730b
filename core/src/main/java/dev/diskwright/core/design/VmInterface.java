package dev.diskwright.core.design;

import org.jspecify.annotations.Nullable;

/// A network interface with a name of its own in the guest.
///
/// @param vlan number of the wire, 0 to 255
/// @param assignIP whether it gets the address that follows from vlan and node
/// @param mac hardware address; null follows from vlan and node
/// @param connected whether its cable is plugged
public record VmInterface(
        @Default("1") @Explain("Number of the vlan it is connected to, 0 to 255.") int vlan,
        @Default("false") @Explain("Give it the address that follows from vlan and node.")
                boolean assignIP,
        @Default("null") @Explain("Hardware address; follows from vlan and node if left out.")
                @Nullable String mac,
        @Default("true") @Explain("Plug its cable; without, the interface is there and no wire.")
                boolean connected) {
    /// As many bytes as Linux lets an interface's name have.
    public static final int MAX_NAME = 15;

    /// An interface whose cable is plugged.
    public VmInterface(int vlan, boolean assignIP, @Nullable String mac) {
        this(vlan, assignIP, mac, true);
    }

    /// {@return the same on another vlan}
    public VmInterface withVlan(int newVlan) {
        return new VmInterface(newVlan, assignIP, mac, connected);
    }

    /// {@return the same with an address or without}
    public VmInterface withAssignIP(boolean newAssignIP) {
        return new VmInterface(vlan, newAssignIP, mac, connected);
    }

    /// {@return the same with another hardware address}
    public VmInterface withMac(@Nullable String newMac) {
        return new VmInterface(vlan, assignIP, newMac, connected);
    }

    /// {@return the same with its cable plugged or not}
    public VmInterface withConnected(boolean newConnected) {
        return new VmInterface(vlan, assignIP, mac, newConnected);
    }
}
