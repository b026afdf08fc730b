package dev.diskwright.core.guest;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.DesignJson;
import dev.diskwright.core.design.MacAddress;
import dev.diskwright.core.design.Vm;
import java.util.ArrayList;
import java.util.List;

/// The interfaces of a guest. First comes that of the user network, `eth0`; then `eth1`, `eth2` … in the order of the list
/// of vlans; then the named ones by name. Of vlan `V` and node `N` follow
///
/// ```text
/// hardware address   52:54:00:12:VV:NN      two hex digits each
/// IPv4               192.168.V.N/24         decimal
/// IPv6               2001:db8:V::N/64       the same decimal digits, which IPv6 reads as hexadecimal ones
/// ```
public final class GuestNetwork {
    /// Name of the interface in the user network.
    public static final String USER_INTERFACE = "eth0";

    private GuestNetwork() {}

    /// {@return the interfaces of a design without errors, in the order in which the machine has them}
    ///
    /// @throws IllegalArgumentException if a vlan or the node is out of range
    public static List<GuestInterface> of(Design design) {
        Vm vm = design.vm();
        var all = new ArrayList<GuestInterface>();
        if (vm.userNetwork()) {
            all.add(
                    new GuestInterface(
                            USER_INTERFACE,
                            new GuestInterface.Wire.User(),
                            MacAddress.onUserNetwork(vm.node()),
                            null,
                            null,
                            "/vm/userNetwork"));
        }
        for (int i = 0; i < vm.vlans().size(); i++) {
            int vlan = vm.vlans().get(i);
            MacAddress mac = MacAddress.onVlan(vlan, vm.node());
            all.add(onVlan("eth" + (i + 1), vlan, vm.node(), mac, true, "/vm/vlans/" + i));
        }
        vm.interfaces()
                .forEach((name, it) -> {
                    String given = it.mac();
                    MacAddress mac =
                            given == null
                                    ? MacAddress.onVlan(it.vlan(), vm.node())
                                    : MacAddress.parse(given)
                                            .orElseThrow(() -> new IllegalArgumentException(given));
                    String path = "/vm/interfaces/" + DesignJson.escape(name);
                    GuestInterface plugged =
                            onVlan(name, it.vlan(), vm.node(), mac, it.assignIP(), path);
                    all.add(it.connected() ? plugged : plugged.unplugged());
                });
        return List.copyOf(all);
    }

    private static GuestInterface onVlan(
            String name, int vlan, int node, MacAddress mac, boolean addressed, String path) {
        return new GuestInterface(
                name,
                new GuestInterface.Wire.Vlan(vlan),
                mac,
                addressed ? ipv4(vlan, node) + "/24" : null,
                addressed ? ipv6(vlan, node) + "/64" : null,
                path);
    }

    /// {@return the IPv4 address of a node on a vlan}
    public static String ipv4(int vlan, int node) {
        return "192.168.%d.%d".formatted(vlan, node);
    }

    /// {@return the IPv6 address of a node on a vlan} The decimal digits are written as they are, as NixOS's test networks
    /// do: vlan 255 is the group 0x255.
    public static String ipv6(int vlan, int node) {
        return "2001:db8:%d::%d".formatted(vlan, node);
    }
}
