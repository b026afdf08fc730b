package dev.diskwright.core.vm;

import dev.diskwright.core.design.Vm;
import dev.diskwright.core.design.VmForward;
import dev.diskwright.core.design.VmNetworkBoot;
import dev.diskwright.core.guest.GuestInterface;
import dev.diskwright.core.guest.GuestNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The user network and the vlans.
final class NetworkArguments {
    /// Multicast group of all vlans; the port tells them apart.
    static final String GROUP = "230.0.0.1";

    /// Port of vlan 0.
    static final int FIRST_PORT = 23_000;

    private static final String LOOPBACK = "127.0.0.1";

    private final Parts parts;
    private final Vm vm;
    private final List<GuestInterface> interfaces;
    private final int bootIndex; // of the interface that boots: before all disks

    NetworkArguments(Parts parts) {
        this.parts = parts;
        this.vm = parts.vm();
        this.interfaces = GuestNetwork.of(parts.design());
        this.bootIndex = vm.networkBoot().enable() ? parts.nextBootIndex() : 0;
    }

    /// The network that QEMU translates to the host's. Without one, QEMU is kept from making its own.
    void user() {
        if (!vm.userNetwork()) {
            parts.group("net-none", "No user network", List.of("-nic", "none"), "/vm/userNetwork");
            return;
        }
        GuestInterface nic = interfaces.getFirst();
        VmNetworkBoot boot = vm.networkBoot();
        var tokens = new ArrayList<String>();
        if (boot.enable() || !hasOwnInterface()) {
            Option device = Option.of("virtio-net-pci").with("netdev", "user.0");
            device.with("mac", nic.mac().text());
            tokens.addAll(
                    List.of("-device", (boot.enable() ? booting(device) : device).toString()));
        } else {
            Option device = Option.of("nic").with("netdev", "user.0").with("model", "virtio");
            tokens.addAll(List.of("-net", device.with("macaddr", nic.mac().text()).toString()));
        }
        Option network = Option.of("user").with("id", "user.0");
        vm.forwardPorts().forEach(it -> forward(network, it));
        if (vm.restrictNetwork()) {
            network.with("restrict", "on");
        }
        if (boot.tftp() != null) {
            Path served = parts.file(boot.tftp());
            network.with("tftp", served.toString());
            if (!parts.host().isDirectory(served)) {
                parts.lacks(
                        "VM-115",
                        "/vm/networkBoot/tftp",
                        "%s is not a directory".formatted(served),
                        "name the directory that holds the files for booting");
            }
        }
        if (boot.bootfile() != null) {
            network.with("bootfile", boot.bootfile());
        }
        tokens.addAll(List.of("-netdev", network.toString()));
        parts.group(
                "net-user",
                "User network",
                tokens,
                "/vm/userNetwork",
                "/vm/forwardPorts",
                "/vm/restrictNetwork",
                "/vm/networkBoot",
                "/vm/node");
    }

    /// {@return whether the machine plugs an interface in by itself} Others ignore it with a warning.
    private boolean hasOwnInterface() {
        return switch (vm.architecture()) {
            case X86_64, AARCH64, ARMV7L -> true;
            case RISCV64, RISCV32, PPC64 -> false;
        };
    }

    /// Lets an interface boot before the disks.
    private Option booting(Option device) {
        device.with("bootindex", bootIndex);
        String rom = vm.networkBoot().rom();
        if (rom != null) {
            Path file = parts.file(rom);
            device.with("romfile", rom.isEmpty() ? "" : file.toString());
            if (!rom.isEmpty() && !parts.host().isFile(file)) {
                parts.lacks(
                        "VM-114",
                        "/vm/networkBoot/rom",
                        "%s is not there".formatted(file),
                        "name an option ROM, or leave it out to use QEMU's own");
            }
        }
        return device;
    }

    private void forward(Option network, VmForward it) {
        String proto = it.proto() == VmForward.Proto.TCP ? "tcp" : "udp";
        if (it.from() == VmForward.From.HOST) {
            network.with(
                    "hostfwd",
                    "%s:%s:%d-%s:%d"
                            .formatted(
                                    proto,
                                    it.host().address(),
                                    it.host().port(),
                                    it.guest().address(),
                                    it.guest().port()));
            return;
        }
        Optional<Path> netcat = parts.host().program("nc").or(() -> parts.host().program("ncat"));
        if (netcat.isEmpty()) {
            parts.lacks(
                    "VM-112",
                    "/vm/forwardPorts",
                    "no netcat is installed, through which the guest would reach the host",
                    "install one, as nc or ncat");
        }
        String address = it.host().address().isEmpty() ? LOOPBACK : it.host().address();
        network.with(
                "guestfwd",
                "%s:%s:%d-cmd:%s %s %d"
                        .formatted(
                                proto,
                                it.guest().address(),
                                it.guest().port(),
                                netcat.map(NetworkArguments::word).orElse("nc"),
                                address,
                                it.host().port()));
    }

    /// QEMU splits this command at spaces itself, by the rules of a shell.
    private static String word(Path program) {
        String text = program.toString();
        return text.matches("[A-Za-z0-9/._+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /// The interfaces on vlans, counted from 1.
    void vlans() {
        boolean first = vm.networkBoot().enable() && !vm.userNetwork();
        int number = 0;
        for (GuestInterface it : interfaces) {
            if (it.wire() instanceof GuestInterface.Wire.User) {
                continue;
            }
            number++;
            boolean boots = first && number == 1;
            String id = "vlan" + number;
            Optional<Option> wire =
                    it.wire() instanceof GuestInterface.Wire.Vlan(int vlan)
                            ? wire(vlan, id, it.path())
                            : Optional.empty();
            plug(it, wire, id, boots);
        }
    }

    private void plug(GuestInterface it, Optional<Option> wire, String id, boolean boots) {
        Option device = Option.of("virtio-net-pci");
        wire.ifPresent(_ -> device.with("netdev", id));
        device.with("mac", it.mac().text());
        var tokens = new ArrayList<String>();
        tokens.addAll(List.of("-device", (boots ? booting(device) : device).toString()));
        wire.ifPresent(option -> tokens.addAll(List.of("-netdev", option.toString())));
        parts.group(
                "nic-" + it.name(),
                "Interface " + it.name(),
                tokens,
                it.path(),
                "/vm/networkBackend",
                "/vm/node");
    }

    /// {@return what the interface is plugged into; empty for a cable that is not there}
    private Optional<Option> wire(int vlan, String id, String path) {
        int port = FIRST_PORT + vlan;
        return switch (vm.networkBackend()) {
            case MULTICAST ->
                    Optional.of(
                            Option.of("socket")
                                    .with("id", id)
                                    .with("mcast", GROUP + ":" + port)
                                    .with("localaddr", LOOPBACK));
            case SOCKET ->
                    Optional.of(
                            Option.of("socket")
                                    .with("id", id)
                                    .with(
                                            vm.node() == 1 ? "listen" : "connect",
                                            LOOPBACK + ":" + port));
            case VDE -> {
                Path directory = parts.paths().shared().resolve("vde" + vlan + ".ctl");
                Optional<Path> program = parts.host().program("vde_switch");
                if (program.isEmpty()) {
                    parts.lacks(
                            "VM-113",
                            path,
                            "vde_switch is not installed",
                            "install VDE, or let vlans be made by multicast");
                }
                parts.beside(
                        new SideProgram(
                                "vlan-" + vlan,
                                List.of(
                                        program.map(Path::toString).orElse("vde_switch"),
                                        "-s",
                                        directory.toString(),
                                        "--dirmode",
                                        "0700"),
                                directory.resolve("ctl"),
                                true));
                yield Optional.of(
                        Option.of("vde").with("id", id).with("sock", directory.toString()));
            }
            case NONE -> Optional.empty();
        };
    }
}
