package dev.diskwright.core.codec;

import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32;

/// The gzip wrapping of DEFLATE (RFC 1952): what goes in front of and behind the parts that
/// [DeflateEncoder#deflatePart] made, perhaps in several threads, and the checksum over all of them from that of each.
public final class Gzip {
    private static final int POLYNOMIAL = 0xedb8_8320; // reflected
    private static final int ONE = 1 << 31; // the polynomial 1, reflected

    private Gzip() {}

    /// {@return the ten bytes in front: no name, no time, no operating system}
    public static byte[] header() {
        return new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255};
    }

    /// {@return what goes behind the parts: an empty last block, checksum and size}
    ///
    /// @param crc over everything
    /// @param size of everything that was compressed, in bytes
    public static byte[] end(int crc, long size) {
        byte[] end = new byte[10];
        end[0] = 3; // last, fixed, nothing but its end
        for (int i = 0; i < 4; i++) {
            end[2 + i] = (byte) (crc >>> 8 * i);
            end[6 + i] = (byte) (size >>> 8 * i);
        }
        return end;
    }

    /// {@return the checksum of `bytes`}
    public static int crc(MemorySegment bytes) {
        var crc = new CRC32();
        crc.update(bytes.asByteBuffer());
        return (int) crc.getValue();
    }

    /// {@return the checksum of `bytes`, `times` times one behind the other}
    public static int crc(MemorySegment bytes, long times) {
        int result = 0; // that of nothing
        int power = crc(bytes);
        long size = bytes.byteSize();
        for (long left = times; left != 0; left >>>= 1) {
            if ((left & 1) != 0) {
                result = combine(result, power, size);
            }
            power = combine(power, power, size);
            size *= 2;
        }
        return result;
    }

    /// {@return the checksum of two runs of bytes, one behind the other}
    ///
    /// @param first checksum of the first
    /// @param second checksum of the second
    /// @param length of the second in bytes, 0 or more
    public static int combine(int first, int second, long length) {
        return times(power(length), first) ^ second;
    }

    /// {@return x to the power of 8 `bytes`, modulo the polynomial}
    private static int power(long bytes) {
        int result = ONE;
        int square = ONE >>> 8; // x^8
        for (long left = bytes; left != 0; left >>>= 1) {
            if ((left & 1) != 0) {
                result = times(square, result);
            }
            square = times(square, square);
        }
        return result;
    }

    private static int times(int a, int b) {
        int product = 0;
        int shifted = b;
        for (int bit = 31; bit >= 0; bit--) {
            if ((a >>> bit & 1) != 0) {
                product ^= shifted;
            }
            shifted = (shifted & 1) == 0 ? shifted >>> 1 : shifted >>> 1 ^ POLYNOMIAL;
        }
        return product;
    }
}
