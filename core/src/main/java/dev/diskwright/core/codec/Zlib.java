package dev.diskwright.core.codec;

import java.lang.foreign.MemorySegment;
import java.util.zip.Adler32;

/// The zlib wrapping of DEFLATE (RFC 1950): two bytes in front, a checksum behind.
public final class Zlib {
    private static final int HEADER = 2;
    private static final int TRAILER = 4;
    private static final int DEFLATE = 8;
    private static final int DEFAULT_LEVEL = 2 << 6;

    private Zlib() {}

    /// Compresses all of `in` to a zlib stream.
    ///
    /// @param out where it goes; [DeflateEncoder#SLACK] bytes behind `offset + limit` must exist
    /// @param limit the most bytes that the result may have
    /// @return its length, or -1 if it would exceed `limit`
    public static int deflate(
            DeflateEncoder encoder, MemorySegment in, byte[] out, int offset, int limit) {
        int length =
                encoder.deflate(in, out, offset + HEADER, Math.max(0, limit - HEADER - TRAILER));
        if (length < 0) {
            return -1;
        }
        int header = (encoder.windowBits() - 8 << 4 | DEFLATE) << 8 | DEFAULT_LEVEL;
        header += 31 - header % 31;
        out[offset] = (byte) (header >>> 8);
        out[offset + 1] = (byte) header;
        var checksum = new Adler32();
        checksum.update(in.asByteBuffer());
        int at = offset + HEADER + length;
        for (int shift = 24; shift >= 0; shift -= 8) {
            out[at++] = (byte) (checksum.getValue() >>> shift);
        }
        return at - offset;
    }
}
