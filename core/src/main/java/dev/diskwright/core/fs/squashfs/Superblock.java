package dev.diskwright.core.fs.squashfs;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U16;
import dev.diskwright.core.bytes.U32;
import dev.diskwright.core.bytes.U64;
import java.lang.invoke.MethodHandles;

/// What a squashfs begins with.
///
/// @param magic [#MAGIC]
/// @param inodeCount number of inodes
/// @param modificationTime when it was made, in seconds since 1970-01-01 UTC
/// @param blockSize of file data before compression, in bytes
/// @param fragmentCount number of fragment blocks
/// @param compressor see [SquashfsCompression]
/// @param blockLog 2 to the power of this is `blockSize`
/// @param flags see the constants
/// @param idCount number of different owners and groups
/// @param versionMajor 4
/// @param versionMinor 0
/// @param rootInode reference of the top directory's inode
/// @param bytesUsed size of all but the padding behind
/// @param idTable offset of the id table's index
/// @param xattrTable offset of the xattr table's header, [#ABSENT] without one
/// @param inodeTable offset of the first metadata block
/// @param directoryTable offset of the first metadata block
/// @param fragmentTable offset of the fragment table's index
/// @param exportTable offset of the export table's index, [#ABSENT] without one
record Superblock(
        @U32(0x00) long magic,
        @U32(0x04) long inodeCount,
        @U32(0x08) long modificationTime,
        @U32(0x0c) long blockSize,
        @U32(0x10) long fragmentCount,
        @U16(0x14) int compressor,
        @U16(0x16) int blockLog,
        @U16(0x18) int flags,
        @U16(0x1a) int idCount,
        @U16(0x1c) int versionMajor,
        @U16(0x1e) int versionMinor,
        @U64(0x20) long rootInode,
        @U64(0x28) long bytesUsed,
        @U64(0x30) long idTable,
        @U64(0x38) long xattrTable,
        @U64(0x40) long inodeTable,
        @U64(0x48) long directoryTable,
        @U64(0x50) long fragmentTable,
        @U64(0x58) long exportTable) {
    static final int SIZE = 96;
    static final long MAGIC = 0x7371_7368; // "hsqs"
    static final long ABSENT = -1;

    /// Inodes are not compressed.
    static final int UNCOMPRESSED_INODES = 0x001;

    /// Data blocks are not compressed.
    static final int UNCOMPRESSED_DATA = 0x002;

    /// Fragment blocks are not compressed.
    static final int UNCOMPRESSED_FRAGMENTS = 0x008;

    /// There are no fragments.
    static final int NO_FRAGMENTS = 0x010;

    /// Ends of files of any size are in fragments.
    static final int ALWAYS_FRAGMENTS = 0x020;

    /// Files with the same bytes share their blocks.
    static final int DUPLICATES = 0x040;

    /// There is an export table.
    static final int EXPORTABLE = 0x080;

    /// Extended attributes are not compressed.
    static final int UNCOMPRESSED_XATTRS = 0x100;

    /// Extended attributes were left out.
    static final int NO_XATTRS = 0x200;

    /// The compressor's options follow the superblock.
    static final int COMPRESSOR_OPTIONS = 0x400;

    /// The id table is not compressed.
    static final int UNCOMPRESSED_IDS = 0x800;

    static final StructCodec<Superblock> CODEC =
            StructCodec.of(MethodHandles.lookup(), Superblock.class, SIZE, LITTLE_ENDIAN);

    boolean has(int flag) {
        return (flags & flag) != 0;
    }
}
