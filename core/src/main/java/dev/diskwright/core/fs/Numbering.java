package dev.diskwright.core.fs;

import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;

/// A number for each file of a tree: the names of a directory have numbers one behind the other, so that a directory
/// stores small differences. The top directory is 1.
public final class Numbering {
    private final IdentityHashMap<FileNode, Integer> numbers = new IdentityHashMap<>();
    private final List<FileNode> nodes = new ArrayList<>();
    private long[] links = new long[16];

    private Numbering() {}

    /// {@return numbers for the files of a tree}
    public static Numbering of(FileTree tree) {
        var numbering = new Numbering();
        numbering.add(tree.root());
        numbering.below(tree.root());
        return numbering;
    }

    private void below(Directory directory) {
        for (int i = 0; i < directory.count(); i++) {
            add(directory.node(i));
        }
        for (int i = 0; i < directory.count(); i++) {
            if (directory.node(i) instanceof Directory inner) {
                below(inner);
            }
        }
    }

    private void add(FileNode node) {
        Integer known = numbers.putIfAbsent(node, nodes.size() + 1);
        if (known == null) {
            nodes.add(node);
            if (nodes.size() >= links.length) {
                links = Arrays.copyOf(links, 2 * links.length);
            }
        }
        links[known == null ? nodes.size() : known]++;
    }

    /// {@return how many files there are}
    public int count() {
        return nodes.size();
    }

    /// {@return the number of a file}
    ///
    /// @throws IllegalArgumentException if it is not of this tree
    public int number(FileNode node) {
        Integer number = numbers.get(node);
        if (number == null) {
            throw new IllegalArgumentException("not of this tree");
        }
        return number;
    }

    /// {@return the file of that number, from 1 on}
    public FileNode node(int number) {
        return nodes.get(number - 1);
    }

    /// {@return names of the file}
    public long links(int number) {
        return links[number];
    }
}
