package dev.diskwright.core.boot;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U32;
import dev.diskwright.core.bytes.U8;
import java.lang.invoke.MethodHandles;

/// The first bytes of an ELF file (System V ABI, "ELF Identification").
///
/// @param fileClass 1 for 32 bits, 2 for 64
record ElfIdentification(@U32(0) long magic, @U8(4) int fileClass) {
    static final StructCodec<ElfIdentification> CODEC =
            StructCodec.of(MethodHandles.lookup(), ElfIdentification.class, 16, LITTLE_ENDIAN);

    boolean isElf() {
        return magic == 0x464c_457fL;
    }

    boolean is64Bit() {
        return fileClass == 2;
    }
}
