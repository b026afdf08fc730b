package dev.diskwright.core.guest;

import dev.diskwright.core.design.MacAddress;
import org.jspecify.annotations.Nullable;

/// One network interface as the guest sees it.
///
/// @param name that it has in the guest
/// @param wire what it is connected to
/// @param mac hardware address, by which the guest finds it
/// @param ipv4 address with the length of its prefix, `192.168.1.10/24`; null if none is assigned
/// @param ipv6 address with the length of its prefix, `2001:db8:1::10/64`; null if none is assigned
/// @param path JSON pointer of what it comes from
public record GuestInterface(
        String name,
        Wire wire,
        MacAddress mac,
        @Nullable String ipv4,
        @Nullable String ipv6,
        String path) {
    /// What an interface is connected to.
    public sealed interface Wire {
        /// The host's network, by QEMU's address translation: 10.0.2.0/24, with addresses by DHCP.
        record User() implements Wire {}

        /// A wire that machines share.
        ///
        /// @param number 0 to 255
        record Vlan(int number) implements Wire {}

        /// Nothing: the cable is not plugged.
        record Nothing() implements Wire {}
    }

    /// {@return whether it has an address that follows from vlan and node}
    public boolean isAddressed() {
        return ipv4 != null;
    }

    /// {@return the same with its cable unplugged}
    GuestInterface unplugged() {
        return new GuestInterface(name, new Wire.Nothing(), mac, ipv4, ipv6, path);
    }
}
