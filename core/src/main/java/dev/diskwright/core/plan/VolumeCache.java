package dev.diskwright.core.plan;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.design.Filesystem;
import java.util.LinkedHashMap;
import java.util.Map;

/// Remembers what was computed for a tree, so that an edit elsewhere in the design costs nothing here.
final class VolumeCache {
    private static final int CAPACITY = 64;

    private final Map<Object, Object> results =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Object, Object> eldest) {
                    return size() > CAPACITY;
                }
            };

    /// A tree by identity: equal only to itself.
    private record Same(Directory root) {
        @Override
        @SuppressWarnings("ReferenceEquality") // identity is the point
        public boolean equals(Object other) {
            return other instanceof Same(var that) && that == root;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(root);
        }
    }

    private record MinimumKey(Same tree, Filesystem filesystem, int sectorSize) {}

    private record WriteKey(
            Same tree,
            Filesystem filesystem,
            Identifiers ids,
            int sectorSize,
            int number,
            long size,
            long startLba,
            long timestamp) {}

    private record CountKey(Same tree) {}

    long minimumSize(Volumes formats, Filesystem filesystem, int number, FileTree tree)
            throws ImageException {
        var key =
                new MinimumKey(
                        new Same(tree.root()), filesystem, formats.design().disk().sectorSize());
        if (results.get(key) instanceof Long known) {
            return known;
        }
        long minimum = formats.make(filesystem, number, 0).writer().minimumSize(tree);
        results.put(key, minimum);
        return minimum;
    }

    BlockSource write(
            Volumes formats,
            Filesystem filesystem,
            int number,
            FileTree tree,
            long size,
            long startLba)
            throws ImageException {
        var key =
                new WriteKey(
                        new Same(tree.root()),
                        filesystem,
                        formats.ids(),
                        formats.design().disk().sectorSize(),
                        number,
                        size,
                        startLba,
                        formats.design().reproducible().timestamp());
        if (results.get(key) instanceof BlockSource known) {
            return known;
        }
        BlockSource volume = formats.make(filesystem, number, startLba).writer().write(tree, size);
        results.put(key, volume);
        return volume;
    }

    /// {@return number of files and directories, the top one not counted}
    long files(FileTree tree) {
        var key = new CountKey(new Same(tree.root()));
        if (results.get(key) instanceof Long known) {
            return known;
        }
        long count = count(tree.root());
        results.put(key, count);
        return count;
    }

    private static long count(Directory directory) {
        long count = directory.count();
        for (int i = 0; i < directory.count(); i++) {
            if (directory.node(i) instanceof Directory below) {
                count += count(below);
            }
        }
        return count;
    }
}
