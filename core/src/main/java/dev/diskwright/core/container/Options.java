package dev.diskwright.core.container;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The options given to an encoder, checked against those it knows.
///
/// @param known what the format has
/// @param given values by name; what is missing has its default
public record Options(List<ContainerFormat.Option> known, Map<String, String> given) {
    /// Refuses names that are not known.
    public Options {
        known = List.copyOf(known);
        given = Map.copyOf(given);
        for (String name : given.keySet()) {
            option(known, name);
        }
    }

    private static ContainerFormat.Option option(List<ContainerFormat.Option> known, String name) {
        return known.stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new OptionException("there is no option " + name));
    }

    /// {@return the value of an option, which is one of these words}
    ///
    /// @throws OptionException if it is none of them
    public String choice(String name, String... words) {
        String value = value(name);
        if (!Arrays.asList(words).contains(value)) {
            throw wrong(name, value);
        }
        return value;
    }

    /// {@return whether an option is on, not off}
    ///
    /// @throws OptionException if it is neither
    public boolean isOn(String name) {
        return choice(name, "on", "off").equals("on");
    }

    /// {@return the value of an option that is any text; empty if it is not given}
    public Optional<String> text(String name) {
        return Optional.of(value(name)).filter(it -> !it.isEmpty());
    }

    /// {@return the value of an option that is a power of two, in bytes} `65536` and `64K` are the same.
    ///
    /// @throws OptionException if it is no such number, or not within `min` to `max`
    public int powerOfTwo(String name, int min, int max) {
        String value = value(name);
        String digits = value.replaceFirst("[kKmM]$", "");
        if (!digits.matches("[0-9]{1,9}")) {
            throw wrong(name, value);
        }
        int shift =
                switch (value.substring(digits.length())) {
                    case "k", "K" -> 10;
                    case "m", "M" -> 20;
                    default -> 0;
                };
        long size = Long.parseLong(digits) << shift;
        if (size < min || size > max || Long.bitCount(size) != 1) {
            throw wrong(name, value);
        }
        return (int) size;
    }

    /// {@return the value of an option that is a whole number}
    ///
    /// @throws IllegalArgumentException if it is none, or not within `min` to `max`
    public long number(String name, long min, long max) {
        String value = value(name);
        if (!value.matches("[0-9]{1,18}")
                || Long.parseLong(value) < min
                || Long.parseLong(value) > max) {
            throw wrong(name, value);
        }
        return Long.parseLong(value);
    }

    /// {@return the value of an option that is a text}
    ///
    /// @param pattern a regular expression for all of it
    /// @throws IllegalArgumentException if it is another one
    public String text(String name, String pattern) {
        String value = value(name);
        if (!value.matches(pattern)) {
            throw wrong(name, value);
        }
        return value;
    }

    private String value(String name) {
        return given.getOrDefault(name, option(known, name).defaultValue());
    }

    private OptionException wrong(String name, String value) {
        return new OptionException(
                "option %s is %s, not %s".formatted(name, value, option(known, name).values()));
    }
}
