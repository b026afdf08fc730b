package dev.diskwright.core.vm.export;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A value of the form `first,key=value,switch`, in which a comma of a value is doubled.
///
/// @param all in their order; a key may recur
record Properties(List<Property> all) {
    /// One of them.
    record Property(String key, String value) {}

    /// Copies the list.
    Properties {
        all = List.copyOf(all);
    }

    /// {@return the key of an option's first property, if that is written without; empty for none}
    static String implied(String option) {
        return switch (option) {
            case "device" -> "driver";
            case "net", "netdev", "tpmdev", "machine" -> "type";
            case "chardev" -> "backend";
            case "fsdev", "virtfs" -> "fsdriver";
            case "object" -> "qom-type";
            case "accel" -> "accel";
            case "m" -> "size";
            case "smp" -> "cpus";
            case "name" -> "guest";
            case "fw_cfg" -> "name";
            case "cpu" -> "model";
            case "boot" -> "order";
            case "display" -> "type";
            case "blockdev" -> "driver";
            case "mon" -> "chardev";
            default -> "";
        };
    }

    /// {@return what a value comes to}
    ///
    /// @param implied key of the first one if that has none
    static Properties of(String value, String implied) {
        var all = new ArrayList<Property>();
        for (String part : split(value)) {
            int equals = part.indexOf('=');
            if (equals >= 0) {
                all.add(new Property(part.substring(0, equals), part.substring(equals + 1)));
            } else if (all.isEmpty() && !implied.isEmpty()) {
                all.add(new Property(implied, part));
            } else if (!part.isEmpty()) {
                all.add(new Property(part, "on"));
            }
        }
        return new Properties(all);
    }

    private static List<String> split(String value) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != ',') {
                part.append(c);
            } else if (i + 1 < value.length() && value.charAt(i + 1) == ',') {
                part.append(c);
                i++;
            } else {
                parts.add(part.toString());
                part.setLength(0);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    /// {@return the value of a key, the last if there are several; null for none}
    @Nullable String get(String key) {
        return all.stream()
                .filter(it -> it.key().equals(key))
                .map(Property::value)
                .reduce((_, last) -> last)
                .orElse(null);
    }

    /// {@return the value of a key}
    String get(String key, String otherwise) {
        String value = get(key);
        return value == null ? otherwise : value;
    }

    /// {@return whether the key has that value}
    boolean has(String key, String value) {
        return value.equals(get(key));
    }

    /// {@return whether there are no other keys than these, each once}
    boolean hasOnly(String... keys) {
        return hasOnly(Set.of(keys));
    }

    boolean hasOnly(Collection<String> keys) {
        var names = all.stream().map(Property::key).toList();
        return keys.containsAll(names) && names.size() == Set.copyOf(names).size();
    }
}
