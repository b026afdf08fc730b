package dev.diskwright.core.plan;

import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.design.Derived;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.guest.GuestInterface;
import dev.diskwright.core.guest.GuestNetwork;
import dev.diskwright.core.table.PartitionType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Works out which files follow from a design, and which of them the image gets.
final class Derivation {
    private final Design design;
    private final Derived wanted;
    private final ImageContents contents;
    private final GuestSoftware software;
    private final List<DerivedFile> files = new ArrayList<>();
    private final List<Diagnostic> found = new ArrayList<>();
    private final Set<String> ownInterfaces = new HashSet<>();

    private Derivation(Design design, ImageContents contents) {
        this.design = design;
        this.contents = contents;
        wanted = design.derived();
        software = new GuestSoftware(contents);
    }

    /// What came of it.
    ///
    /// @param files in the order in which they are shown
    /// @param found what a person should know about them
    record Files(List<DerivedFile> files, List<Diagnostic> found) {
        /// Copies the lists.
        Files {
            files = List.copyOf(files);
            found = List.copyOf(found);
        }
    }

    /// {@return the files that follow from `design`}
    ///
    /// @param devices persistent names of each partition, the one to use first
    /// @param table of the disk
    /// @param machineIsSound whether the machine's settings are without errors; else nothing follows from them
    static Files of(
            Design design,
            ImageContents contents,
            List<List<String>> devices,
            Table table,
            boolean machineIsSound)
            throws IOException {
        var derivation = new Derivation(design, contents);
        if (machineIsSound) {
            derivation.network();
        }
        int growing = derivation.growth(table);
        if (design.derived().fstab()) {
            derivation.files.add(Fstab.file(contents.partitions(), devices, growing));
        }
        derivation.identity();
        derivation.decide();
        if (machineIsSound) {
            derivation.unknown();
        }
        return new Files(derivation.files, derivation.found);
    }

    /// {@return index of the partition that grows when the image first boots, -1 if none does}
    private int growth(Table table) {
        List<PartitionSpec> partitions = contents.partitions();
        if (wanted.grow() == Derived.Grow.NONE) {
            return -1;
        }
        int growing = Growth.candidate(partitions);
        boolean partition = wanted.grow() == Derived.Grow.PARTITION;
        boolean gpt = table.hasBackup();
        if (growing < 0 || partition && !gpt) {
            found.add(
                    Diagnostic.hint(
                            "SRC-047",
                            "/derived/grow",
                            growing < 0
                                    ? "the last partition holds no file system that grows at first boot"
                                    : "systemd-repart grows partitions of a GPT only",
                            growing < 0
                                    ? "put a mounted ext4 last"
                                    : "choose another table, or let only the file system grow"));
            return growing;
        }
        if (partition) {
            var types = new ArrayList<PartitionType>();
            for (int i = 0; i < partitions.size(); i++) {
                types.add(table.type(i));
            }
            files.addAll(Growth.repart(partitions, types, growing));
        }
        if (!wanted.fstab()) {
            found.add(
                    Diagnostic.hint(
                                    "SRC-048",
                                    "/derived/grow",
                                    "the file system grows only if /etc/fstab says so",
                                    "let the design write it, or give the root there the option x-systemd.growfs")
                            .withFix("Write /etc/fstab", set(wanted.withFstab(true))));
        }
        boolean missing = partition ? !software.hasRepart() : !software.hasSystemd();
        if (software.isAny() && missing) {
            found.add(
                    Diagnostic.hint(
                            "SRC-049",
                            "/derived/grow",
                            "the contents have no %s, by which it grows"
                                    .formatted(partition ? "systemd-repart" : "systemd"),
                            "add it to the contents"));
        }
        return growing;
    }

    /// What a machine is known by.
    private void identity() {
        if (wanted.machineId() && software.hasSystemd()) {
            files.add(
                    new DerivedFile(
                            "/etc/machine-id",
                            "",
                            0444,
                            "Machine ID, made at first boot",
                            DerivedFile.State.ADDED));
        }
        if (wanted.hostname()) {
            files.add(
                    new DerivedFile(
                            "/etc/hostname",
                            hostname(design.name()) + "\n",
                            "Name of the host",
                            DerivedFile.State.ADDED));
        }
    }

    /// {@return the name as hosts have it: letters, digits and hyphens, 63 at most (RFC 1123, section 2.1)}
    private static String hostname(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String label = plain.substring(0, Math.min(63, plain.length())).replaceAll("^-+|-+$", "");
        return label.isEmpty() ? "localhost" : label;
    }

    private void network() throws IOException {
        boolean connected = !design.vm().vlans().isEmpty() || !design.vm().interfaces().isEmpty();
        List<GuestInterface> interfaces = GuestNetwork.of(design);
        switch (wanted.network()) {
            case NONE -> {}
            case NETWORKD -> networkd(interfaces);
            case IFUPDOWN -> ifupdown(interfaces);
            case AUTO -> {
                if (connected) {
                    automatic(interfaces);
                }
            }
        }
    }

    /// The one that is used, if both are there: networkd is part of systemd, started or not.
    private void automatic(List<GuestInterface> interfaces) throws IOException {
        if (software.startsNetworkd() || software.hasNetworkd() && !software.hasIfupdown()) {
            networkd(interfaces);
        } else if (software.hasIfupdown()) {
            ifupdown(interfaces);
        } else if (software.isAny()) {
            found.add(
                    Diagnostic.hint(
                                    "SRC-041",
                                    "/derived/network",
                                    "nothing in the contents is known to set up network interfaces",
                                    "in the guest they have neither the names nor the addresses of the machine's settings")
                            .withFix(
                                    "Write files for systemd-networkd all the same",
                                    set(wanted.withNetwork(Derived.Network.NETWORKD)))
                            .withFix(
                                    "Write files for ifupdown all the same",
                                    set(wanted.withNetwork(Derived.Network.IFUPDOWN)))
                            .withFix(
                                    "Leave the network to the guest",
                                    set(wanted.withNetwork(Derived.Network.NONE))));
        }
    }

    private static Edit set(Derived derived) {
        return new Edit.SetDerived(derived);
    }

    private void names(GuestInterface it) {
        files.add(software.namesByRules() ? NetworkFiles.rule(it) : NetworkFiles.link(it));
    }

    private void networkd(List<GuestInterface> interfaces) {
        for (GuestInterface it : interfaces) {
            names(it);
            if (NetworkFiles.isConfigured(it)) {
                files.add(NetworkFiles.network(it));
            }
        }
        if (!interfaces.isEmpty() && software.isAny() && !software.startsNetworkd()) {
            found.add(
                    Diagnostic.hint(
                            "SRC-042",
                            "/derived/network",
                            software.hasNetworkd()
                                    ? "the contents do not enable systemd-networkd, which is to set up the interfaces"
                                    : "the contents have no systemd-networkd, which is to set up the interfaces",
                            "enable it, as by a link in /etc/systemd/system/multi-user.target.wants"));
        }
    }

    private void ifupdown(List<GuestInterface> interfaces) throws IOException {
        GuestSoftware.Ifupdown own = own();
        ownInterfaces.addAll(own.interfaces());
        if (!own.present()) {
            files.add(NetworkFiles.interfaces());
        }
        Set<String> taken = new HashSet<>();
        for (GuestInterface it : interfaces) {
            names(it);
            if (NetworkFiles.isConfigured(it)) {
                String name = it.name().replace('.', '_');
                while (!taken.add(name)) {
                    name += "_";
                }
                DerivedFile file = NetworkFiles.stanza(it, name);
                files.add(
                        ownInterfaces.contains(it.name())
                                ? file.in(DerivedFile.State.REPLACED)
                                : file);
            }
        }
        if (own.present() && !own.readsFolder()) {
            found.add(
                    Diagnostic.warning(
                            "SRC-043",
                            "/derived/network",
                            "%s in the contents does not lead to the files of the interfaces"
                                    .formatted(NetworkFiles.INTERFACES),
                            "add the line: source-directory /etc/network/interfaces.d"));
        }
    }

    private GuestSoftware.Ifupdown own() throws IOException {
        try {
            return software.ifupdown();
        } catch (ImageException e) {
            return new GuestSoftware.Ifupdown(true, true, Set.of()); // building tells what is wrong
        }
    }

    /// Settings come first, then the contents.
    private void decide() {
        for (int i = 0; i < files.size(); i++) {
            DerivedFile it = files.get(i);
            if (wanted.without().contains(it.path())) {
                files.set(i, it.in(DerivedFile.State.LEFT_OUT));
            } else if (it.state() == DerivedFile.State.REPLACED || contents.holds(it.path())) {
                files.set(i, it.in(DerivedFile.State.REPLACED));
                String by = contents.holds(it.path()) ? it.path() : NetworkFiles.INTERFACES;
                found.add(
                        Diagnostic.hint(
                                        "SRC-044",
                                        "/derived",
                                        "the contents bring %s, so that the design does not write %s"
                                                .formatted(
                                                        by,
                                                        by.equals(it.path()) ? "it" : it.path()),
                                        "leave out one of both")
                                .withFix(
                                        "Leave out the derived %s".formatted(it.path()),
                                        set(wanted.withFile(it.path(), false))));
            }
        }
    }

    /// Names of files that are to be left out and would not be there.
    private void unknown() {
        for (int i = 0; i < wanted.without().size(); i++) {
            String path = wanted.without().get(i);
            if (files.stream().noneMatch(it -> it.path().equals(path))) {
                found.add(
                        Diagnostic.hint(
                                        "SRC-045",
                                        "/derived/without/" + i,
                                        "no file %s follows from the design".formatted(path),
                                        "it need not be left out")
                                .withFix("Remove the entry", set(wanted.withFile(path, true))));
            }
        }
    }
}
