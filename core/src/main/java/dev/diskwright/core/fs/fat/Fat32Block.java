package dev.diskwright.core.fs.fat;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U16;
import dev.diskwright.core.bytes.U32;
import java.lang.invoke.MethodHandles;

/// What FAT32 has behind the common block (FAT specification, section 3.3).
///
/// @param flags bit 7: only the FAT named in bits 0 to 3 is in use
/// @param version 0
record Fat32Block(
        @U32(0x00) long fatSectors32,
        @U16(0x04) int flags,
        @U16(0x06) int version,
        @U32(0x08) long rootCluster,
        @U16(0x0c) int fsInfoSector,
        @U16(0x0e) int backupBootSector) {
    /// Where it lies in the boot sector.
    static final int OFFSET = 0x24;

    static final StructCodec<Fat32Block> CODEC =
            StructCodec.of(MethodHandles.lookup(), Fat32Block.class, 0x1c, LITTLE_ENDIAN);
}
