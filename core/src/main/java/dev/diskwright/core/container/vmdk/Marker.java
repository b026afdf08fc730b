package dev.diskwright.core.container.vmdk;

import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U32;
import dev.diskwright.core.bytes.U64;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;

/// What precedes each part of a stream ("Marker"). A grain's is 12 bytes, right before its data; another's fills a
/// sector.
///
/// @param value of a grain, the first sector of the disk that it holds; else the number of sectors that follow
/// @param size of a grain's data, in bytes; 0 for all else
/// @param type of what follows, if `size` is 0
record Marker(@U64(0) long value, @U32(8) long size, @U32(12) long type) {
    static final long END_OF_STREAM = 0;
    static final long GRAIN_TABLE = 1;
    static final long GRAIN_DIRECTORY = 2;
    static final long FOOTER = 3;

    /// Bytes before a grain's data.
    static final int GRAIN_SIZE = 12;

    static final StructCodec<Marker> CODEC =
            StructCodec.of(MethodHandles.lookup(), Marker.class, 16, ByteOrder.LITTLE_ENDIAN);
}
