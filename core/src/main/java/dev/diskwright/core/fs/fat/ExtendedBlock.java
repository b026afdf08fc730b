package dev.diskwright.core.fs.fat;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.diskwright.core.bytes.AsciiAt;
import dev.diskwright.core.bytes.BytesAt;
import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U32;
import dev.diskwright.core.bytes.U8;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/// Volume ID and label, which all types have, at an offset that differs (FAT specification, sections 3.2 and 3.3).
///
/// @param state bit 0: not unmounted cleanly; bit 1: a read or write has failed (Windows NT)
/// @param bootSignature 0x29 if the three fields behind it are there
record ExtendedBlock(
        @U8(0x00) int driveNumber,
        @U8(0x01) int state,
        @U8(0x02) int bootSignature,
        @U32(0x03) long volumeId,
        @BytesAt(value = 0x07, length = 11) MemorySegment label,
        @AsciiAt(value = 0x12, length = 8) String typeName) {
    static final StructCodec<ExtendedBlock> CODEC =
            StructCodec.of(MethodHandles.lookup(), ExtendedBlock.class, 0x1a, LITTLE_ENDIAN);

    /// {@return where it lies in the boot sector, in bytes}
    static int offset(FatType type) {
        return type == FatType.FAT32 ? 0x40 : 0x24;
    }
}
