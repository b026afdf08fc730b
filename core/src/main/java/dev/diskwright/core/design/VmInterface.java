package dev.diskwright.core.design;

import org.jspecify.annotations.Nullable;

/// A network interface with a name of its own in the guest.
///
/// @param vlan number of the wire, 0 to 255
/// @param assignIP whether it gets the address that follows from vlan and node
/// @param mac hardware address; null follows from vlan and node
public record VmInterface(
        @Default("1") @Explain("Number of the vlan it is connected to, 0 to 255.") int vlan,
        @Default("false") @Explain("Give it the address that follows from vlan and node.")
                boolean assignIP,
        @Default("null") @Explain("Hardware address; follows from vlan and node if left out.")
                @Nullable String mac) {
    /// As many bytes as Linux lets an interface's name have.
    public static final int MAX_NAME = 15;

    /// {@return the same on another vlan}
    public VmInterface withVlan(int newVlan) {
        return new VmInterface(newVlan, assignIP, mac);
    }

    /// {@return the same with an address or without}
    public VmInterface withAssignIP(boolean newAssignIP) {
        return new VmInterface(vlan, newAssignIP, mac);
    }

    /// {@return the same with another hardware address}
    public VmInterface withMac(@Nullable String newMac) {
        return new VmInterface(vlan, assignIP, newMac);
    }
}
