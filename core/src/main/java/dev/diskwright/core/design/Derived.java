package dev.diskwright.core.design;

import java.util.ArrayList;
import java.util.List;

/// Files that the image gets beside its contents, because they follow from the design. A file that the contents bring
/// themselves is never replaced.
///
/// @param network who sets up the interfaces that the machine gives the guest
/// @param fstab whether `/etc/fstab` is written from the partitions' mount points
/// @param machineId whether systemd finds an empty `/etc/machine-id`, which it fills when the image first boots
/// @param hostname whether `/etc/hostname` says the design's name
/// @param grow what the last partition does when the image first boots from a larger disk
/// @param without paths of derived files that are left out
public record Derived(
        @Default("\"auto\"")
                @Explain(
                        "Files that give interfaces their names and addresses: auto, networkd, ifupdown or none.")
                Network network,
        @Default("false") @Explain("Write /etc/fstab from the mount points of the partitions.")
                boolean fstab,
        @Default("false")
                @Explain(
                        "Write an empty /etc/machine-id where systemd is; it is filled at first boot.")
                boolean machineId,
        @Default("false") @Explain("Write /etc/hostname with the design's name.") boolean hostname,
        @Default("\"none\"")
                @Explain(
                        "What grows at first boot by systemd, through /etc/fstab: none, the last file system, or its partition too.")
                Grow grow,
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

    /// What grows when the image first boots.
    public enum Grow {
        /// Nothing.
        NONE,
        /// The last file system, to the size of its partition.
        FILESYSTEM,
        /// The last partition, to the end of the disk, and its file system.
        PARTITION
    }

    /// {@return the same with other files about the network}
    public Derived withNetwork(Network newNetwork) {
        return Shape.with(this, "network", newNetwork);
    }

    /// {@return the same with `/etc/fstab` or without}
    public Derived withFstab(boolean newFstab) {
        return Shape.with(this, "fstab", newFstab);
    }

    /// {@return the same with an empty machine ID or without}
    public Derived withMachineId(boolean newMachineId) {
        return Shape.with(this, "machineId", newMachineId);
    }

    /// {@return the same with the host's name or without}
    public Derived withHostname(boolean newHostname) {
        return Shape.with(this, "hostname", newHostname);
    }

    /// {@return the same with another growth}
    public Derived withGrow(Grow newGrow) {
        return Shape.with(this, "grow", newGrow);
    }

    /// {@return the same with other files left out}
    public Derived withWithout(List<String> newWithout) {
        return Shape.with(this, "without", newWithout);
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
