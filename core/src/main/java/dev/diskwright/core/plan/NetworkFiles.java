package dev.diskwright.core.plan;

import dev.diskwright.core.guest.GuestInterface;
import java.util.Locale;

/// Files that give an interface its name and its addresses in the guest, in the languages of those who read them. The
/// names of interfaces have letters, digits, `_`, `.` and `-` only, which none of the languages takes for its own.
final class NetworkFiles {
    /// Where ifupdown begins to read.
    static final String INTERFACES = "/etc/network/interfaces";

    private static final String SYSTEMD =
            "/etc/systemd/network/10-"; // before files of distributions

    private NetworkFiles() {}

    private static DerivedFile file(String path, String reason, String text) {
        String head = "# %s. Derived by Diskwright from the design.\n".formatted(reason);
        return new DerivedFile(path, head + text, reason, DerivedFile.State.ADDED);
    }

    private static String wire(GuestInterface it) {
        return switch (it.wire()) {
            case GuestInterface.Wire.User _ -> "the user network";
            case GuestInterface.Wire.Vlan(int number) -> "vlan " + number;
            case GuestInterface.Wire.Nothing _ -> "no wire";
        };
    }

    /// {@return the name of an interface, for systemd's udev} (systemd.link(5)) Bridges and the like inherit hardware
    /// addresses but have no place on a bus, which tells them apart. `PermanentMACAddress=` would do the same, but udev
    /// before version 245 skips it, and then gives every interface the name of the first file.
    static DerivedFile link(GuestInterface it) {
        return file(
                SYSTEMD + it.name() + ".link",
                "The name of %s on %s".formatted(it.name(), wire(it)),
                """

                [Match]
                MACAddress=%s
                Path=*

                [Link]
                Name=%s
                """
                        .formatted(mac(it), it.name()));
    }

    /// {@return the name of an interface, for a udev without systemd} (udev(7)) Only devices on a bus have a driver above
    /// them.
    static DerivedFile rule(GuestInterface it) {
        return file(
                "/etc/udev/rules.d/70-net-%s.rules".formatted(it.name()),
                "The name of %s on %s".formatted(it.name(), wire(it)),
                """
                SUBSYSTEM=="net", ACTION=="add", DRIVERS=="?*", ATTR{address}=="%s", NAME="%s"
                """
                        .formatted(mac(it), it.name()));
    }

    /// udev compares text.
    private static String mac(GuestInterface it) {
        return it.mac().text().toLowerCase(Locale.ROOT);
    }

    /// {@return whether anything is said about addresses of an interface}
    static boolean isConfigured(GuestInterface it) {
        return switch (it.wire()) {
            case GuestInterface.Wire.User _ -> true;
            case GuestInterface.Wire.Vlan _, GuestInterface.Wire.Nothing _ ->
                    it.ipv4() != null || it.ipv6() != null;
        };
    }

    private static String reason(GuestInterface it) {
        return "The %s of %s on %s"
                .formatted(
                        it.ipv4() == null || it.ipv6() == null ? "address" : "addresses",
                        it.name(),
                        wire(it));
    }

    /// {@return the addresses of an interface, for systemd-networkd} (systemd.network(5)) Booting does not wait for
    /// machines on the same vlan.
    static DerivedFile network(GuestInterface it) {
        var text = new StringBuilder("\n[Match]\nName=%s\n".formatted(it.name()));
        switch (it.wire()) {
            case GuestInterface.Wire.User _ -> text.append("\n[Network]\nDHCP=yes\n");
            case GuestInterface.Wire.Vlan _, GuestInterface.Wire.Nothing _ -> {
                text.append("\n[Link]\nRequiredForOnline=no\n\n[Network]\n");
                if (it.ipv4() != null) {
                    text.append("Address=").append(it.ipv4()).append('\n');
                }
                if (it.ipv6() != null) {
                    text.append("Address=").append(it.ipv6()).append('\n');
                }
            }
        }
        return file(SYSTEMD + it.name() + ".network", reason(it), text.toString());
    }

    /// {@return the addresses of an interface, for ifupdown} (interfaces(5)) The mask stands on a line of its own, as
    /// BusyBox wants it.
    ///
    /// @param name of the file: letters, digits, `_` and `-`, as others are skipped
    static DerivedFile stanza(GuestInterface it, String name) {
        var text = new StringBuilder("auto %s\n".formatted(it.name()));
        switch (it.wire()) {
            case GuestInterface.Wire.User _ ->
                    text.append("iface %s inet dhcp\n".formatted(it.name()));
            case GuestInterface.Wire.Vlan _, GuestInterface.Wire.Nothing _ -> {
                if (it.ipv4() != null) {
                    text.append(fixed(it.name(), "inet", it.ipv4(), "255.255.255.0"));
                }
                if (it.ipv6() != null) {
                    text.append(fixed(it.name(), "inet6", it.ipv6(), "64"));
                }
            }
        }
        return file("/etc/network/interfaces.d/" + name, reason(it), text.toString());
    }

    private static String fixed(String name, String family, String address, String mask) {
        return "iface %s %s static\n    address %s\n    netmask %s\n"
                .formatted(name, family, address.substring(0, address.indexOf('/')), mask);
    }

    /// {@return what leads ifupdown to the files of the interfaces} By their folder: BusyBox knows no pattern after `source`.
    static DerivedFile interfaces() {
        return file(
                INTERFACES,
                "The loopback interface, and where the files of the others are",
                """
                auto lo
                iface lo inet loopback

                source-directory /etc/network/interfaces.d
                """);
    }
}
