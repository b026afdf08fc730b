package dev.diskwright.core.fs.fat;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.diskwright.core.bytes.AsciiAt;
import dev.diskwright.core.bytes.BytesAt;
import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U16;
import dev.diskwright.core.bytes.U32;
import dev.diskwright.core.bytes.U8;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/// The start of the boot sector, common to all types (FAT specification, section 3.1).
///
/// @param jump over this block: EB xx 90 or E9 xx xx
/// @param rootEntries slots of the root directory, 0 on FAT32
/// @param totalSectors16 0 if the number is in `totalSectors32`
/// @param fatSectors16 0 on FAT32
/// @param hiddenSectors where the partition starts
record BiosParameterBlock(
        @BytesAt(value = 0x00, length = 3) MemorySegment jump,
        @AsciiAt(value = 0x03, length = 8) String oemName,
        @U16(0x0b) int bytesPerSector,
        @U8(0x0d) int sectorsPerCluster,
        @U16(0x0e) int reservedSectors,
        @U8(0x10) int fats,
        @U16(0x11) int rootEntries,
        @U16(0x13) int totalSectors16,
        @U8(0x15) int media,
        @U16(0x16) int fatSectors16,
        @U16(0x18) int sectorsPerTrack,
        @U16(0x1a) int heads,
        @U32(0x1c) long hiddenSectors,
        @U32(0x20) long totalSectors32) {
    static final StructCodec<BiosParameterBlock> CODEC =
            StructCodec.of(MethodHandles.lookup(), BiosParameterBlock.class, 0x24, LITTLE_ENDIAN);

    /// {@return sectors of the file system, wherever the number stands}
    long totalSectors() {
        return totalSectors16 != 0 ? totalSectors16 : totalSectors32;
    }
}
