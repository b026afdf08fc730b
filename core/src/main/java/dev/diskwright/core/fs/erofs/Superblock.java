package dev.diskwright.core.fs.erofs;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.bytes.BytesAt;
import dev.diskwright.core.bytes.Crc32c;
import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U16;
import dev.diskwright.core.bytes.U32;
import dev.diskwright.core.bytes.U64;
import dev.diskwright.core.bytes.U8;
import dev.diskwright.core.bytes.UuidAt;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.UUID;

/// What an EROFS says of itself, at byte 1024.
///
/// @param magic [#MAGIC]
/// @param checksum CRC-32C of the block from the superblock on, without final inversion
/// @param featureCompat features that readers need not know
/// @param blockBits logarithm of the block size
/// @param extraSlots of 16 bytes behind the superblock
/// @param rootNid number of the top directory
/// @param inodeCount number of inodes
/// @param buildTime time of inodes that have none, in seconds since 1970-01-01 UTC
/// @param buildTimeNanos the same, nanoseconds
/// @param blocks of the volume
/// @param metaBlock where inodes begin, in blocks
/// @param xattrBlock where shared attributes begin, in blocks
/// @param volumeName label, padded with NUL
/// @param featureIncompat features that readers have to know
/// @param compression farthest distance of LZ4, or the algorithms there are
/// @param extraDevices number of further devices
/// @param directoryBlockBits directory blocks are this much larger than blocks, as a logarithm
/// @param prefixCount number of long prefixes of attribute names
/// @param prefixStart where they are, in units of 4 bytes
/// @param packedNid number of the inode that holds ends of files
record Superblock(
        @U32(0x00) long magic,
        @U32(0x04) long checksum,
        @U32(0x08) long featureCompat,
        @U8(0x0c) int blockBits,
        @U8(0x0d) int extraSlots,
        @U16(0x0e) int rootNid,
        @U64(0x10) long inodeCount,
        @U64(0x18) long buildTime,
        @U32(0x20) long buildTimeNanos,
        @U32(0x24) long blocks,
        @U32(0x28) long metaBlock,
        @U32(0x2c) long xattrBlock,
        @UuidAt(0x30) UUID uuid,
        @BytesAt(value = 0x40, length = 16) MemorySegment volumeName,
        @U32(0x50) long featureIncompat,
        @U16(0x54) int compression,
        @U16(0x56) int extraDevices,
        @U8(0x5a) int directoryBlockBits,
        @U8(0x5b) int prefixCount,
        @U32(0x5c) long prefixStart,
        @U64(0x60) long packedNid) {
    static final int OFFSET = 1024;
    static final int SIZE = 128;
    static final long MAGIC = 0xe0f5_e1e2L;

    /// Compatible: there is a checksum.
    static final long CHECKSUM = 0x1;

    /// Compatible: times of inodes are those of modification.
    static final long MTIME = 0x2;

    /// LZ4 data is padded in front.
    static final long ZERO_PADDING = 0x1;

    /// Settings of algorithms follow the superblock; pieces of several blocks.
    static final long COMPRESSION_CONFIGS = 0x2;

    /// There are chunk-based files.
    static final long CHUNKED = 0x4;

    /// There are further devices, or a second algorithm.
    static final long DEVICES_OR_HEAD2 = 0x8;

    /// Ends of compressed files are inline.
    static final long TAIL_PACKING = 0x10;

    /// Ends of files are in an inode of their own, or pieces are shared.
    static final long FRAGMENTS_OR_DEDUPE = 0x20;

    /// Attribute names have long prefixes.
    static final long XATTR_PREFIXES = 0x40;

    static final long KNOWN =
            ZERO_PADDING
                    | COMPRESSION_CONFIGS
                    | CHUNKED
                    | DEVICES_OR_HEAD2
                    | TAIL_PACKING
                    | FRAGMENTS_OR_DEDUPE
                    | XATTR_PREFIXES;

    static final StructCodec<Superblock> CODEC =
            StructCodec.of(MethodHandles.lookup(), Superblock.class, SIZE, LITTLE_ENDIAN);

    boolean has(long incompatible) {
        return (featureIncompat & incompatible) != 0;
    }

    /// {@return its label}
    String label() {
        byte[] name = volumeName.toArray(JAVA_BYTE);
        int end = 0;
        while (end < name.length && name[end] != 0) {
            end++;
        }
        return new String(name, 0, end, UTF_8);
    }

    /// {@return the checksum}
    ///
    /// @param block from the superblock to the end of its block
    static long checksum(byte[] block) {
        byte[] bytes = block.clone();
        Arrays.fill(bytes, 4, 8, (byte) 0);
        return Crc32c.update(Crc32c.INITIAL, bytes, 0, bytes.length) & 0xffff_ffffL;
    }

    /// {@return the same with another checksum}
    Superblock withChecksum(long newChecksum) {
        return new Superblock(
                magic,
                newChecksum,
                featureCompat,
                blockBits,
                extraSlots,
                rootNid,
                inodeCount,
                buildTime,
                buildTimeNanos,
                blocks,
                metaBlock,
                xattrBlock,
                uuid,
                volumeName,
                featureIncompat,
                compression,
                extraDevices,
                directoryBlockBits,
                prefixCount,
                prefixStart,
                packedNid);
    }

    /// {@return the same with another label and identifier}
    Superblock named(String label, UUID newUuid) {
        byte[] name = Arrays.copyOf(label.getBytes(UTF_8), Limits.LABEL);
        return new Superblock(
                magic,
                checksum,
                featureCompat,
                blockBits,
                extraSlots,
                rootNid,
                inodeCount,
                buildTime,
                buildTimeNanos,
                blocks,
                metaBlock,
                xattrBlock,
                newUuid,
                MemorySegment.ofArray(name),
                featureIncompat,
                compression,
                extraDevices,
                directoryBlockBits,
                prefixCount,
                prefixStart,
                packedNid);
    }
}
