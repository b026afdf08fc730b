package dev.diskwright.core.fs.fat;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U32;
import java.lang.invoke.MethodHandles;

/// The FSInfo sector of FAT32 (FAT specification, section 5).
///
/// @param freeClusters 0xFFFFFFFF if unknown
/// @param nextFree cluster to begin the search for a free one at, 0xFFFFFFFF if unknown
record FsInfo(
        @U32(0x000) long leadSignature,
        @U32(0x1e4) long structSignature,
        @U32(0x1e8) long freeClusters,
        @U32(0x1ec) long nextFree,
        @U32(0x1fc) long trailSignature) {
    static final long LEAD = 0x4161_5252L;
    static final long STRUCT = 0x6141_7272L;
    static final long TRAIL = 0xaa55_0000L;
    static final long UNKNOWN = 0xffff_ffffL;

    static final StructCodec<FsInfo> CODEC =
            StructCodec.of(MethodHandles.lookup(), FsInfo.class, 512, LITTLE_ENDIAN);

    static FsInfo of(long freeClusters, long nextFree) {
        return new FsInfo(LEAD, STRUCT, freeClusters, nextFree, TRAIL);
    }

    /// {@return whether all three signatures are right}
    boolean isSigned() {
        return leadSignature == LEAD && structSignature == STRUCT && trailSignature == TRAIL;
    }
}
