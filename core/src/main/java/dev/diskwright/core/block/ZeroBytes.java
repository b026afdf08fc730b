package dev.diskwright.core.block;

import java.lang.foreign.MemorySegment;

/// Recognises bytes that are all zero, as fast as memory can be read.
public final class ZeroBytes {
    /// Zero bytes to write or compare with; read-only, 64 KiB.
    static final MemorySegment SOME = MemorySegment.ofArray(new byte[64 << 10]).asReadOnly();

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
}
