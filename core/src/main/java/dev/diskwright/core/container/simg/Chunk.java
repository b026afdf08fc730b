package dev.diskwright.core.container.simg;

import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U16;
import dev.diskwright.core.bytes.U32;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;

/// What begins each chunk (`chunk_header_t`).
///
/// @param type [#RAW] and so on
/// @param blocks of the disk that it covers
/// @param totalSize in the file, this header included, in bytes
record Chunk(@U16(0) int type, @U16(2) int reserved, @U32(4) long blocks, @U32(8) long totalSize) {
    static final int RAW = 0xcac1;
    static final int FILL = 0xcac2;
    static final int DONT_CARE = 0xcac3;
    static final int CRC32 = 0xcac4;
    static final int SIZE = 12;
    static final int VALUE = 4; // bytes behind the header of a fill or CRC32 chunk

    static final StructCodec<Chunk> CODEC =
            StructCodec.of(MethodHandles.lookup(), Chunk.class, SIZE, ByteOrder.LITTLE_ENDIAN);
}
