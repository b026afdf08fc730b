package dev.diskwright.core.container.simg;

import dev.diskwright.core.codec.Gzip;
import java.lang.foreign.MemorySegment;

/// CRC32 of bytes that repeat, without going through them.
final class Sums {
    private Sums() {}

    /// {@return the sum of zeros}
    ///
    /// @param length of them in bytes
    static int zeros(long length) {
        return repeated(MemorySegment.ofArray(new byte[1]), length);
    }

    /// {@return the sum of `bytes`, `count` times one behind the other}
    static int repeated(MemorySegment bytes, long count) {
        int result = 0; // that of nothing
        int power = Gzip.crc(bytes);
        long size = bytes.byteSize();
        for (long left = count; left != 0; left >>>= 1) {
            if ((left & 1) != 0) {
                result = Gzip.combine(result, power, size);
            }
            power = Gzip.combine(power, power, size);
            size *= 2;
        }
        return result;
    }
}
