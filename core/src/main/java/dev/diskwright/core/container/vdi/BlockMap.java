package dev.diskwright.core.container.vdi;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Pages;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The block map: where each block of the disk lies in the data area.
final class BlockMap {
    static final ValueLayout.OfInt U32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /// Never written (`VDI_IMAGE_BLOCK_FREE`).
    static final int FREE = -1;

    /// Given back (`VDI_IMAGE_BLOCK_ZERO`).
    static final int ZERO = -2;

    private static final int PAGE = 64 << 10;
    private static final int PAGES = 16;

    private final Where place;
    private final Pages entries;

    BlockMap(Where where, BlockSource file, Header header) {
        place = where.structure("block map", header.offsetBlocks());
        entries =
                new Pages(
                        file.slice(header.offsetBlocks(), 4 * header.blocksInImage()), PAGE, PAGES);
    }

    /// {@return the block's index in the data area, an unsigned number, [#FREE] or [#ZERO]}
    int entry(long block) throws IOException {
        return entries.get(U32, 4 * block);
    }

    static boolean isAllocated(int entry) {
        return entry != FREE && entry != ZERO;
    }

    Where place(long block) {
        return place.field("entry " + block, 4 * block);
    }
}
