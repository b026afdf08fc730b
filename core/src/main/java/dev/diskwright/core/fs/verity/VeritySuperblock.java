package dev.diskwright.core.fs.verity;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.diskwright.core.bytes.AsciiAt;
import dev.diskwright.core.bytes.BytesAt;
import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U16;
import dev.diskwright.core.bytes.U32;
import dev.diskwright.core.bytes.U64;
import dev.diskwright.core.bytes.UuidAt;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.UUID;

/// What a partition of hashes begins with (cryptsetup's DMVerity on-disk format, version 1).
///
/// @param signature [#SIGNATURE]
/// @param version 1
/// @param hashType 1; 0 is that of Chrome OS, with the salt behind the data
/// @param uuid of the tree
/// @param algorithm name of the hash, `sha256`
/// @param dataBlockSize in bytes
/// @param hashBlockSize in bytes
/// @param dataBlocks number of blocks that are proved
/// @param saltSize in bytes, up to 256
/// @param salt padded with zeros
record VeritySuperblock(
        @U64(0) long signature,
        @U32(8) long version,
        @U32(12) long hashType,
        @UuidAt(16) UUID uuid,
        @AsciiAt(value = 32, length = 32) String algorithm,
        @U32(64) long dataBlockSize,
        @U32(68) long hashBlockSize,
        @U64(72) long dataBlocks,
        @U16(80) int saltSize,
        @BytesAt(value = 88, length = 256) MemorySegment salt) {
    static final int SIZE = 512;
    static final long SIGNATURE = 0x0000_7974_6972_6576L; // "verity", then two zeros
    static final int MAX_SALT = 256;

    static final StructCodec<VeritySuperblock> CODEC =
            StructCodec.of(MethodHandles.lookup(), VeritySuperblock.class, SIZE, LITTLE_ENDIAN);
}
