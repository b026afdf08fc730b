package dev.diskwright.core.plan;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.fs.PackedVolume;
import dev.diskwright.core.fs.erofs.Erofs;
import dev.diskwright.core.fs.squashfs.Squashfs;
import dev.diskwright.core.fs.verity.VerityParameters;
import dev.diskwright.core.fs.verity.VerityTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Remembers what was computed for a tree, so that an edit elsewhere in the design costs nothing here.
final class VolumeCache implements Measuring, AutoCloseable {
    private static final int CAPACITY = 512;
    private static final int MOST_PACKED = 8;

    private final Map<Measured.Key, Measured> measured = recent();
    private final Map<Same, Long> counts = recent();
    private final Path temporary;
    private final Map<PackKey, PackedVolume> packed = recent();
    private final Map<ProofKey, VerityTree> proved = recent();
    private Map<WriteKey, BlockSource> written = new HashMap<>();
    private Map<WriteKey, BlockSource> current = new HashMap<>();

    /// @param temporary folder to pack volumes in
    VolumeCache(Path temporary) {
        this.temporary = temporary;
    }

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

    /// What a packed volume depends on.
    ///
    /// @param filesystem without what only names it
    private record PackKey(Same tree, Filesystem filesystem, long timestamp) {}

    /// Packs a volume, so that its size is known from here on. Contents that cannot be packed are told when it is
    /// measured.
    ///
    /// @throws IllegalArgumentException for what it cannot be made with
    void pack(Volumes formats, Filesystem.Packed filesystem, FileTree tree)
            throws IOException, InterruptedException {
        Measured.Key key = Measured.key(formats, filesystem, tree);
        try {
            BlockSource volume = packed(formats, filesystem, tree);
            measured.put(key, Measured.packed(filesystem, tree, volume.size()));
        } catch (ImageException e) {
            measured.put(key, new Measured(null, String.valueOf(e.getMessage())));
        }
    }

    private PackedVolume packed(Volumes formats, Filesystem.Packed filesystem, FileTree tree)
            throws IOException, InterruptedException {
        long timestamp = formats.design().reproducible().timestamp();
        var key = new PackKey(Same.of(tree), formats.shape(filesystem).filesystem(), timestamp);
        PackedVolume known = packed.get(key);
        if (known == null) {
            known =
                    switch (filesystem) {
                        case Filesystem.Squashfs it ->
                                Squashfs.pack(
                                        tree, formats.parameters(it), temporary, Progress.NONE);
                        case Filesystem.Erofs it ->
                                Erofs.pack(tree, formats.parameters(it), temporary, Progress.NONE);
                    };
            packed.put(key, known);
            forgetPacked();
        }
        return known;
    }

    /// {@return the volume as it will stand in its partition, with its label and identifier}
    private BlockSource named(
            Volumes formats, Filesystem.Packed filesystem, int number, FileTree tree)
            throws IOException, InterruptedException {
        PackedVolume volume = packed(formats, filesystem, tree);
        return switch (filesystem) {
            case Filesystem.Squashfs _ -> volume;
            case Filesystem.Erofs it -> Erofs.named(volume, it.label(), formats.id(it, number));
        };
    }

    /// {@return the hashes that prove a volume}
    ///
    /// @param number of the volume's partition
    /// @param hashes number of the partition for the hashes
    VerityTree prove(
            Volumes formats, Filesystem.Packed filesystem, int number, FileTree tree, int hashes)
            throws IOException, InterruptedException {
        var parameters =
                new VerityParameters(
                        formats.ids().filesystem(null, hashes), formats.ids().salt(hashes));
        long timestamp = formats.design().reproducible().timestamp();
        var key =
                new ProofKey(
                        Same.of(tree),
                        filesystem,
                        formats.uuid(filesystem, number),
                        timestamp,
                        parameters);
        VerityTree known = proved.get(key);
        if (known == null) {
            BlockSource data = named(formats, filesystem, number, tree);
            known =
                    VerityTree.of(
                            Composition.ofSize(Units.roundUp(data.size(), VerityTree.BLOCK))
                                    .place(0, data)
                                    .build(),
                            parameters,
                            temporary,
                            Progress.NONE);
            proved.put(key, known);
        }
        return known;
    }

    /// What hashes depend on.
    private record ProofKey(
            Same tree,
            Filesystem filesystem,
            String uuid,
            long timestamp,
            VerityParameters parameters) {}

    /// Forgets those that were not used for long; disks that were made of them keep them open.
    private void forgetPacked() {
        var oldest = packed.entrySet().iterator();
        for (int i = packed.size(); i > MOST_PACKED; i--) {
            oldest.next();
            oldest.remove();
        }
    }

    /// Removes what was packed.
    @Override
    public void close() throws IOException {
        for (PackedVolume it : packed.values()) {
            it.close();
        }
        packed.clear();
        for (VerityTree it : proved.values()) {
            it.close();
        }
        proved.clear();
    }

    @Override
    public Measured measure(
            Volumes formats, Filesystem.Formatted filesystem, int number, FileTree tree) {
        Measured.Key key = Measured.key(formats, filesystem, tree);
        Measured known = measured.get(key);
        if (known == null && filesystem instanceof Filesystem.Writable made) {
            known = Measured.of(formats, made, number, tree);
            measured.put(key, known);
        }
        return known == null ? new Measured(null, "") : known;
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
            throws IOException, InterruptedException {
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
            volume =
                    switch (filesystem) {
                        case Filesystem.Writable it ->
                                formats.make(it, number, startLba).writer().write(tree, size);
                        case Filesystem.Packed it ->
                                padded(it, named(formats, it, number, tree), size);
                    };
        }
        current.put(key, volume);
        return volume;
    }

    private static BlockSource padded(Filesystem.Packed filesystem, BlockSource volume, long size)
            throws ImageException {
        if (volume.size() > size) {
            throw new DoesNotFitException(
                    Where.file(filesystem.type() + " file system"), volume.size(), size);
        }
        return Composition.ofSize(size).place(0, volume).build();
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
