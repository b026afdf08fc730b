package dev.diskwright.core.content;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A directory: names in the order of their bytes, each with its node. Immutable; takes 8 bytes an entry beside the
/// names and nodes themselves.
public final class Directory implements FileNode {
    private final Attributes attributes;
    private final String[] names;
    private final FileNode[] nodes;
    private final int height;

    /// @param entries by name; names are neither empty nor `.` nor `..` and hold neither `/` nor NUL
    /// @throws IllegalArgumentException for such a name
    public Directory(Attributes attributes, Map<String, ? extends FileNode> entries) {
        this.attributes = attributes;
        List<? extends Map.Entry<String, ? extends FileNode>> sorted =
                entries.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey(FileNames.BYTE_ORDER))
                        .toList();
        names = sorted.stream().map(entry -> checked(entry.getKey())).toArray(String[]::new);
        nodes = sorted.stream().map(Map.Entry::getValue).toArray(FileNode[]::new);
        int highest = 0;
        for (FileNode node : nodes) {
            highest = Math.max(highest, node instanceof Directory it ? it.height + 1 : 1);
        }
        height = highest;
    }

    private static String checked(String name) {
        if (name.isEmpty()
                || name.equals(".")
                || name.equals("..")
                || name.indexOf('/') >= 0
                || name.indexOf(0) >= 0) {
            throw new IllegalArgumentException("file name \"" + name + "\"");
        }
        return name;
    }

    @Override
    public Attributes attributes() {
        return attributes;
    }

    /// {@return number of entries}
    public int count() {
        return names.length;
    }

    /// {@return most names that a path from here to anything below has; 0 if it is empty}
    int height() {
        return height;
    }

    /// {@return name of entry `index`}
    public String name(int index) {
        return names[index];
    }

    /// {@return node of entry `index`}
    public FileNode node(int index) {
        return nodes[index];
    }

    /// {@return the node of that name, null if there is none}
    public @Nullable FileNode get(String name) {
        int index = Arrays.binarySearch(names, name, FileNames.BYTE_ORDER);
        return index < 0 ? null : nodes[index];
    }
}
