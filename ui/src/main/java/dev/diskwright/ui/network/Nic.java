package dev.diskwright.ui.network;

import dev.diskwright.core.design.DesignJson;
import dev.diskwright.core.design.MacAddress;
import dev.diskwright.core.design.Vm;
import dev.diskwright.core.design.VmInterface;
import dev.diskwright.core.guest.GuestNetwork;
import java.util.ArrayList;
import java.util.List;

/// An interface of a machine as it is drawn and listed, also of a design with mistakes.
///
/// @param name that it has in the guest
/// @param kind where it comes from
/// @param index among those of its kind, from 0
/// @param vlan number of its wire; -1 in the user network
/// @param connected whether its cable is plugged
/// @param addressed whether it has an address that follows from vlan and node
/// @param ipv4 that address with the length of its prefix; empty for none
/// @param mac hardware address; empty if none can be made
/// @param givenMac the hardware address that the design gives; empty if it follows
/// @param path JSON pointer of what it comes from
public record Nic(
        String name,
        Kind kind,
        int index,
        int vlan,
        boolean connected,
        boolean addressed,
        String ipv4,
        String mac,
        String givenMac,
        String path) {
    /// Where an interface comes from.
    public enum Kind {
        /// The switch for the user network.
        USER,
        /// The list of vlans: named by its place.
        LISTED,
        /// The interfaces with names.
        NAMED
    }

    /// {@return the interfaces of a machine, in the order in which it has them}
    public static List<Nic> of(Vm vm) {
        var all = new ArrayList<Nic>();
        if (vm.userNetwork()) {
            String mac = isByte(vm.node()) ? MacAddress.onUserNetwork(vm.node()).text() : "";
            all.add(
                    new Nic(
                            GuestNetwork.USER_INTERFACE,
                            Kind.USER,
                            0,
                            -1,
                            true,
                            false,
                            "",
                            mac,
                            "",
                            "/vm/userNetwork"));
        }
        for (int i = 0; i < vm.vlans().size(); i++) {
            int vlan = vm.vlans().get(i);
            all.add(
                    new Nic(
                            "eth" + (i + 1),
                            Kind.LISTED,
                            i,
                            vlan,
                            true,
                            true,
                            ipv4(vlan, vm.node()),
                            mac(vlan, vm.node()),
                            "",
                            "/vm/vlans/" + i));
        }
        int index = 0;
        for (var entry : vm.interfaces().entrySet()) {
            all.add(named(entry.getKey(), entry.getValue(), index++, vm.node()));
        }
        return List.copyOf(all);
    }

    private static Nic named(String name, VmInterface it, int index, int node) {
        String given = it.mac() == null ? "" : it.mac();
        return new Nic(
                name,
                Kind.NAMED,
                index,
                it.vlan(),
                it.connected(),
                it.assignIP(),
                it.assignIP() ? ipv4(it.vlan(), node) : "",
                given.isEmpty()
                        ? mac(it.vlan(), node)
                        : MacAddress.parse(given).map(MacAddress::text).orElse(""),
                given,
                "/vm/interfaces/" + DesignJson.escape(name));
    }

    private static boolean isByte(int number) {
        return number >= 0 && number <= 255;
    }

    private static String mac(int vlan, int node) {
        return isByte(vlan) && isByte(node) ? MacAddress.onVlan(vlan, node).text() : "";
    }

    private static String ipv4(int vlan, int node) {
        return isByte(vlan) && isByte(node) ? GuestNetwork.ipv4(vlan, node) + "/24" : "";
    }
}
