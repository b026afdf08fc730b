package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.LittleEndian;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Where the blocks of one file are.
final class BlockList {
    private static final int STRIDE = 64; // blocks between two places that are kept

    private final int @Nullable [] entries; // null if all are of zeros
    private final long[] places; // of every 64th block

    private BlockList(int @Nullable [] entries, long[] places) {
        this.entries = entries;
        this.places = places;
    }

    /// {@return the list that an inode tells}
    ///
    /// @throws CorruptImageException if a block cannot be where it is said to be
    static BlockList of(Volume volume, Inode inode, int count) throws IOException {
        if (inode.sparse() > inode.size() - volume.blockSize() && onlyZeros(inode, count)) {
            return new BlockList(null, new long[0]);
        }
        int[] entries = new int[Math.min(count, STRIDE)];
        long[] places = new long[Math.ceilDiv(count, STRIDE)];
        Cursor cursor = inode.rest().copy();
        byte[] fixed = new byte[4];
        long at = inode.start();
        for (int i = 0; i < count; i++) {
            cursor.take(fixed, 4);
            if (i == entries.length) { // only as much as there is
                entries = Arrays.copyOf(entries, Math.min(count, 2 * i));
            }
            int entry = LittleEndian.s32(fixed, 0);
            entries[i] = entry;
            if (i % STRIDE == 0) {
                places[i / STRIDE] = at;
            }
            if (entry != 0) {
                volume.checkData(cursor.where("block " + i, 4), at, entry);
                at += BlockSizes.stored(entry);
            }
        }
        return new BlockList(entries, places);
    }

    private static boolean onlyZeros(Inode inode, int count) throws IOException {
        Cursor cursor = inode.rest().copy();
        byte[] fixed = new byte[4];
        for (int i = 0; i < count; i++) {
            cursor.take(fixed, 4);
            if (LittleEndian.s32(fixed, 0) != 0) {
                return false;
            }
        }
        return true;
    }

    /// {@return the block's size as it is stored; 0 for one of zeros}
    int entry(int block) {
        return entries == null ? 0 : entries[block];
    }

    /// {@return offset of the block in the volume}
    long place(int block) {
        int[] all = entries;
        if (all == null) {
            return 0;
        }
        long at = places[block / STRIDE];
        for (int i = block / STRIDE * STRIDE; i < block; i++) {
            at += BlockSizes.stored(all[i]);
        }
        return at;
    }
}
