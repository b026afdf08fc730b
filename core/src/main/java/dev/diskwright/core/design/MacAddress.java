package dev.diskwright.core.design;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Hardware address of a network interface.
///
/// @param text six pairs of hex digits in lower case, with colons: udev compares text
public record MacAddress(String text) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");

    /// Refuses another form.
    public MacAddress {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
    }

    /// {@return the address; empty unless the text is six pairs of hex digits with colons or dashes}
    public static Optional<MacAddress> parse(String text) {
        String plain = text.toLowerCase(Locale.ROOT).replace('-', ':');
        return FORM.matcher(plain).matches()
                ? Optional.of(new MacAddress(plain))
                : Optional.empty();
    }

    /// {@return the address that NixOS's test networks give an interface: `52:54:00:12:VV:NN`}
    ///
    /// @param vlan 0 to 255
    /// @param node 0 to 255
    public static MacAddress onVlan(int vlan, int node) {
        return of(0x12, vlan, node);
    }

    /// {@return the address of the interface in the user network, which no vlan and no other node has} QEMU's default,
    /// `52:54:00:12:34:56`, is that of node 86 on vlan 52.
    ///
    /// @param node 0 to 255
    public static MacAddress onUserNetwork(int node) {
        return of(0x11, 0, node);
    }

    private static MacAddress of(int kind, int high, int low) {
        if (high < 0 || high > 0xff || low < 0 || low > 0xff) {
            throw new IllegalArgumentException(high + ", " + low);
        }
        return new MacAddress("52:54:00:%02x:%02x:%02x".formatted(kind, high, low));
    }

    /// {@return whether it stands for a group and not for an interface}
    public boolean isMulticast() {
        return (Integer.parseInt(text.substring(0, 2), 16) & 1) != 0;
    }

    @Override
    public String toString() {
        return text;
    }
}
