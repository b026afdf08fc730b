package dev.diskwright.core.design;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is wrong in the network of the virtual machine.
final class VmNetworkChecks {
    private static final int MAX_VLAN =
            255; // one byte of the hardware address, one of the IPv4 address

    private final Findings all;
    private final Vm vm;

    private VmNetworkChecks(Findings all) {
        this.all = all;
        this.vm = all.design().vm();
    }

    static void check(Findings all) {
        var checks = new VmNetworkChecks(all);
        checks.vlans();
        checks.interfaces();
        checks.hardwareAddresses();
        checks.userNetwork();
        VmForwardChecks.check(all);
    }

    private Edit set(Map<String, VmInterface> interfaces) {
        return new Edit.SetVm(vm.withInterfaces(interfaces));
    }

    private Map<String, VmInterface> with(String name, VmInterface changed) {
        var interfaces = new TreeMap<>(vm.interfaces());
        interfaces.put(name, changed);
        return interfaces;
    }

    private Map<String, VmInterface> without(String name) {
        var interfaces = new TreeMap<>(vm.interfaces());
        interfaces.remove(name);
        return interfaces;
    }

    private void vlans() {
        Set<Integer> taken = new HashSet<>();
        for (int i = 0; i < vm.vlans().size(); i++) {
            int vlan = vm.vlans().get(i);
            Edit without = new Edit.SetVm(vm.withVlans(VmChecks.without(vm.vlans(), i)));
            if (vlan < 1 || vlan > MAX_VLAN) {
                all.error(
                        "NET-001",
                        "/vm/vlans/" + i,
                        "there is no vlan %d with addresses".formatted(vlan),
                        "addresses are made of 1 to %d; 0 is for interfaces without one"
                                .formatted(MAX_VLAN),
                        "Leave it out",
                        without);
            } else if (!taken.add(vlan)) {
                all.error(
                        "NET-002",
                        "/vm/vlans/" + i,
                        "the machine is on vlan %d twice".formatted(vlan),
                        "both interfaces would have the same addresses",
                        "Leave it out",
                        without);
            }
        }
    }

    private void interfaces() {
        Map<Integer, Boolean> addressed = new HashMap<>();
        vm.vlans().forEach(vlan -> addressed.put(vlan, true));
        Set<Integer> derived = new HashSet<>(vm.vlans());
        vm.interfaces()
                .forEach((name, it) -> {
                    String path = "/vm/interfaces/" + DesignJson.escape(name);
                    name(name, path);
                    vlan(name, it, path, addressed, derived);
                    mac(name, it, path);
                });
    }

    private void name(String name, String path) {
        if (!name.matches("[A-Za-z0-9_.-]{1,%d}".formatted(VmInterface.MAX_NAME))
                || name.matches("\\.{1,2}|lo|all|default")) {
            var found =
                    Diagnostic.error(
                            "NET-003",
                            path,
                            "\"%s\" cannot name an interface".formatted(VmChecks.plain(name)),
                            "it has 1 to %d letters, digits, dots, dashes and underscores, and is not lo"
                                    .formatted(VmInterface.MAX_NAME));
            String mended = mended(name);
            all.add(
                    mended.isEmpty() || vm.interfaces().containsKey(mended) || isTaken(mended)
                            ? found.withFix("Leave it out", set(without(name)))
                            : found.withFix(
                                    "Call it \"%s\"".formatted(mended),
                                    set(renamed(name, mended))));
        } else if (isTaken(name)) {
            all.error(
                    "NET-004",
                    path,
                    name.equals("eth0")
                            ? "the interface of the user network is called eth0"
                            : "an interface of the list of vlans is called " + name,
                    "each name is taken once",
                    "Leave it out",
                    set(without(name)));
        }
    }

    /// {@return whether an interface that has no entry of its own is called so}
    private boolean isTaken(String name) {
        if (!name.matches("eth(0|[1-9][0-9]{0,4})")) {
            return false;
        }
        int number = Integer.parseInt(name.substring(3));
        return number == 0 ? vm.userNetwork() : number <= vm.vlans().size();
    }

    /// {@return as much of a name as can name an interface; may be empty}
    private static String mended(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9_.-]", "");
        String cut = plain.substring(0, Math.min(VmInterface.MAX_NAME, plain.length()));
        return cut.matches("\\.{1,2}|lo|all|default") ? "" : cut;
    }

    private Map<String, VmInterface> renamed(String name, String mended) {
        var interfaces = new TreeMap<>(without(name));
        VmInterface it = vm.interfaces().get(name);
        if (it != null) {
            interfaces.put(mended, it);
        }
        return interfaces;
    }

    private void vlan(
            String name,
            VmInterface it,
            String path,
            Map<Integer, Boolean> addressed,
            Set<Integer> derived) {
        int vlan = it.vlan();
        if (vlan < 0 || vlan > MAX_VLAN) {
            all.error(
                    "NET-001",
                    path + "/vlan",
                    "there is no vlan " + vlan,
                    "vlans have the numbers 0 to %d".formatted(MAX_VLAN),
                    "Connect it to vlan 1",
                    set(with(name, it.withVlan(1))));
            return;
        }
        if (vlan == 0 && it.assignIP()) {
            all.error(
                    "NET-005",
                    path + "/assignIP",
                    "on vlan 0 no address can be assigned",
                    "addresses are made of vlans from 1 to %d".formatted(MAX_VLAN),
                    "Assign no address",
                    set(with(name, it.withAssignIP(false))));
        }
        boolean sameMac = it.mac() == null && !derived.add(vlan);
        boolean sameAddress = it.assignIP() && Boolean.TRUE.equals(addressed.get(vlan));
        addressed.merge(vlan, it.assignIP(), (a, b) -> a || b);
        if (sameMac || sameAddress) {
            all.error(
                    "NET-002",
                    path + "/vlan",
                    "another interface of the machine is on vlan %d".formatted(vlan),
                    sameMac
                            ? "both would have one hardware address: give this one its own, or connect it elsewhere"
                            : "both would have the same addresses: assign none to this one",
                    "Connect it to vlan %d".formatted(free()),
                    set(with(name, it.withVlan(free()))));
        }
    }

    /// {@return the first vlan that the machine is not on}
    private int free() {
        int vlan = 1;
        while (isUsed(vlan)) {
            vlan++;
        }
        return vlan;
    }

    private boolean isUsed(int vlan) {
        return vm.vlans().contains(vlan)
                || vm.interfaces().values().stream().anyMatch(it -> it.vlan() == vlan);
    }

    private void mac(String name, VmInterface it, String path) {
        String text = it.mac();
        if (text == null) {
            return;
        }
        var mac = MacAddress.parse(text);
        if (mac.isEmpty() || mac.get().isMulticast()) {
            all.error(
                    "NET-006",
                    path + "/mac",
                    "\"%s\" is not the hardware address of an interface"
                            .formatted(VmChecks.plain(text)),
                    "write six pairs of hex digits, such as 52:54:00:12:01:0a, the first an even number",
                    "Let it follow from vlan and node",
                    set(with(name, it.withMac(null))));
        }
    }

    /// Holds the given addresses against each other and those that are derived.
    private void hardwareAddresses() {
        if (vm.node() < 0 || vm.node() > 255) {
            return;
        }
        Map<String, String> owners = new HashMap<>();
        if (vm.userNetwork()) {
            owners.put(MacAddress.onUserNetwork(vm.node()).text(), "eth0");
        }
        for (int i = 0; i < vm.vlans().size(); i++) {
            derive(vm.vlans().get(i), "eth" + (i + 1), owners);
        }
        vm.interfaces()
                .forEach((name, it) -> {
                    if (it.mac() == null) {
                        derive(it.vlan(), name, owners);
                    }
                });
        vm.interfaces().forEach((name, it) -> own(name, it, owners));
    }

    private void derive(int vlan, String name, Map<String, String> owners) {
        if (vlan >= 0 && vlan <= MAX_VLAN) {
            owners.putIfAbsent(MacAddress.onVlan(vlan, vm.node()).text(), name);
        }
    }

    private void own(String name, VmInterface it, Map<String, String> owners) {
        String text = it.mac();
        String mac =
                text == null ? null : MacAddress.parse(text).map(MacAddress::text).orElse(null);
        @Nullable String owner = mac == null ? null : owners.putIfAbsent(mac, name);
        if (owner != null) {
            all.error(
                    "NET-007",
                    "/vm/interfaces/" + DesignJson.escape(name) + "/mac",
                    "%s has the hardware address %s too".formatted(owner, mac),
                    "each interface has its own",
                    "Let it follow from vlan and node",
                    set(with(name, it.withMac(null))));
        }
    }

    private void userNetwork() {
        VmNetworkBoot boot = vm.networkBoot();
        Edit on = new Edit.SetVm(vm.withUserNetwork(true));
        if (!vm.userNetwork() && vm.restrictNetwork()) {
            all.warning(
                    "NET-020",
                    "/vm/restrictNetwork",
                    "there is no user network that could be restricted",
                    "leave the restriction out",
                    "Do not restrict it",
                    new Edit.SetVm(vm.withRestrictNetwork(false)));
        }
        boolean none = !vm.userNetwork() && vm.vlans().isEmpty() && vm.interfaces().isEmpty();
        if (boot.enable() && none) {
            all.error(
                    "NET-021",
                    "/vm/networkBoot/enable",
                    "the machine boots over the network and has no interface",
                    "give it one",
                    "Give it the user network",
                    on);
        }
        if (!vm.userNetwork() && (boot.tftp() != null || boot.bootfile() != null)) {
            all.error(
                    "NET-022",
                    "/vm/networkBoot/" + (boot.tftp() != null ? "tftp" : "bootfile"),
                    "files are served by the user network, and the machine has none",
                    "give it the user network, or serve them elsewhere",
                    "Give it the user network",
                    on);
        }
        for (String text : new @Nullable String[] {boot.tftp(), boot.bootfile(), boot.rom()}) {
            if (text != null && VmChecks.hasControls(text)) {
                all.error(
                        "NET-023",
                        "/vm/networkBoot",
                        "a file's name holds a control character",
                        "leave it out",
                        "Serve nothing",
                        new Edit.SetVm(
                                vm.withNetworkBoot(
                                        new VmNetworkBoot(boot.enable(), null, null, null))));
                return;
            }
        }
    }
}
