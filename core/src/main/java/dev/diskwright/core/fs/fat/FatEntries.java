package dev.diskwright.core.fs.fat;

import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// Reads entries of one FAT through a window that follows the reading. Not for several threads.
final class FatEntries {
    /// A whole number of entries of each width.
    private static final int WINDOW = 48 << 10;

    private final Volume volume;
    private final int fat;
    private MemorySegment window = MemorySegment.ofArray(new byte[0]);
    private long windowStart;

    /// @param fat 0 for the first
    FatEntries(Volume volume, int fat) {
        this.volume = volume;
        this.fat = fat;
    }

    /// {@return the entry of `cluster`, reserved bits and all}
    ///
    /// @param cluster 0 to the last that there is
    long raw(long cluster) throws IOException {
        long at = offset(cluster);
        if (at < windowStart || at + 4 > windowStart + window.byteSize()) {
            windowStart = at / WINDOW * WINDOW;
            long length = Math.min(WINDOW + 4, volume.fatSize() - windowStart);
            window = volume.source().bytes(volume.fatOffset(fat) + windowStart, (int) length);
        }
        long relative = at - windowStart;
        return switch (volume.type()) {
            case FAT12 -> DirectoryEntry.u16(window, relative) >> (cluster & 1) * 4 & 0xfff;
            case FAT16 -> DirectoryEntry.u16(window, relative);
            case FAT32 -> DirectoryEntry.u32(window, relative);
        };
    }

    /// {@return the entry of `cluster`, without reserved bits}
    long get(long cluster) throws IOException {
        return raw(cluster) & volume.type().mask();
    }

    /// {@return the place of an entry}
    Where where(long cluster) {
        return volume.where()
                .structure("FAT " + (fat + 1), volume.fatOffset(fat))
                .field("entry " + cluster, offset(cluster));
    }

    private long offset(long cluster) {
        return cluster * volume.type().bits() / 8;
    }
}
