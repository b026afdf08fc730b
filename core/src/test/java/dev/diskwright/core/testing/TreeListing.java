package dev.diskwright.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNames;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.SpecialFile;
import dev.diskwright.core.content.SymbolicLink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Collectors;

/// All that a tree says, one line a file, so that trees can be compared and their differences read: path, kind, mode,
/// owner, time, number of links, size and digest, target or device number, extended attributes.
public final class TreeListing {
    private final IdentityHashMap<FileNode, Integer> names = new IdentityHashMap<>();
    private final List<String> lines = new ArrayList<>();

    private TreeListing() {}

    /// {@return the tree's lines, sorted}
    ///
    /// @param moreDirectories directories that the top directory has beside those of the tree
    public static String of(FileTree tree, int moreDirectories) throws IOException {
        var listing = new TreeListing();
        tree.walk((_, node) -> listing.names.merge(node, 1, Integer::sum));
        listing.add("/", tree.root(), moreDirectories);
        tree.walk((path, node) -> listing.add(path, node, 0));
        return listing.lines.stream().sorted().collect(Collectors.joining("\n"));
    }

    /// Fails, showing the lines that differ, unless both are the same lines in any order.
    public static void assertSame(List<String> meant, List<String> found) {
        assertEquals(without(meant, found), without(found, meant));
    }

    private static String without(List<String> lines, List<String> others) {
        var known = new HashSet<>(others);
        return lines.stream()
                .filter(line -> !known.contains(line))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private void add(String path, FileNode node, int moreLinks) throws IOException {
        Attributes attributes = node.attributes();
        String detail =
                switch (node) {
                    case Directory _ -> "d %s ";
                    case RegularFile file ->
                            "f %s " + file.content().size() + " " + Images.sha256(file.content());
                    case SymbolicLink link ->
                            "l %s " + text(FileNames.encode(link.target())).replace("%", "%%");
                    case SpecialFile special ->
                            switch (special.kind()) {
                                case CHARACTER_DEVICE -> "c %s " + device(special);
                                case BLOCK_DEVICE -> "b %s " + device(special);
                                case FIFO -> "p %s ";
                                case SOCKET -> "s %s ";
                            };
                };
        String common =
                "%o %d:%d %d.%09d x%d"
                        .formatted(
                                attributes.mode(),
                                attributes.uid(),
                                attributes.gid(),
                                attributes.seconds(),
                                attributes.nanos(),
                                links(node) + moreLinks);
        String xattrs =
                attributes.xattrs().entrySet().stream()
                        .map(each ->
                                text(FileNames.encode(each.getKey()))
                                        + "="
                                        + HexFormat.of().formatHex(each.getValue()))
                        .sorted()
                        .collect(Collectors.joining(","));
        lines.add(
                text(FileNames.encode(path))
                        + " "
                        + detail.formatted(common)
                        + " ["
                        + xattrs
                        + "]");
    }

    private int links(FileNode node) {
        if (!(node instanceof Directory directory)) {
            return names.getOrDefault(node, 0);
        }
        int links = 2;
        for (int i = 0; i < directory.count(); i++) {
            links += directory.node(i) instanceof Directory ? 1 : 0;
        }
        return links > 65000 ? 1 : links;
    }

    private static String device(SpecialFile file) {
        return file.major() + ":" + file.minor();
    }

    private static String text(byte[] bytes) {
        var out = new StringBuilder();
        for (byte b : bytes) {
            boolean plain = b > 32 && b < 127 && b != '\\';
            out.append(plain ? String.valueOf((char) b) : "\\%02x".formatted(b & 0xff));
        }
        return out.toString();
    }
}
