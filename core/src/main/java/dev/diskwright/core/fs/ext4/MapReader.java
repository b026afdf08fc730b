package dev.diskwright.core.fs.ext4;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.Set;

/// Tells where the contents of an inode lie: from its extent tree, or from its map of direct and indirect blocks. Each
/// run is within the volume, and runs come in ascending order without overlap, so a damaged tree ends.
final class MapReader {
    /// Blocks that a file has at most, and an extent can count.
    static final long MAX_BLOCKS = 1L << 32;

    private static final int DIRECT = 12;

    private final Volume volume;
    private final long number;
    private final Where where;
    private final InodeRecord inode;
    private final Sink sink;
    private final Set<Long> nodes = new HashSet<>();
    private long next; // first block of the file that no run has covered yet

    private MapReader(Volume volume, long number, InodeRecord inode, Sink sink) throws IOException {
        this.volume = volume;
        this.number = number;
        this.where = volume.inodeAt(number);
        this.inode = inode;
        this.sink = sink;
    }

    /// Told of each piece.
    interface Sink {
        /// A block of the map itself, each once.
        void node(Where where, long block) throws IOException;

        /// A run of contents.
        ///
        /// @param logical first block of the file
        /// @param length in blocks
        /// @param physical first block of the volume
        /// @param unwritten allocated, but reads as zeros
        void run(long logical, long length, long physical, boolean unwritten) throws IOException;

        /// An index says that its node begins at another block of the file than it does.
        default void indexStart(Where where, long found, long expected) throws IOException {}
    }

    /// Tells `sink` where the contents of an inode lie.
    ///
    /// @throws CorruptImageException at the first contradiction
    static void read(Volume volume, long number, InodeRecord inode, Sink sink) throws IOException {
        var reader = new MapReader(volume, number, inode, sink);
        if (inode.has(InodeRecord.EXTENTS)) {
            var root = new ExtentNode(inode.block());
            Where at = reader.where.field("block", InodeRecord.BLOCK_OFFSET);
            reader.checkHeader(root, at, ExtentNode.ROOT_ENTRIES);
            if (root.depth() > ExtentNode.MAX_DEPTH) {
                throw new CorruptImageException(
                        at, "an extent tree of depth %d".formatted(root.depth()), "at most 5");
            }
            reader.node(root, at, MAX_BLOCKS);
        } else {
            reader.blocks();
        }
    }

    private void checkHeader(ExtentNode node, Where at, int room) throws CorruptImageException {
        if (node.magic() != ExtentNode.MAGIC) {
            throw new CorruptImageException(
                    at, "magic 0x%04x".formatted(node.magic()), "an extent node's, 0xf30a");
        }
        if (node.max() > room || node.max() < room - 2 || node.count() > node.max()) {
            throw new CorruptImageException(
                    at,
                    "%d entries with room for %d".formatted(node.count(), node.max()),
                    "room for %d".formatted(room));
        }
    }

    private void visit(Where at, long block) throws IOException {
        if (!nodes.add(block)) {
            throw new CorruptImageException(at, "a node twice in one map", "once");
        }
        sink.node(at, block);
    }

    private void node(ExtentNode node, Where at, long end) throws IOException {
        for (int i = 0; i < node.count(); i++) {
            Where entry = at.field("extent entry " + i, at.fieldOffset() + ExtentNode.offset(i));
            long logical = node.logicalBlock(i);
            if (logical < next || logical >= end) {
                throw new CorruptImageException(
                        entry,
                        "file block %d".formatted(logical),
                        "one from %d to %d".formatted(next, end - 1));
            }
            if (node.depth() == 0) {
                extent(node, i, entry, end);
            } else {
                long childEnd = i + 1 < node.count() ? node.logicalBlock(i + 1) : end;
                child(node, i, entry, Math.min(childEnd, end));
            }
        }
    }

    private void extent(ExtentNode node, int i, Where entry, long end) throws IOException {
        long logical = node.logicalBlock(i);
        int length = node.length(i);
        if (length == 0 || logical + length > end) {
            throw new CorruptImageException(
                    entry,
                    "%d blocks at file block %d".formatted(length, logical),
                    "1 or more, up to file block %d".formatted(end - 1));
        }
        run(entry, logical, length, node.physicalBlock(i), node.unwritten(i));
    }

    private void run(Where at, long logical, long length, long physical, boolean unwritten)
            throws IOException {
        if (!volume.contains(physical, length)) {
            throw new CorruptImageException(
                    at,
                    "blocks %d to %d".formatted(physical, physical + length - 1),
                    "blocks of the volume");
        }
        sink.run(logical, length, physical, unwritten);
        next = logical + length;
    }

    private void child(ExtentNode parent, int i, Where entry, long end) throws IOException {
        long block = parent.child(i);
        if (!volume.contains(block, 1)) {
            throw new CorruptImageException(
                    entry, "block %d".formatted(block), "a block of the volume");
        }
        Where at = volume.at("extent block of inode " + number, block);
        visit(at, block);
        var child = new ExtentNode(volume.block(block));
        checkHeader(child, at, ExtentNode.entriesPerBlock(volume.blockSize()));
        if (child.depth() != parent.depth() - 1) {
            throw new CorruptImageException(
                    at.field("depth", 6),
                    Integer.toString(child.depth()),
                    Integer.toString(parent.depth() - 1));
        }
        if (volume.superblock().hasMetadataChecksums()) {
            int seed = volume.checksums().inodeSeed(number, inode.generation());
            long expected = Ext4Checksums.extentBlock(seed, child) & 0xffff_ffffL;
            if (child.checksum() != expected) {
                throw new CorruptImageException(
                        at.field("checksum", child.checksumOffset()),
                        "0x%08x".formatted(child.checksum()),
                        "0x%08x".formatted(expected));
            }
        }
        if (child.count() == 0) {
            sink.indexStart(at, -1, parent.logicalBlock(i));
        } else if (child.logicalBlock(0) != parent.logicalBlock(i)) {
            sink.indexStart(at, child.logicalBlock(0), parent.logicalBlock(i));
        }
        node(child, at, end);
    }

    /// The old map: 12 direct blocks, then one that holds blocks, one that holds such, and one that holds those.
    private void blocks() throws IOException {
        MemorySegment map = inode.block();
        for (int i = 0; i < DIRECT; i++) {
            pointer(where.field("block", InodeRecord.BLOCK_OFFSET), map, i, 0, i);
        }
        long covered = DIRECT;
        long perBlock = volume.blockSize() / 4;
        long span = 1;
        for (int level = 1; level <= 3; level++) {
            span *= perBlock;
            pointer(
                    where.field("block", InodeRecord.BLOCK_OFFSET),
                    map,
                    DIRECT + level - 1,
                    level,
                    covered);
            covered += span;
        }
    }

    /// @param level how many blocks of blocks are between this pointer and the contents
    /// @param logical first block of the file that it covers
    private void pointer(Where at, MemorySegment map, int index, int level, long logical)
            throws IOException {
        long block = LittleEndian.u32(map, 4L * index);
        if (block == 0) {
            return;
        }
        Where pointer = at.field("pointer " + index, at.fieldOffset() + 4L * index);
        if (level == 0) {
            if (logical >= MAX_BLOCKS) {
                throw new CorruptImageException(
                        pointer, "file block %d".formatted(logical), "less than 2^32");
            }
            run(pointer, logical, 1, block, false);
            return;
        }
        if (!volume.contains(block, 1)) {
            throw new CorruptImageException(
                    pointer, "block %d".formatted(block), "a block of the volume");
        }
        Where below = volume.at("indirect block of inode " + number, block);
        visit(below, block);
        MemorySegment inner = volume.block(block);
        int perBlock = volume.blockSize() / 4;
        long step = 1;
        for (int i = 1; i < level; i++) {
            step *= perBlock;
        }
        for (int i = 0; i < perBlock; i++) {
            pointer(below, inner, i, level - 1, logical + i * step);
        }
    }
}
