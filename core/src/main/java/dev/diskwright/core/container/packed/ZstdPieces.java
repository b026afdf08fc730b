package dev.diskwright.core.container.packed;

import dev.diskwright.core.codec.ZstdPacking;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Frames of Zstandard, on request followed by a table of them (zstd's "seekable format" 0.1.0), which decoders skip.
final class ZstdPieces implements Pieces<ZstdPieces.Frame> {
    static final int SIZE = 1 << 20; // bytes

    private static final ValueLayout.OfInt U32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long LONGEST_ZEROS = 1L << 30;
    private static final int SKIPPABLE = 0x184d2a5e;
    private static final int SEEKABLE = 0x8f92eab1;
    private static final int FRAME_HEADER = 8; // bytes
    private static final int FOOTER = 9;

    private final ZstdPacking packing = new ZstdPacking();
    private final boolean seekable;
    private int[] table = new int[64]; // packed and unpacked sizes
    private int entries;

    /// @param size of what was packed
    record Frame(MemorySegment bytes, long size) {}

    ZstdPieces(boolean seekable) {
        this.seekable = seekable;
        note(packing.store(MemorySegment.NULL).byteSize(), 0);
    }

    /// {@return an empty frame, as there may be no others}
    @Override
    public MemorySegment head() {
        return packing.store(MemorySegment.NULL);
    }

    @Override
    public Frame pack(MemorySegment bytes) {
        return new Frame(packing.pack(bytes), bytes.byteSize());
    }

    @Override
    public MemorySegment bytes(Frame piece) {
        return piece.bytes();
    }

    @Override
    public void added(Frame piece, long times) {
        for (long i = 0; seekable && i < times; i++) {
            note(piece.bytes().byteSize(), piece.size());
        }
    }

    private void note(long packed, long unpacked) {
        if (2 * entries == table.length) {
            table = Arrays.copyOf(table, 2 * table.length);
        }
        table[2 * entries] = (int) packed;
        table[2 * entries + 1] = (int) unpacked;
        entries++;
    }

    @Override
    public long longestZeros() {
        return LONGEST_ZEROS;
    }

    @Override
    public Frame zeros(long length) {
        return new Frame(ZstdPacking.zeros(length), length);
    }

    @Override
    public MemorySegment end() {
        if (!seekable) {
            return MemorySegment.NULL;
        }
        int size = 8 * entries + FOOTER;
        var bytes = MemorySegment.ofArray(new byte[FRAME_HEADER + size]);
        bytes.set(U32, 0, SKIPPABLE);
        bytes.set(U32, 4, size);
        for (int i = 0; i < 2 * entries; i++) {
            bytes.set(U32, FRAME_HEADER + 4L * i, table[i]);
        }
        bytes.set(U32, FRAME_HEADER + 8L * entries, entries);
        bytes.set(U32, FRAME_HEADER + 8L * entries + 5, SEEKABLE); // behind a zero: no sums
        return bytes;
    }
}
