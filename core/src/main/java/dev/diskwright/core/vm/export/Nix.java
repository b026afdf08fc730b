package dev.diskwright.core.vm.export;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Values of the Nix language (manual, "Data Types") and how they are written.
sealed interface Nix {
    /// A set of attributes, written in their order.
    record Attributes(Map<String, Nix> all) implements Nix {
        /// Copies the map.
        public Attributes {
            all = new LinkedHashMap<>(all);
        }
    }

    /// A list.
    record Items(List<Nix> all) implements Nix {
        /// Copies the list.
        public Items {
            all = List.copyOf(all);
        }
    }

    /// A string.
    record Text(String value) implements Nix {}

    /// A whole number, a truth value, null, or an expression.
    record Word(String value) implements Nix {}

    /// Names that need no quotes.
    Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_'-]*");

    /// Names that mean something else without quotes.
    Set<String> KEYWORDS =
            Set.of("assert", "else", "if", "in", "inherit", "let", "or", "rec", "then", "with");

    /// {@return a number}
    static Nix of(long value) {
        return new Word(value < 0 ? "(" + value + ")" : Long.toString(value));
    }

    /// {@return a truth value}
    static Nix of(boolean value) {
        return new Word(Boolean.toString(value));
    }

    /// {@return a string}
    static Nix of(String value) {
        return new Text(value);
    }

    /// {@return a list of strings}
    static Nix texts(Collection<String> values) {
        var all = new ArrayList<Nix>();
        values.forEach(it -> all.add(of(it)));
        return new Items(all);
    }

    /// {@return a string as it is written: a backslash, a quote and `${` would mean something else}
    static String quote(String value) {
        var out = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r"); // Nix reads a bare one as a line feed
                case '\t' -> out.append("\\t");
                case '$' -> out.append(value.startsWith("{", i + 1) ? "\\$" : "$");
                default -> out.append(c);
            }
        }
        return out.append('"').toString();
    }

    /// {@return a name as it is written}
    static String name(String name) {
        return IDENTIFIER.matcher(name).matches() && !KEYWORDS.contains(name) ? name : quote(name);
    }

    /// {@return the value as it is written, its further lines indented}
    default String write(String indentation) {
        String deeper = indentation + "  ";
        return switch (this) {
            case Word(String value) -> value;
            case Text(String value) -> quote(value);
            case Items(List<Nix> all) when all.isEmpty() -> "[ ]";
            case Items(List<Nix> all) -> {
                var out = new StringBuilder("[\n");
                all.forEach(it -> out.append(deeper).append(it.write(deeper)).append('\n'));
                yield out.append(indentation).append(']').toString();
            }
            case Attributes(Map<String, Nix> all) when all.isEmpty() -> "{ }";
            case Attributes(Map<String, Nix> all) -> {
                var out = new StringBuilder("{\n");
                all.forEach((key, it) ->
                        out.append(deeper)
                                .append(name(key))
                                .append(" = ")
                                .append(it.write(deeper))
                                .append(";\n"));
                yield out.append(indentation).append('}').toString();
            }
        };
    }
}
