package dev.diskwright.ui.network;

import dev.diskwright.core.design.Vm;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// What the picture shows.
///
/// @param nics the machine's interfaces
/// @param vlans numbers of the wires, ascending
/// @param next number of the next vlan; -1 if none is left
/// @param user whether the machine is in the user network
public record NetworkScene(List<Nic> nics, List<Integer> vlans, int next, boolean user) {
    /// A machine without interfaces.
    public static final NetworkScene EMPTY = new NetworkScene(List.of(), List.of(), 1, false);

    /// As many vlans as have numbers and addresses.
    private static final int MOST = 255;

    /// Copies the lists.
    public NetworkScene {
        nics = List.copyOf(nics);
        vlans = List.copyOf(vlans);
    }

    /// {@return the picture of a machine} A vlan is there as long as an interface names it, plugged or not.
    public static NetworkScene of(Vm vm) {
        List<Nic> nics = Nic.of(vm);
        var vlans = new TreeSet<Integer>();
        for (Nic it : nics) {
            if (it.kind() != Nic.Kind.USER) {
                vlans.add(it.vlan());
            }
        }
        return new NetworkScene(nics, List.copyOf(vlans), next(vlans), vm.userNetwork());
    }

    /// {@return the number after the last, or the first that is left}
    private static int next(TreeSet<Integer> vlans) {
        int after = vlans.isEmpty() ? 1 : Math.max(1, vlans.last() + 1);
        if (after <= MOST) {
            return after;
        }
        for (int number = 1; number <= MOST; number++) {
            if (!vlans.contains(number)) {
                return number;
            }
        }
        return -1;
    }

    /// {@return where everything of it is}
    public NetworkGeometry geometry(double scale) {
        return new NetworkGeometry(nics.size(), vlans.size(), scale);
    }

    /// {@return the interface of that name}
    public Optional<Nic> nic(String name) {
        return nics.stream().filter(it -> it.name().equals(name)).findFirst();
    }

    /// {@return place of an interface among the ports; -1 if it is not there}
    public int indexOf(String name) {
        for (int i = 0; i < nics.size(); i++) {
            if (nics.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /// {@return the lane that an interface's wire runs in; -1 if it is not plugged}
    public int laneOf(Nic nic) {
        if (!nic.connected()) {
            return -1;
        }
        return nic.kind() == Nic.Kind.USER ? vlans.size() + 1 : vlans.indexOf(nic.vlan());
    }

    /// {@return what connecting to something on the picture means}
    public Target target(Drop drop) {
        return switch (drop) {
            case Drop.Off _ -> new Target.Nothing();
            case Drop.Lane(int lane) when lane < vlans.size() -> new Target.Vlan(vlans.get(lane));
            case Drop.Lane(int lane) when lane == vlans.size() -> new Target.Next();
            case Drop.Lane _ -> new Target.User();
        };
    }

    /// {@return names of what is on a vlan}
    public List<String> on(int vlan) {
        return nics.stream()
                .filter(it -> it.kind() != Nic.Kind.USER && it.vlan() == vlan && it.connected())
                .map(Nic::name)
                .toList();
    }
}
