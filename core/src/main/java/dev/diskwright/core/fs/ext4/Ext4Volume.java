package dev.diskwright.core.fs.ext4;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.content.FileNames;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.SymbolicLink;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;

/// A finished layout as bytes. Metadata are made when they are read; contents are read from where they lie. Runs of
/// data are whole blocks and as long as can be, whatever number of files they hold.
final class Ext4Volume implements BlockSource {
    private final Composition content;
    private final long[] starts; // of runs of data, in bytes, ascending
    private final long[] ends;

    private Ext4Volume(Composition content, long[] starts, long[] ends) {
        this.content = content;
        this.starts = starts;
        this.ends = ends;
    }

    /// {@return the volume}
    ///
    /// @param size in bytes; what exceeds the volume's blocks is zeros
    static BlockSource of(Placement placement, Ext4Parameters parameters, long size) {
        return new Builder(placement, parameters, size).build();
    }

    @Override
    public long size() {
        return content.size();
    }

    @Override
    public Extent extentAt(long offset) {
        Objects.checkIndex(offset, size());
        int i = Arrays.binarySearch(starts, offset);
        i = i >= 0 ? i : -i - 2; // the last run that begins at or before the offset
        if (i >= 0 && offset < ends[i]) {
            return new Extent(starts[i], ends[i] - starts[i], Extent.Kind.DATA);
        }
        long from = i < 0 ? 0 : ends[i];
        long to = i + 1 < starts.length ? starts[i + 1] : size();
        return new Extent(from, to - from, Extent.Kind.ZERO);
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        content.read(offset, target);
    }

    private static final class Builder {
        private final Placement placement;
        private final Inventory inventory;
        private final Geometry geometry;
        private final Ext4Parameters parameters;
        private final Ext4Checksums checksums;
        private final int blockSize;
        private final Composition.Builder pieces;
        private long[] starts = new long[64];
        private long[] ends = new long[64];
        private int runs;

        Builder(Placement placement, Ext4Parameters parameters, long size) {
            this.placement = placement;
            this.inventory = placement.inventory();
            this.geometry = placement.geometry();
            this.parameters = parameters;
            this.blockSize = parameters.blockSize();
            int seed = Ext4Checksums.seedOf(parameters.uuid());
            this.checksums = new Ext4Checksums(true, parameters.uuid(), seed);
            this.pieces = Composition.ofSize(size);
        }

        BlockSource build() {
            var groups = new Groups(placement, checksums);
            var inodes = new InodeTable(placement, parameters, checksums);
            long journalInode = (Superblock.JOURNAL_INODE - 1) * parameters.inodeSize();
            MemorySegment journal = MemorySegment.ofArray(new byte[parameters.inodeSize()]);
            inodes.read(journalInode, journal);
            var superblock = SuperblockWriter.of(parameters, placement, groups, journal);
            placeCopies(superblock, BlockSource.of(groups.descriptors()));
            placeGroups(groups, inodes);
            placeJournal();
            for (int slot = Inventory.ROOT; slot < inventory.slots(); slot++) {
                placeFile(slot);
            }
            return merged();
        }

        private void placeCopies(SuperblockWriter superblock, BlockSource descriptors) {
            for (int group : geometry.copies()) {
                long at = geometry.groupStart(group) * blockSize;
                long superblockAt = group == 0 ? Superblock.OFFSET : at;
                place(superblockAt, BlockSource.of(superblock.copy(group)));
                place(at + blockSize, descriptors);
            }
        }

        private void placeGroups(Groups groups, InodeTable inodes) {
            BlockSource blockBitmaps = groups.blockBitmaps();
            BlockSource inodeBitmaps = groups.inodeBitmaps();
            int inodeSize = parameters.inodeSize();
            for (int group = 0; group < geometry.groups(); group++) {
                long bitmap = (long) group * blockSize;
                if (groups.hasBlockBitmap(group)) {
                    placeBlock(
                            groups.blockBitmapBlock(group), blockBitmaps.slice(bitmap, blockSize));
                }
                if (groups.hasInodeBitmap(group)) {
                    placeBlock(
                            groups.inodeBitmapBlock(group), inodeBitmaps.slice(bitmap, blockSize));
                    long first = (long) group * geometry.inodesPerGroup() * inodeSize;
                    long length = (long) groups.usedInodes(group) * inodeSize;
                    placeBlock(groups.tableBlock(group), inodes.slice(first, length));
                }
            }
        }

        private void placeJournal() {
            if (placement.journalBlocks() > 0) {
                long first = placement.physical(placement.first(Inventory.JOURNAL));
                MemorySegment bytes =
                        JournalBlock.of(blockSize, placement.journalBlocks(), parameters.uuid());
                placeBlock(first, BlockSource.of(bytes));
                placeTree(Inventory.JOURNAL);
            }
        }

        private void placeFile(int slot) {
            FileNode node = inventory.node(slot);
            if (placement.count(slot) > 0) {
                BlockSource content = content(slot, node);
                for (int i = 0; i < placement.count(slot); i++) {
                    int extent = placement.first(slot) + i;
                    long from = placement.logical(extent) * blockSize;
                    long length = (long) placement.length(extent) * blockSize;
                    placeBlock(
                            placement.physical(extent),
                            content.slice(from, Math.min(length, content.size() - from)));
                }
                placeTree(slot);
            }
            long attributes = placement.attributeBlock(slot);
            if (attributes != 0) {
                placeBlock(
                        attributes,
                        new GeneratedBlocks(blockSize, 1) {
                            @Override
                            void fill(long index, MemorySegment bytes) {
                                ExtendedAttributes.of(node.attributes().xattrs(), parameters)
                                        .writeBlock(bytes, checksums, attributes);
                            }
                        });
            }
        }

        private BlockSource content(int slot, FileNode node) {
            return switch (node) {
                case RegularFile file -> file.content();
                case SymbolicLink link -> BlockSource.of(FileNames.encode(link.target()));
                default -> new DirectoryBlocks(inventory, slot, checksums, blockSize);
            };
        }

        private void placeTree(int slot) {
            long[] blocks = placement.tree(slot);
            if (blocks.length > 0) {
                var tree = new ExtentTree(placement, slot);
                int seed = checksums.inodeSeed(Inventory.inode(slot), 0);
                var source =
                        new GeneratedBlocks(blockSize, blocks.length) {
                            @Override
                            void fill(long index, MemorySegment bytes) {
                                tree.writeBlock((int) index, seed, bytes);
                            }
                        };
                for (int i = 0; i < blocks.length; i++) {
                    placeBlock(blocks[i], source.slice((long) i * blockSize, blockSize));
                }
            }
        }

        private void placeBlock(long block, BlockSource source) {
            place(block * blockSize, source);
        }

        /// Places a source; the rest of its last block is zeros that count as data.
        private void place(long offset, BlockSource source) {
            pieces.place(offset, source);
            if (runs == starts.length) {
                starts = Arrays.copyOf(starts, 2 * runs);
                ends = Arrays.copyOf(ends, 2 * runs);
            }
            starts[runs] = offset / blockSize * blockSize;
            ends[runs] = Math.ceilDiv(offset + source.size(), (long) blockSize) * blockSize;
            runs++;
        }

        /// Runs do not overlap, so that starts and ends still belong together when each is sorted by itself.
        private BlockSource merged() {
            Arrays.sort(starts, 0, runs);
            Arrays.sort(ends, 0, runs);
            int count = 0;
            for (int i = 0; i < runs; i++) {
                if (count > 0 && starts[i] <= ends[count - 1]) {
                    ends[count - 1] = ends[i];
                } else {
                    starts[count] = starts[i];
                    ends[count] = ends[i];
                    count++;
                }
            }
            return new Ext4Volume(
                    pieces.build(), Arrays.copyOf(starts, count), Arrays.copyOf(ends, count));
        }
    }
}
