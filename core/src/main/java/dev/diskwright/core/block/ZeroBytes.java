package dev.diskwright.core.block;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// Recognises bytes that are all zero, as fast as memory can be read.
public final class ZeroBytes {
    /// Zero bytes to write or compare with; read-only, 64 KiB.
    static final MemorySegment SOME = MemorySegment.ofArray(new byte[64 << 10]).asReadOnly();

    private static final int PIECE = 256 << 10; // bytes read at a time

    private ZeroBytes() {}

    /// {@return whether every byte is zero; true for none}
    public static boolean isZero(MemorySegment bytes) {
        long size = bytes.byteSize();
        for (long at = 0; at < size; at += SOME.byteSize()) {
            long end = Math.min(size, at + SOME.byteSize());
            if (MemorySegment.mismatch(bytes, at, end, SOME, 0, end - at) >= 0) {
                return false;
            }
        }
        return true;
    }

    /// {@return whether `length` bytes of `source` from `offset` on are all zero} Reads what the source does not know.
    ///
    /// @throws IndexOutOfBoundsException if the range leaves the source
    public static boolean isZero(BlockSource source, long offset, long length) throws IOException {
        Ranges.check(offset, length, source.size());
        long end = offset + length;
        MemorySegment buffer = MemorySegment.ofArray(new byte[(int) Math.min(PIECE, length)]);
        for (long at = offset; at < end; ) {
            Extent extent = source.extentAt(at);
            long to = Math.min(end, extent.end());
            if (!extent.isZero()) {
                to = Math.min(to, at + PIECE);
                MemorySegment piece = buffer.asSlice(0, to - at);
                source.read(at, piece);
                if (!isZero(piece)) {
                    return false;
                }
            }
            at = to;
        }
        return true;
    }
}
