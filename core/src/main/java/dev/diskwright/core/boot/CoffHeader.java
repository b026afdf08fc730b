package dev.diskwright.core.boot;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.diskwright.core.bytes.AsciiAt;
import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U16;
import dev.diskwright.core.bytes.U32;
import java.lang.invoke.MethodHandles;

/// The PE signature and the COFF file header behind it (PE/COFF specification, "COFF File Header").
///
/// @param timeDateStamp seconds since 1970
/// @param pointerToSymbolTable in the file, in bytes; 0 if there is none
/// @param sizeOfOptionalHeader in bytes
record CoffHeader(
        @AsciiAt(value = 0, length = 4) String signature,
        @U16(4) int machine,
        @U16(6) int numberOfSections,
        @U32(8) long timeDateStamp,
        @U32(12) long pointerToSymbolTable,
        @U32(16) long numberOfSymbols,
        @U16(20) int sizeOfOptionalHeader,
        @U16(22) int characteristics) {
    static final StructCodec<CoffHeader> CODEC =
            StructCodec.of(MethodHandles.lookup(), CoffHeader.class, 24, LITTLE_ENDIAN);
}
