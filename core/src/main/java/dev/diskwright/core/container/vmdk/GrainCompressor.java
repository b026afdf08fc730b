package dev.diskwright.core.container.vmdk;

import dev.diskwright.core.codec.DeflateEncoder;
import dev.diskwright.core.codec.Zlib;
import java.lang.foreign.MemorySegment;

/// Compresses grains to zlib streams (RFC 1950). The note on the format speaks of RFC 1951, but all tools write the two
/// bytes in front and the checksum behind. For one thread.
final class GrainCompressor {
    /// Sectors that any grain's marker and data fit in.
    static final int MOST_SECTORS = Geometry.GRAIN + 2;

    /// Bytes behind the data that may be overwritten.
    static final int SLACK = DeflateEncoder.SLACK;

    private static final int WINDOW_BITS = 15;
    private static final int LIMIT = MOST_SECTORS * Sectors.SIZE - Marker.GRAIN_SIZE;

    private final DeflateEncoder encoder = new DeflateEncoder(WINDOW_BITS);
    private final MemorySegment last = MemorySegment.ofArray(new byte[Geometry.GRAIN_SIZE]);

    /// Compresses a grain; a shorter one is filled up with zeros.
    ///
    /// @return the length of the stream
    int compress(MemorySegment data, byte[] out, int offset) {
        MemorySegment grain = data;
        if (data.byteSize() < Geometry.GRAIN_SIZE) {
            MemorySegment.copy(data, 0, last, 0, data.byteSize());
            last.asSlice(data.byteSize()).fill((byte) 0);
            grain = last;
        }
        int length = Zlib.deflate(encoder, grain, out, offset, LIMIT);
        if (length < 0) {
            throw new IllegalStateException("a grain grew beyond " + LIMIT); // by its bound, never
        }
        return length;
    }
}
