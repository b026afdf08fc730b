package dev.diskwright.core.boot;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U16;
import dev.diskwright.core.bytes.U32;
import java.lang.invoke.MethodHandles;

/// The fields of the optional header that PE32 and PE32+ have in one place (PE/COFF specification, "Optional Header").
///
/// @param sizeOfInitializedData in bytes, of all such sections
/// @param sectionAlignment of sections in memory, in bytes
/// @param fileAlignment of sections in the file, in bytes
/// @param majorImageVersion of a Linux kernel: what its EFI stub can do
/// @param sizeOfImage in memory, in bytes
/// @param sizeOfHeaders all headers with the section table, in bytes
record OptionalHeader(
        @U16(0) int magic,
        @U32(8) long sizeOfInitializedData,
        @U32(32) long sectionAlignment,
        @U32(36) long fileAlignment,
        @U16(44) int majorImageVersion,
        @U16(46) int minorImageVersion,
        @U32(56) long sizeOfImage,
        @U32(60) long sizeOfHeaders,
        @U32(64) long checkSum,
        @U16(68) int subsystem) {
    static final int PE32 = 0x10b;
    static final int PE32_PLUS = 0x20b;

    static final StructCodec<OptionalHeader> CODEC =
            StructCodec.of(MethodHandles.lookup(), OptionalHeader.class, 72, LITTLE_ENDIAN);

    /// {@return where the count of data directories is, in bytes; the directories follow it}
    int directoryCountOffset() {
        return magic == PE32_PLUS ? 108 : 92;
    }
}
