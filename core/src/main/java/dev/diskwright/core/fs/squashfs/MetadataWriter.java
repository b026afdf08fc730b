package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.bytes.ByteOutput;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table of metadata blocks in the making.
final class MetadataWriter {
    private final @Nullable BlockPacker packer;
    private final byte[] block = new byte[BlockSizes.METADATA];
    private final ByteOutput packed = new ByteOutput();
    private final List<Integer> starts = new ArrayList<>();
    private int filled;

    /// @param packer null if the table is not compressed
    MetadataWriter(@Nullable BlockPacker packer) {
        this.packer = packer;
    }

    /// {@return where what is written next will be: its block's start in the table, and an offset in the block}
    long reference() {
        return (long) packed.size() << 16 | filled;
    }

    void write(ByteOutput from) {
        write(from.bytes(), 0, from.size());
    }

    void write(byte[] from, int start, int length) {
        for (int done = 0; done < length; ) {
            int count = Math.min(block.length - filled, length - done);
            System.arraycopy(from, start + done, block, filled, count);
            filled += count;
            done += count;
            if (filled == block.length) {
                end();
            }
        }
    }

    /// Ends the block that is being filled.
    private void end() {
        starts.add(packed.size());
        byte[] smaller = packer == null ? null : packer.pack(block, filled);
        if (smaller == null) {
            packed.u16(filled | BlockSizes.STORED_METADATA).raw(block, 0, filled);
        } else {
            packed.u16(smaller.length).raw(smaller);
        }
        filled = 0;
    }

    /// {@return the whole table} Nothing more may be written.
    ByteOutput finish() {
        if (filled > 0) {
            end();
        }
        return packed;
    }

    /// {@return where each block begins in the finished table}
    List<Integer> starts() {
        return starts;
    }
}
