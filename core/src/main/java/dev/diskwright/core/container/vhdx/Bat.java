package dev.diskwright.core.container.vhdx;

import dev.diskwright.core.block.Pages;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The block allocation table (section 2.5): for each payload block its state and place, and one more entry, for a sector
/// bitmap, after each chunk of them.
final class Bat {
    static final ValueLayout.OfLong U64 =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    static final int NOT_PRESENT = 0;
    static final int UNDEFINED = 1;
    static final int ZERO = 2;
    static final int UNMAPPED = 3;
    static final int FULLY_PRESENT = 6;
    static final int PARTIALLY_PRESENT = 7;

    /// What a sector bitmap is that is there.
    static final int BITMAP_PRESENT = 6;

    static final long BITMAP_SIZE = 1 << 20; // bytes

    private static final int CHUNK_BITS = 23; // sectors of a chunk, as a power of two
    private static final long STATE = 7;
    private static final long OFFSET = -1L << 20;
    private static final int PAGE = 64 << 10;
    private static final int PAGES = 16;

    private final Where place;
    private final Pages entries;
    private final long ratio;
    private final long payloadBlocks;

    Bat(Where where, Layout layout) {
        place = where.structure("BAT", layout.bat().fileOffset());
        entries =
                new Pages(
                        layout.file().slice(layout.bat().fileOffset(), layout.bat().length()),
                        PAGE,
                        PAGES);
        ratio = chunkRatio(layout.metadata());
        payloadBlocks = payloadBlocks(layout.metadata());
    }

    /// {@return payload blocks of a chunk}
    static long chunkRatio(Metadata metadata) {
        return ((long) metadata.logicalSectorSize() << CHUNK_BITS) / metadata.blockSize();
    }

    static long payloadBlocks(Metadata metadata) {
        return Math.ceilDiv(metadata.virtualDiskSize(), metadata.blockSize());
    }

    /// {@return entries that a disk takes} A differencing one has the bitmap of the last chunk as well.
    static long entries(Metadata metadata) {
        long blocks = payloadBlocks(metadata);
        long ratio = chunkRatio(metadata);
        long chunks = Math.ceilDiv(blocks, ratio);
        return metadata.hasParent() ? chunks * (ratio + 1) : blocks + Math.max(0, chunks - 1);
    }

    /// {@return index of the entry of a payload block}
    static long indexOf(long block, long ratio) {
        return block + block / ratio;
    }

    long payloadBlocks() {
        return payloadBlocks;
    }

    long chunks() {
        return Math.ceilDiv(payloadBlocks, ratio);
    }

    long chunkOf(long block) {
        return block / ratio;
    }

    long firstOf(long chunk) {
        return chunk * ratio;
    }

    /// {@return the entry of a payload block}
    long payload(long block) throws IOException {
        return entries.get(U64, 8 * indexOf(block, ratio));
    }

    /// {@return the entry of a chunk's sector bitmap}
    long bitmap(long chunk) throws IOException {
        return entries.get(U64, 8 * bitmapIndex(chunk));
    }

    private long bitmapIndex(long chunk) {
        return (chunk + 1) * ratio + chunk;
    }

    static int state(long entry) {
        return (int) (entry & STATE);
    }

    /// {@return where the block begins, in bytes, an unsigned number}
    static long offset(long entry) {
        return entry & OFFSET;
    }

    /// {@return bits that have to be zero}
    static long reserved(long entry) {
        return entry & ~(OFFSET | STATE);
    }

    Where place() {
        return place;
    }

    Where payloadPlace(long block) {
        long index = indexOf(block, ratio);
        return place.field("entry " + index, 8 * index);
    }

    Where bitmapPlace(long chunk) {
        long index = bitmapIndex(chunk);
        return place.field("entry " + index, 8 * index);
    }

    CorruptImageException wrong(Where where, long entry, String expected) {
        return new CorruptImageException(where, "0x%x".formatted(entry), expected);
    }
}
