package dev.diskwright.core.boot;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.diskwright.core.bytes.AsciiAt;
import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U16;
import dev.diskwright.core.bytes.U32;
import java.lang.invoke.MethodHandles;

/// An entry of a PE file's section table (PE/COFF specification, "Section Table").
///
/// @param virtualSize in memory, in bytes; the exact length of the content in a unified kernel image
/// @param virtualAddress in memory, in bytes from the image's start
/// @param sizeOfRawData in the file, in bytes, a multiple of the file alignment
/// @param pointerToRawData in the file, in bytes
public record PeSection(
        @AsciiAt(value = 0, length = 8) String name,
        @U32(8) long virtualSize,
        @U32(12) long virtualAddress,
        @U32(16) long sizeOfRawData,
        @U32(20) long pointerToRawData,
        @U32(24) long pointerToRelocations,
        @U32(28) long pointerToLineNumbers,
        @U16(32) int numberOfRelocations,
        @U16(34) int numberOfLineNumbers,
        @U32(36) long characteristics) {
    static final StructCodec<PeSection> CODEC =
            StructCodec.of(MethodHandles.lookup(), PeSection.class, 40, LITTLE_ENDIAN);

    /// {@return how much of the section is in the file, in bytes, padding left out}
    public long contentSize() {
        return virtualSize == 0 ? sizeOfRawData : Math.min(virtualSize, sizeOfRawData);
    }

    long virtualEnd() {
        return virtualAddress + Math.max(virtualSize, sizeOfRawData);
    }

    long rawEnd() {
        return sizeOfRawData == 0 ? 0 : pointerToRawData + sizeOfRawData;
    }
}
