package dev.diskwright.core.design;

import java.util.ArrayList;
import java.util.List;

/// Files that the image gets beside its contents, because they follow from the design. A file that the contents bring
/// themselves is never replaced.
///
/// @param network who sets up the interfaces that the machine gives the guest
/// @param fstab whether `/etc/fstab` is written from the partitions' mount points
/// @param without paths of derived files that are left out
public record Derived(
        @Default("\"auto\"")
                @Explain(
                        "Files that give interfaces their names and addresses: auto, networkd, ifupdown or none.")
                Network network,
        @Default("false") @Explain("Write /etc/fstab from the mount points of the partitions.")
                boolean fstab,
        @Default("[]") @Explain("Paths of derived files to leave out.") List<String> without) {
    /// Copies the list.
    public Derived {
        without = List.copyOf(without);
    }

    /// Who reads files about network interfaces in the guest.
    public enum Network {
        /// What the contents hold, for machines with vlans or interfaces of their own.
        AUTO,
        /// systemd-networkd.
        NETWORKD,
        /// ifupdown and what reads its `/etc/network/interfaces`.
        IFUPDOWN,
        /// Nobody: there are no such files.
        NONE
    }

    /// {@return the same with other files about the network}
    public Derived withNetwork(Network newNetwork) {
        return new Derived(newNetwork, fstab, without);
    }

    /// {@return the same with `/etc/fstab` or without}
    public Derived withFstab(boolean newFstab) {
        return new Derived(network, newFstab, without);
    }

    /// {@return the same with other files left out}
    public Derived withWithout(List<String> newWithout) {
        return new Derived(network, fstab, newWithout);
    }

    /// {@return the same with one file left out, or with it again}
    public Derived withFile(String path, boolean wanted) {
        var next = new ArrayList<>(without);
        next.removeIf(path::equals);
        if (!wanted) {
            next.add(path);
        }
        return withWithout(next);
    }
}
