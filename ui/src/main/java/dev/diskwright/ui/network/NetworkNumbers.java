package dev.diskwright.ui.network;

import dev.diskwright.core.design.VmInterface;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Names and numbers that interfaces can have.
final class NetworkNumbers {
    private NetworkNumbers() {}

    static boolean isByte(int number) {
        return number >= 0 && number <= 255;
    }

    /// {@return whether an interface can be called so}
    static boolean isName(String name) {
        return name.matches("[A-Za-z0-9_.-]{1," + VmInterface.MAX_NAME + "}")
                && !name.matches("\\.{1,2}|lo|all|default");
    }

    /// {@return a hardware address beside those that follow from vlan and node, which nothing in `taken` has; null if
    /// there is none}
    static @Nullable String unusedMac(int vlan, int node, Set<String> taken) {
        for (int kind = 0x13; kind <= 0xff; kind++) {
            String mac = "52:54:00:%02x:%02x:%02x".formatted(kind, vlan & 0xff, node & 0xff);
            if (!taken.contains(mac)) {
                return mac;
            }
        }
        return null;
    }
}
