package dev.diskwright.core.fs.squashfs;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.BoundedCache;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.LittleEndian;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A squashfs that exists: its superblock, proved to fit what it is in, and its blocks, unpacked when they are asked for.
/// Blocks used last are kept. For several threads.
final class Volume {
    private static final String SUPERBLOCK = "superblock";
    private static final int METADATA_BLOCKS = 512; // kept
    private static final int DATA_KEPT = 8 << 20; // bytes

    private final Where where;
    private final BlockSource source;
    private final Superblock superblock;
    private final SquashfsCompression compression;
    private final ConcurrentLinkedQueue<Room> rooms = new ConcurrentLinkedQueue<>();
    private final BoundedCache<MetadataBlock> metadata = new BoundedCache<>(METADATA_BLOCKS);
    private final BoundedCache<byte[]> data;

    /// A metadata block.
    static final class MetadataBlock {
        private final long at;
        private final byte[] bytes;
        private final long next;

        private MetadataBlock(long at, byte[] bytes, long next) {
            this.at = at;
            this.bytes = bytes;
            this.next = next;
        }

        /// {@return its offset in the volume}
        long at() {
            return at;
        }

        /// {@return what it unpacks to, 1 to 8192; not to be changed}
        byte[] bytes() {
            return bytes;
        }

        /// {@return offset behind it}
        long next() {
            return next;
        }
    }

    /// What one thread works with.
    private static final class Room {
        private final byte[] packed;
        private final byte[] out;
        private final BlockUnpacker unpacker;

        Room(int largest, SquashfsCompression compression) {
            packed = new byte[largest + BlockUnpacker.SLACK];
            out = new byte[largest + BlockUnpacker.SLACK];
            unpacker = new BlockUnpacker(compression);
        }
    }

    private Volume(
            Where where,
            BlockSource source,
            Superblock superblock,
            SquashfsCompression compression) {
        this.where = where;
        this.source = source;
        this.superblock = superblock;
        this.compression = compression;
        data = new BoundedCache<>((int) Math.max(4, DATA_KEPT / superblock.blockSize()));
    }

    /// {@return whether this is a squashfs of any version, in either byte order}
    static boolean isRecognised(BlockSource source) throws IOException {
        if (source.size() < Superblock.SIZE) {
            return false;
        }
        byte[] magic = source.bytes(0, 4).toArray(JAVA_BYTE);
        long number = LittleEndian.u32(magic, 0);
        return number == Superblock.MAGIC
                || Integer.reverseBytes((int) number) == (int) Superblock.MAGIC;
    }

    /// {@return the volume}
    ///
    /// @throws ImageException if its superblock is damaged or not supported
    static Volume open(Where file, BlockSource source) throws IOException {
        Where at = file.structure(SUPERBLOCK, 0);
        if (source.size() < Superblock.SIZE) {
            throw new CorruptImageException(at, source.size() + " bytes", "at least 96");
        }
        Superblock it = Superblock.CODEC.read(source.bytes(0, Superblock.SIZE), 0);
        if (it.magic() != Superblock.MAGIC) {
            if (Integer.reverseBytes((int) it.magic()) == (int) Superblock.MAGIC) {
                throw new UnsupportedImageException(field(at, "magic"), "a big-endian squashfs");
            }
            throw new CorruptImageException(
                    field(at, "magic"), "0x%08x".formatted(it.magic()), "0x73717368");
        }
        if (it.versionMajor() != 4 || it.versionMinor() != 0) {
            throw new UnsupportedImageException(
                    field(at, "versionMajor"),
                    "squashfs %d.%d".formatted(it.versionMajor(), it.versionMinor()));
        }
        if (!SquashfsParameters.isBlockSize(it.blockSize())) {
            throw new CorruptImageException(
                    field(at, "blockSize"),
                    Long.toString(it.blockSize()),
                    "a power of two from 4096 to 1048576");
        }
        if (1L << Math.min(it.blockLog(), 62) != it.blockSize()) {
            throw new CorruptImageException(
                    field(at, "blockLog"),
                    Integer.toString(it.blockLog()),
                    "the logarithm of " + it.blockSize());
        }
        SquashfsCompression compression =
                SquashfsCompression.of(it.compressor())
                        .orElseThrow(() ->
                                new UnsupportedImageException(
                                        field(at, "compressor"), "compressor " + it.compressor()));
        checkPlaces(at, it, source.size());
        return new Volume(file, source, it, compression);
    }

    private static Where field(Where at, String name) {
        return at.field(name, Superblock.CODEC.offset(name));
    }

    private static void checkPlaces(Where at, Superblock it, long size) throws ImageException {
        if (it.bytesUsed() < Superblock.SIZE || it.bytesUsed() > size) {
            throw new CorruptImageException(
                    field(at, "bytesUsed"),
                    Long.toUnsignedString(it.bytesUsed()),
                    "96 to the %d bytes there are".formatted(size));
        }
        within(at, "inodeTable", it.inodeTable(), Superblock.SIZE, it.bytesUsed());
        within(at, "directoryTable", it.directoryTable(), it.inodeTable(), it.bytesUsed());
        within(at, "idTable", it.idTable(), it.directoryTable(), it.bytesUsed());
        if (it.fragmentCount() > 0) {
            within(at, "fragmentTable", it.fragmentTable(), it.directoryTable(), it.bytesUsed());
        }
        if (it.exportTable() != Superblock.ABSENT) {
            within(at, "exportTable", it.exportTable(), it.directoryTable(), it.bytesUsed());
        }
        if (it.xattrTable() != Superblock.ABSENT) {
            within(at, "xattrTable", it.xattrTable(), it.directoryTable(), it.bytesUsed());
        }
        if (it.idCount() == 0) {
            throw new CorruptImageException(field(at, "idCount"), "0", "1 or more");
        }
        if (it.inodeCount() == 0) {
            throw new CorruptImageException(field(at, "inodeCount"), "0", "1 or more");
        }
    }

    private static void within(Where at, String name, long found, long first, long end)
            throws CorruptImageException {
        if (found < first || found >= end) {
            throw new CorruptImageException(
                    field(at, name),
                    Long.toUnsignedString(found),
                    "%d to %d".formatted(first, end - 1));
        }
    }

    Where where() {
        return where;
    }

    /// {@return a field of the superblock}
    Where field(String name) {
        return field(where.structure(SUPERBLOCK, 0), name);
    }

    BlockSource source() {
        return source;
    }

    Superblock superblock() {
        return superblock;
    }

    SquashfsCompression compression() {
        return compression;
    }

    int blockSize() {
        return (int) superblock.blockSize();
    }

    /// {@return offset that the directory table ends at or before: where another table's index begins}
    long directoryEnd() {
        long end = superblock.idTable();
        end = superblock.fragmentCount() > 0 ? Math.min(end, superblock.fragmentTable()) : end;
        return superblock.exportTable() == Superblock.ABSENT
                ? end
                : Math.min(end, superblock.exportTable());
    }

    /// {@return the metadata block at `offset`}
    ///
    /// @param table what it belongs to, for messages
    /// @param end offset that it must not reach beyond
    MetadataBlock metadata(String table, long offset, long end) throws IOException {
        MetadataBlock block = metadata.get(offset, () -> readMetadata(table, offset, end));
        if (block.next > end) {
            throw beyond(where.structure(table, offset), block.next, end);
        }
        return block;
    }

    private MetadataBlock readMetadata(String table, long offset, long end) throws IOException {
        Where at = where.structure(table, offset);
        if (offset < Superblock.SIZE || offset > end - 3) {
            throw new CorruptImageException(at, "a block here", "one before %d".formatted(end));
        }
        byte[] head = source.bytes(offset, 2).toArray(JAVA_BYTE);
        int header = LittleEndian.u16(head, 0);
        int size = header & BlockSizes.STORED_METADATA - 1;
        if (size == 0 || size > BlockSizes.METADATA) {
            throw new CorruptImageException(at, size + " bytes", "1 to 8192");
        }
        if (offset + 2 + size > end) {
            throw beyond(at, offset + 2 + size, end);
        }
        boolean stored = (header & BlockSizes.STORED_METADATA) != 0;
        byte[] bytes = unpacked(at, offset + 2, size, stored, BlockSizes.METADATA);
        if (bytes.length == 0) {
            throw new CorruptImageException(at, "nothing in it", "1 byte or more");
        }
        return new MetadataBlock(offset, bytes, offset + 2 + size);
    }

    private static CorruptImageException beyond(Where at, long found, long end) {
        return new CorruptImageException(
                at, "a block that ends at %d".formatted(found), "at most %d".formatted(end));
    }

    /// {@return a data or fragment block}
    ///
    /// @param at what refers to it, for messages
    /// @param offset in the volume
    /// @param entry its size as it is stored; not of a block of zeros
    /// @param kept whether it is likely to be asked for again
    byte[] data(Where at, long offset, int entry, boolean kept) throws IOException {
        int size = BlockSizes.stored(entry);
        checkData(at, offset, entry);
        if (!kept) {
            return unpacked(at, offset, size, !BlockSizes.isCompressed(entry), blockSize());
        }
        return data.get(
                offset,
                () -> unpacked(at, offset, size, !BlockSizes.isCompressed(entry), blockSize()));
    }

    /// @throws CorruptImageException if no block can be there
    void checkData(Where at, long offset, int entry) throws CorruptImageException {
        int size = BlockSizes.stored(entry);
        if (BlockSizes.isStrange(entry) || size == 0 || size > blockSize()) {
            throw new CorruptImageException(
                    at, "a block of size 0x%x".formatted(entry), "1 to %d".formatted(blockSize()));
        }
        if (offset < Superblock.SIZE || offset > superblock.inodeTable() - size) {
            throw new CorruptImageException(
                    at,
                    "a block at %s".formatted(Long.toUnsignedString(offset)),
                    "one before the inode table at %d".formatted(superblock.inodeTable()));
        }
    }

    private byte[] unpacked(Where at, long offset, int size, boolean stored, int limit)
            throws IOException {
        if (stored) {
            return source.bytes(offset, size).toArray(JAVA_BYTE);
        }
        Room known = rooms.poll();
        Room room = known != null ? known : new Room(largest(), compression);
        try {
            source.read(offset, MemorySegment.ofArray(room.packed).asSlice(0, size));
            int length = room.unpacker.unpack(at, room.packed, size, room.out, limit);
            return Arrays.copyOf(room.out, length);
        } finally {
            rooms.add(room);
        }
    }

    private int largest() {
        return Math.max(blockSize(), BlockSizes.METADATA);
    }
}
