package dev.diskwright.core.container.vhd;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Pages;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The block allocation table, and the sector bitmaps of the blocks that are there.
final class BlockTable {
    static final ValueLayout.OfInt U32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /// The block is not in this file.
    static final int FREE = -1;

    private static final int TABLE_PAGE = 64 << 10;
    private static final int BITMAP_PAGE = 4 << 10;
    private static final int PAGES = 16;

    private final Where place;
    private final BlockSource file;
    private final Pages entries;
    private final Pages bitmaps;
    private final long blockSize;
    private final long bitmapSize;

    BlockTable(Where where, BlockSource file, DynamicHeader header) {
        this.file = file;
        place = where.structure("BAT", header.tableOffset());
        blockSize = header.blockSize();
        bitmapSize = DynamicHeader.bitmapSize(blockSize);
        entries =
                new Pages(
                        file.slice(header.tableOffset(), 4 * header.maxTableEntries()),
                        TABLE_PAGE,
                        PAGES);
        bitmaps = new Pages(file, BITMAP_PAGE, PAGES);
    }

    /// {@return whether the block is in this file, all of it or some}
    boolean has(long block) throws IOException {
        return entry(block) != FREE;
    }

    /// {@return the sector where the block's bitmap begins, an unsigned number, or [#FREE]}
    int entry(long block) throws IOException {
        return entries.get(U32, 4 * block);
    }

    /// {@return offset of the block's bitmap, in bytes}
    long bitmapOffset(long block) throws IOException {
        return Integer.toUnsignedLong(entry(block)) * Footer.SECTOR;
    }

    /// {@return offset of `length` bytes of the block's data in the file}
    ///
    /// @throws CorruptImageException if they are not in the file
    long dataOffset(long block, long inBlock, long length) throws IOException {
        long offset = bitmapOffset(block) + bitmapSize + inBlock;
        if (offset > file.size() - length) {
            throw new CorruptImageException(
                    place(block),
                    "0x%x".formatted(entry(block)),
                    "a block within the file of %d bytes".formatted(file.size()));
        }
        return offset;
    }

    /// {@return whether a sector of a block that is there is in this file}
    boolean hasSector(long block, long sector) throws IOException {
        long at = bitmapOffset(block) + sector / 8;
        if (at >= file.size()) {
            throw new CorruptImageException(
                    place(block),
                    "0x%x".formatted(entry(block)),
                    "a block within the file of %d bytes".formatted(file.size()));
        }
        return (bitmaps.get(at) & 0x80 >>> sector % 8) != 0;
    }

    /// {@return where the sectors end that are in this file like `sector`, or are not; counted in the block}
    ///
    /// @param limit where to stop looking
    long endOfSectors(long block, long sector, long limit) throws IOException {
        boolean has = hasSector(block, sector);
        int whole = has ? -1 : 0;
        long bitmap = bitmapOffset(block);
        long end = sector + 1;
        while (end < limit) {
            if (end % 8 == 0 && bitmaps.get(bitmap + end / 8) == whole) {
                end += 8;
            } else if (hasSector(block, end) == has) {
                end++;
            } else {
                break;
            }
        }
        return Math.min(end, limit);
    }

    long blockSize() {
        return blockSize;
    }

    long bitmapSize() {
        return bitmapSize;
    }

    Where place() {
        return place;
    }

    Where place(long block) {
        return place.field("entry " + block, 4 * block);
    }
}
