package dev.diskwright.app;

import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.SpecialFile;
import dev.diskwright.core.content.SymbolicLink;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// A file inside an image as `ls -l` shows it, times in UTC, and as JSON.
final class FileText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private FileText() {}

    /// {@return a table for [#row]}
    static Table table() {
        return new Table("MODE", ">OWNER", ">GROUP", ">SIZE", "TIME (UTC)", "NAME");
    }

    /// Adds the row of one file.
    static void row(Table table, String name, FileNode node) {
        Attributes attributes = node.attributes();
        table.row(
                mode(node),
                Long.toString(attributes.uid()),
                Long.toString(attributes.gid()),
                size(node),
                TIME.format(Instant.ofEpochSecond(attributes.seconds())),
                node instanceof SymbolicLink link
                        ? printable(name) + " -> " + printable(link.target())
                        : printable(name));
    }

    /// {@return one file as JSON}
    static ObjectNode json(String path, FileNode node) {
        Attributes attributes = node.attributes();
        ObjectNode file =
                Call.object()
                        .put("path", path)
                        .put("type", type(node))
                        .put("mode", "%04o".formatted(attributes.mode()))
                        .put("uid", attributes.uid())
                        .put("gid", attributes.gid())
                        .put("seconds", attributes.seconds())
                        .put("nanos", attributes.nanos());
        switch (node) {
            case RegularFile it -> file.put("size", it.content().size());
            case SymbolicLink it -> file.put("target", it.target());
            case SpecialFile it -> file.put("major", it.major()).put("minor", it.minor());
            case Directory _ -> {}
        }
        if (!attributes.xattrs().isEmpty()) {
            ObjectNode xattrs = file.putObject("xattrs");
            attributes
                    .xattrs()
                    .forEach((name, value) ->
                            xattrs.put(name, Base64.getEncoder().encodeToString(value)));
        }
        return file;
    }

    /// {@return the ten characters of the mode, `drwxr-sr-x`}
    static String mode(FileNode node) {
        int mode = node.attributes().mode();
        var text = new StringBuilder().append(letter(node));
        for (int shift = 6; shift >= 0; shift -= 3) {
            int bits = mode >> shift;
            boolean special = (mode & 01000 << shift / 3) != 0;
            char set = shift == 0 ? 't' : 's';
            text.append((bits & 4) != 0 ? 'r' : '-');
            text.append((bits & 2) != 0 ? 'w' : '-');
            text.append(
                    special
                            ? (bits & 1) != 0 ? set : Character.toUpperCase(set)
                            : (bits & 1) != 0 ? 'x' : '-');
        }
        return text.toString();
    }

    private static char letter(FileNode node) {
        return switch (node) {
            case Directory _ -> 'd';
            case RegularFile _ -> '-';
            case SymbolicLink _ -> 'l';
            case SpecialFile it ->
                    switch (it.kind()) {
                        case CHARACTER_DEVICE -> 'c';
                        case BLOCK_DEVICE -> 'b';
                        case FIFO -> 'p';
                        case SOCKET -> 's';
                    };
        };
    }

    private static String type(FileNode node) {
        return switch (node) {
            case Directory _ -> "directory";
            case RegularFile _ -> "file";
            case SymbolicLink _ -> "symbolic link";
            case SpecialFile it -> it.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    private static String size(FileNode node) {
        return switch (node) {
            case Directory _ -> "-";
            case RegularFile it -> Long.toString(it.content().size());
            case SymbolicLink it -> Integer.toString(it.target().length());
            case SpecialFile it ->
                    switch (it.kind()) {
                        case CHARACTER_DEVICE, BLOCK_DEVICE -> it.major() + "," + it.minor();
                        case FIFO, SOCKET -> "-";
                    };
        };
    }

    /// {@return the name without characters that a terminal would obey}
    static String printable(String name) {
        if (name.chars().noneMatch(Character::isISOControl)) {
            return name;
        }
        var out = new StringBuilder();
        name.chars()
                .forEach(c ->
                        out.append(
                                Character.isISOControl(c)
                                        ? "\\%03o".formatted(c)
                                        : Character.toString((char) c)));
        return out.toString();
    }
}
