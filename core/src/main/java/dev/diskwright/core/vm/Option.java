package dev.diskwright.core.vm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The value of one of QEMU's options, `virtio-blk-pci,drive=drive1,serial=root`. Commas in values are doubled.
final class Option {
    private final List<String> parts = new ArrayList<>();

    private Option() {}

    /// {@return an option that begins with a word of its own}
    static Option of(String first) {
        var option = new Option();
        option.parts.add(escape(first));
        return option;
    }

    /// {@return an option that consists of keys only}
    static Option keys() {
        return new Option();
    }

    /// {@return an option whose keys are in the order of the alphabet, behind a word of its own; empty for none}
    static Option sorted(String first, Map<String, String> values) {
        Option option = first.isEmpty() ? keys() : of(first);
        new TreeMap<>(values).forEach(option::with);
        return option;
    }

    Option with(String key, String value) {
        parts.add(key + "=" + escape(value));
        return this;
    }

    Option with(String key, int value) {
        return with(key, Integer.toString(value));
    }

    private static String escape(String value) {
        return value.replace(",", ",,");
    }

    /// {@return the token}
    @Override
    public String toString() {
        return String.join(",", parts);
    }
}
