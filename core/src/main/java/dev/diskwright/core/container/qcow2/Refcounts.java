package dev.diskwright.core.container.qcow2;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.BoundedCache;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// The refcounts that the file claims: a table of blocks, each a cluster of counters of 1 to 64 bits ("Host cluster
/// management").
final class Refcounts {
    private final Where where;
    private final BlockSource file;
    private final Header header;
    private final MemorySegment table;
    private final BoundedCache<MemorySegment> blocks = new BoundedCache<>(16);

    Refcounts(Where where, BlockSource file, Header header) throws IOException {
        this.where = where;
        this.file = file;
        this.header = header;
        int length = (int) (header.refcountTableClusters() << header.clusterBits());
        table = file.bytes(length == 0 ? 0 : header.refcountTableOffset(), length);
    }

    /// {@return clusters that one block counts}
    long perBlock() {
        return header.clusterSize() * 8L >>> header.refcountOrder();
    }

    /// {@return entries of the table}
    long tableEntries() {
        return table.byteSize() / 8;
    }

    /// {@return what the table has at `index`: where the block lies, 0 if there is none}
    long entry(long index) {
        return index < tableEntries() ? table.getAtIndex(Entries.U64, index) : 0;
    }

    /// {@return where that entry is}
    Where place(long index) {
        return where.structure("refcount table", header.refcountTableOffset())
                .field("entry " + index, 8 * index);
    }

    /// {@return the block at `index`; null if there is none}
    ///
    /// @throws CorruptImageException if it is not a cluster of the file
    @Nullable MemorySegment block(long index) throws IOException {
        long offset = entry(index);
        if (offset == 0) {
            return null;
        }
        if ((offset & (header.clusterSize() - 1)) != 0
                || offset < 0
                || offset > file.size() - header.clusterSize()) {
            throw new CorruptImageException(
                    place(index), "0x%x".formatted(offset), "a cluster of the file");
        }
        return blocks.get(offset, () -> file.bytes(offset, header.clusterSize()));
    }

    /// {@return the count of a cluster, 0 where there is no block; -1 if the block cannot be read for what it is}
    long of(long cluster) throws IOException {
        try {
            MemorySegment block = block(cluster / perBlock());
            return block == null ? 0 : in(block, cluster % perBlock());
        } catch (CorruptImageException reported) { // once, where the table is checked
            return -1;
        }
    }

    /// {@return a count in a block, at most 2^63 - 1}
    long in(MemorySegment block, long index) {
        return switch ((int) header.refcountOrder()) {
            case 3 -> block.get(ValueLayout.JAVA_BYTE, index) & 0xff;
            case 4 -> block.getAtIndex(Entries.U16, index) & 0xffff;
            case 5 -> block.getAtIndex(Entries.U32, index) & 0xffff_ffffL;
            case 6 -> {
                long count = block.getAtIndex(Entries.U64, index);
                yield count < 0 ? Long.MAX_VALUE : count;
            }
            default -> {
                int bits = 1 << header.refcountOrder();
                long bit = index * bits;
                yield block.get(ValueLayout.JAVA_BYTE, bit / 8) >> bit % 8 & (1 << bits) - 1;
            }
        };
    }
}
