package dev.diskwright.core.plan;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.design.Filesystem;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Remembers what was computed for a tree, so that an edit elsewhere in the design costs nothing here.
final class VolumeCache implements Measuring {
    private static final int CAPACITY = 512;

    private final Map<Measured.Key, Measured> measured = recent();
    private final Map<Same, Long> counts = recent();
    private Map<WriteKey, BlockSource> written = new HashMap<>();
    private Map<WriteKey, BlockSource> current = new HashMap<>();

    /// {@return a map that keeps what was used last}
    private static <K, V> Map<K, V> recent() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > CAPACITY;
            }
        };
    }

    /// A tree by identity: equal only to itself.
    record Same(Directory root) {
        static Same of(FileTree tree) {
            return new Same(tree.root());
        }

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

    private record WriteKey(
            Same tree,
            Filesystem filesystem,
            Identifiers ids,
            int sectorSize,
            int number,
            long size,
            long startLba,
            long timestamp) {}

    @Override
    public Measured measure(
            Volumes formats, Filesystem.Formatted filesystem, int number, FileTree tree) {
        Measured.Key key = Measured.key(formats, filesystem, tree);
        Measured known = measured.get(key);
        if (known == null) {
            known = Measured.of(formats, filesystem, number, tree);
            measured.put(key, known);
        }
        return known;
    }

    /// From here on, what was written for the disk before is kept only if it is asked for again.
    void begin() {
        written = current;
        current = new HashMap<>();
    }

    BlockSource write(
            Volumes formats,
            Filesystem.Formatted filesystem,
            int number,
            FileTree tree,
            long size,
            long startLba)
            throws ImageException {
        var key =
                new WriteKey(
                        Same.of(tree),
                        filesystem,
                        formats.ids(),
                        formats.design().disk().sectorSize(),
                        number,
                        size,
                        startLba,
                        formats.design().reproducible().timestamp());
        BlockSource volume = written.get(key);
        if (volume == null) {
            volume = formats.make(filesystem, number, startLba).writer().write(tree, size);
        }
        current.put(key, volume);
        return volume;
    }

    /// {@return number of files and directories, the top one not counted}
    long files(FileTree tree) {
        return counts.computeIfAbsent(Same.of(tree), it -> count(it.root()));
    }

    /// {@return number of files and directories below `directory`}
    static long count(Directory directory) {
        long count = directory.count();
        for (int i = 0; i < directory.count(); i++) {
            if (directory.node(i) instanceof Directory below) {
                count += count(below);
            }
        }
        return count;
    }
}
