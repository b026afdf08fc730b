package dev.diskwright.core.container.packed;

import dev.diskwright.core.codec.Gzip;
import dev.diskwright.core.codec.GzipPacking;
import java.lang.foreign.MemorySegment;

/// Parts of one DEFLATE stream in one gzip member.
final class GzipPieces implements Pieces<GzipPieces.Part> {
    static final int SIZE = 1 << 20; // bytes

    private final GzipPacking packing = new GzipPacking();
    private int crc;
    private long size;

    /// @param crc of what was packed
    /// @param size of what was packed
    record Part(MemorySegment bytes, int crc, long size) {}

    @Override
    public MemorySegment head() {
        return MemorySegment.ofArray(Gzip.header());
    }

    @Override
    public Part pack(MemorySegment bytes) {
        return new Part(packing.packPart(bytes), Gzip.crc(bytes), bytes.byteSize());
    }

    @Override
    public MemorySegment bytes(Part piece) {
        return piece.bytes();
    }

    @Override
    public void added(Part piece, long times) {
        if (times == 1) {
            crc = Gzip.combine(crc, piece.crc(), piece.size());
        } else { // only zeros come more than once
            long length = times * piece.size();
            crc = Gzip.combine(crc, Gzip.crc(MemorySegment.ofArray(new byte[1]), length), length);
        }
        size += times * piece.size();
    }

    @Override
    public MemorySegment end() {
        return MemorySegment.ofArray(Gzip.end(crc, size));
    }
}
