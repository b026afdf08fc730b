package dev.diskwright.ui.network;

import dev.diskwright.core.design.MacAddress;
import dev.diskwright.core.design.Vm;
import dev.diskwright.core.design.VmInterface;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The gestures of the network, as functions of a machine. What they give has no mistake that the machine had not.
public final class NetworkEdits {
    private static final String PREFIX = "net";

    private final Vm vm;
    private final NetworkScene scene;

    /// Changes `vm`.
    public NetworkEdits(Vm vm) {
        this.vm = vm;
        scene = NetworkScene.of(vm);
    }

    private static Change done(Vm vm, String label, String focus, Object... arguments) {
        return new Change.Done(vm, label, List.of(arguments), focus);
    }

    private static Change refused(String reason, Object... arguments) {
        return new Change.Refused(reason, List.of(arguments));
    }

    /// {@return what plugging an interface into something comes to}
    public Change connect(Nic nic, Target target) {
        return switch (target) {
            case Target.Nothing _ -> disconnect(nic);
            case Target.User _ ->
                    nic.kind() == Nic.Kind.USER ? new Change.Same() : refused("user", nic.name());
            case Target.Next _ ->
                    scene.next() < 0 ? refused("noVlan") : onVlan(nic, scene.next(), "newVlan");
            case Target.Vlan(int number) -> onVlan(nic, number, "connect");
        };
    }

    private Change onVlan(Nic nic, int vlan, String label) {
        return switch (nic.kind()) {
            case USER -> refused("userElsewhere", nic.name());
            case LISTED -> {
                if (nic.vlan() == vlan) {
                    yield new Change.Same();
                }
                Optional<Nic> there =
                        scene.nics().stream().filter(it -> claims(it, vlan)).findFirst();
                if (there.isPresent()) {
                    yield refused("twice", there.get().name(), vlan);
                }
                if (vlan < 1) {
                    yield refused("noAddress", vlan);
                }
                var vlans = new ArrayList<>(vm.vlans());
                vlans.set(nic.index(), vlan);
                yield done(vm.withVlans(vlans), label, nic.name(), nic.name(), vlan);
            }
            case NAMED -> {
                if (nic.vlan() == vlan && nic.connected()) {
                    yield new Change.Same();
                }
                VmInterface it = fitting(nic.name(), entry(nic).withVlan(vlan));
                yield done(
                        with(nic.name(), it.withConnected(true)),
                        label,
                        nic.name(),
                        nic.name(),
                        vlan);
            }
        };
    }

    /// {@return whether an interface has an address that follows from a vlan, and leaves none for another}
    private static boolean claims(Nic it, int vlan) {
        return it.vlan() == vlan && (it.addressed() || it.givenMac().isEmpty());
    }

    /// {@return the same with a hardware address of its own, and without an address, where these are taken on its vlan}
    private VmInterface fitting(String name, VmInterface it) {
        String derived =
                NetworkNumbers.isByte(it.vlan()) && NetworkNumbers.isByte(vm.node())
                        ? MacAddress.onVlan(it.vlan(), vm.node()).text()
                        : "";
        Set<String> taken = new HashSet<>();
        boolean addressed = it.vlan() < 1;
        for (Nic other : scene.nics()) {
            if (!other.name().equals(name) || other.kind() != Nic.Kind.NAMED) {
                taken.add(other.mac());
                addressed |= other.addressed() && other.vlan() == it.vlan();
            }
        }
        VmInterface fitting = addressed ? it.withAssignIP(false) : it;
        return it.mac() == null && taken.contains(derived)
                ? fitting.withMac(NetworkNumbers.unusedMac(it.vlan(), vm.node(), taken))
                : fitting;
    }

    private VmInterface entry(Nic nic) {
        VmInterface it = vm.interfaces().get(nic.name());
        if (it == null) {
            throw new IllegalArgumentException(nic.name());
        }
        return it;
    }

    private Vm with(String name, VmInterface it) {
        var all = new TreeMap<>(vm.interfaces());
        all.put(name, it);
        return vm.withInterfaces(all);
    }

    /// {@return what unplugging an interface comes to} One of the list of vlans is there for its vlan only, that of the
    /// user network for that; they go.
    public Change disconnect(Nic nic) {
        return switch (nic.kind()) {
            case USER -> done(vm.withUserNetwork(false), "userOff", "", nic.name());
            case LISTED ->
                    done(
                            vm.withVlans(without(vm.vlans(), nic.index())),
                            "leave",
                            "",
                            nic.name(),
                            nic.vlan());
            case NAMED ->
                    nic.connected()
                            ? done(
                                    with(nic.name(), entry(nic).withConnected(false)),
                                    "disconnect",
                                    nic.name(),
                                    nic.name(),
                                    nic.vlan())
                            : new Change.Same();
        };
    }

    /// {@return what plugging it in again, where it was, comes to}
    public Change reconnect(Nic nic) {
        return nic.connected() ? new Change.Same() : connect(nic, new Target.Vlan(nic.vlan()));
    }

    /// {@return what joining the user network comes to}
    public Change joinUser() {
        return vm.userNetwork()
                ? new Change.Same()
                : done(vm.withUserNetwork(true), "userOn", "eth0", "eth0");
    }

    /// {@return what a further vlan with an interface on it comes to}
    public Change addVlan() {
        if (scene.next() < 0) {
            return refused("noVlan");
        }
        var vlans = new ArrayList<>(vm.vlans());
        vlans.add(scene.next());
        String name = "eth" + vlans.size();
        return vm.interfaces().containsKey(name)
                ? refused("taken", name)
                : done(vm.withVlans(vlans), "addVlan", name, scene.next(), name);
    }

    /// {@return what a further interface with a name comes to}
    ///
    /// @param vlan that it is connected to
    public Change add(int vlan) {
        int number = 0;
        while (scene.nic(PREFIX + number).isPresent()) {
            number++;
        }
        String name = PREFIX + number;
        VmInterface it = fitting(name, new VmInterface(vlan, true, null));
        return done(with(name, it), "add", name, name, vlan);
    }

    /// {@return what another name comes to} An interface of the list of vlans that gets a name leaves that list.
    public Change rename(Nic nic, String wanted) {
        String name = wanted.strip();
        if (name.equals(nic.name())) {
            return new Change.Same();
        }
        if (!NetworkNumbers.isName(name)) {
            return refused("name", name);
        }
        if (scene.nic(name).isPresent() || name.equals("eth0")) {
            return refused("taken", name);
        }
        return switch (nic.kind()) {
            case USER -> refused("userName", nic.name());
            case LISTED -> {
                Vm rest = vm.withVlans(without(vm.vlans(), nic.index()));
                var all = new TreeMap<>(rest.interfaces());
                all.put(name, new VmInterface(nic.vlan(), true, null));
                yield done(rest.withInterfaces(all), "rename", name, nic.name(), name);
            }
            case NAMED -> {
                var all = new TreeMap<>(vm.interfaces());
                all.remove(nic.name());
                all.put(name, entry(nic));
                yield done(vm.withInterfaces(all), "rename", name, nic.name(), name);
            }
        };
    }

    /// {@return what taking an interface out comes to}
    public Change remove(Nic nic) {
        return switch (nic.kind()) {
            case USER, LISTED -> disconnect(nic);
            case NAMED -> {
                var all = new TreeMap<>(vm.interfaces());
                all.remove(nic.name());
                yield done(vm.withInterfaces(all), "remove", "", nic.name());
            }
        };
    }

    /// {@return what taking a vlan out comes to, with all interfaces on it}
    public Change removeVlan(int vlan) {
        var all = new TreeMap<>(vm.interfaces());
        all.values().removeIf(it -> it.vlan() == vlan);
        List<Integer> vlans = vm.vlans().stream().filter(it -> it != vlan).toList();
        long gone =
                scene.nics().stream()
                        .filter(it -> it.kind() != Nic.Kind.USER && it.vlan() == vlan)
                        .count();
        return gone == 0
                ? new Change.Same()
                : done(vm.withVlans(vlans).withInterfaces(all), "removeVlan", "", vlan, gone);
    }

    /// {@return what an address that follows, or none, comes to}
    public Change assign(Nic nic, boolean assign) {
        if (nic.kind() != Nic.Kind.NAMED) {
            return refused("byPlace", nic.name());
        }
        return nic.addressed() == assign
                ? new Change.Same()
                : done(
                        with(nic.name(), entry(nic).withAssignIP(assign)),
                        assign ? "assign" : "assignNone",
                        nic.name(),
                        nic.name());
    }

    /// {@return what another hardware address comes to; an empty one follows from vlan and node}
    public Change address(Nic nic, String mac) {
        if (nic.kind() != Nic.Kind.NAMED) {
            return refused("byPlace", nic.name());
        }
        String text = MacAddress.parse(mac.strip()).map(MacAddress::text).orElse(mac.strip());
        return text.equals(nic.givenMac())
                ? new Change.Same()
                : done(
                        with(nic.name(), entry(nic).withMac(text.isEmpty() ? null : text)),
                        "mac",
                        nic.name(),
                        nic.name(),
                        text.isEmpty() ? 0 : 1,
                        text);
    }

    private static <T> List<T> without(List<T> list, int index) {
        var rest = new ArrayList<>(list);
        rest.remove(index);
        return rest;
    }
}
