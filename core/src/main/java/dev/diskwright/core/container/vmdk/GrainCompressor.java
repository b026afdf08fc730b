package dev.diskwright.core.container.vmdk;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.zip.Adler32;
import java.util.zip.Deflater;

/// Compresses grains to zlib streams (RFC 1950). The note on the format speaks of RFC 1951, but all tools write the two
/// bytes in front and the checksum behind. For one thread.
final class GrainCompressor {
    /// Sectors that any grain's marker and data fit in.
    static final int MOST_SECTORS = Geometry.GRAIN + 2;

    /// Bytes behind the data that may be overwritten.
    static final int SLACK = 8;

    private static final short HEADER = (short) 0x789c; // deflate, window of 32 KiB, usual effort

    private static final ValueLayout.OfShort BE16 =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt BE32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final byte[] grain = new byte[Geometry.GRAIN_SIZE];
    private final MemorySegment grainSegment = MemorySegment.ofArray(grain);
    private final Adler32 adler = new Adler32();
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);

    /// Compresses a grain; a shorter one is filled up with zeros.
    ///
    /// @return the length of the stream
    int compress(MemorySegment data, byte[] out, int offset) {
        long size = data.byteSize();
        MemorySegment.copy(data, 0, grainSegment, 0, size);
        grainSegment.asSlice(size).fill((byte) 0);
        int limit = MOST_SECTORS * Sectors.SIZE - Marker.GRAIN_SIZE - 6;
        int length = deflate(out, offset + 2, limit);
        adler.reset();
        adler.update(grain);
        MemorySegment stream = MemorySegment.ofArray(out).asSlice(offset);
        stream.set(BE16, 0, HEADER);
        stream.set(BE32, 2 + length, (int) adler.getValue());
        return 2 + length + 4;
    }

    private int deflate(byte[] out, int offset, int limit) {
        deflater.reset();
        deflater.setInput(grain);
        deflater.finish();
        return deflater.deflate(out, offset, limit);
    }
}
