package dev.diskwright.core.fs.ext4;

import dev.diskwright.core.content.FileNode;
import java.util.Arrays;

/// Finds the slot of a node by its identity, so that a file under several names is stored once. Takes 8 to 16 bytes a
/// node.
final class NodeIndex {
    private static final int FREE = -1;

    private int[] table = filled(128);
    private int size;

    private static int[] filled(int capacity) {
        var table = new int[capacity];
        Arrays.fill(table, FREE);
        return table;
    }

    /// {@return slot of `node`, -1 if it has not been added}
    int find(FileNode[] nodes, FileNode node) {
        for (int at = start(node, table.length); ; at = at + 1 & table.length - 1) {
            if (table[at] == FREE || nodes[table[at]] == node) {
                return table[at];
            }
        }
    }

    /// Adds the node in `slot`.
    void add(FileNode[] nodes, int slot) {
        if (2 * ++size > table.length) {
            int[] old = table;
            table = filled(2 * old.length);
            for (int each : old) {
                if (each != FREE) {
                    put(nodes, each);
                }
            }
        }
        put(nodes, slot);
    }

    private void put(FileNode[] nodes, int slot) {
        int at = start(nodes[slot], table.length);
        while (table[at] != FREE) {
            at = at + 1 & table.length - 1;
        }
        table[at] = slot;
    }

    private static int start(FileNode node, int capacity) {
        int hash = System.identityHashCode(node) * 0x9e3779b9;
        return (hash ^ hash >>> 16) & capacity - 1;
    }
}
