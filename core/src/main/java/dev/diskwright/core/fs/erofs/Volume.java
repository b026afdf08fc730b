package dev.diskwright.core.fs.erofs;

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

/// An EROFS that exists: its superblock, proved to fit what it is in. For several threads.
final class Volume {
    private static final String SUPERBLOCK = "superblock";
    private static final int SMALLEST_BITS = 9;
    private static final int LARGEST_BITS = 16;
    private static final int PAGE = 4096;
    private static final int PAGES = 512; // kept
    private static final int PIECES = 8; // kept

    private final Where where;
    private final BlockSource source;
    private final Superblock superblock;
    private final BoundedCache<byte[]> pages = new BoundedCache<>(PAGES);
    private final BoundedCache<Piece.Bytes> pieces = new BoundedCache<>(PIECES);

    private Volume(Where where, BlockSource source, Superblock superblock) {
        this.where = where;
        this.source = source;
        this.superblock = superblock;
    }

    /// {@return whether this is an EROFS}
    static boolean isRecognised(BlockSource source) throws IOException {
        if (source.size() < Superblock.OFFSET + Superblock.SIZE) {
            return false;
        }
        byte[] magic = source.bytes(Superblock.OFFSET, 4).toArray(JAVA_BYTE);
        return LittleEndian.u32(magic, 0) == Superblock.MAGIC;
    }

    /// {@return the volume}
    ///
    /// @throws ImageException if its superblock is damaged or not supported
    static Volume open(Where file, BlockSource source) throws IOException {
        Where at = file.structure(SUPERBLOCK, Superblock.OFFSET);
        if (source.size() < Superblock.OFFSET + Superblock.SIZE) {
            throw new CorruptImageException(at, source.size() + " bytes", "at least 1152");
        }
        Superblock it = Superblock.CODEC.read(source.bytes(Superblock.OFFSET, Superblock.SIZE), 0);
        if (it.magic() != Superblock.MAGIC) {
            throw new CorruptImageException(
                    field(at, "magic"), "0x%08x".formatted(it.magic()), "0xe0f5e1e2");
        }
        if (it.blockBits() < SMALLEST_BITS || it.blockBits() > LARGEST_BITS) {
            throw new CorruptImageException(
                    field(at, "blockBits"),
                    Integer.toString(it.blockBits()),
                    "%d to %d".formatted(SMALLEST_BITS, LARGEST_BITS));
        }
        checkFeatures(at, it);
        var volume = new Volume(file, source, it);
        long size = volume.size();
        if (size > source.size() || size < Superblock.OFFSET + Superblock.SIZE) {
            throw new CorruptImageException(
                    field(at, "blocks"),
                    Long.toString(it.blocks()),
                    "blocks within the %d bytes there are".formatted(source.size()));
        }
        if (it.metaBlock() >= it.blocks()) {
            throw new CorruptImageException(
                    field(at, "metaBlock"),
                    Long.toString(it.metaBlock()),
                    "less than " + it.blocks());
        }
        return volume;
    }

    private static void checkFeatures(Where at, Superblock it) throws ImageException {
        long unknown = it.featureIncompat() & ~Superblock.KNOWN;
        if (unknown != 0) {
            throw new UnsupportedImageException(
                    field(at, "featureIncompat"), "features 0x%x".formatted(unknown));
        }
        if (it.extraDevices() > 0) {
            throw new UnsupportedImageException(
                    field(at, "extraDevices"),
                    "data on %d further devices".formatted(it.extraDevices()));
        }
        if (it.directoryBlockBits() != 0) {
            throw new UnsupportedImageException(
                    field(at, "directoryBlockBits"), "directory blocks larger than blocks");
        }
    }

    private static Where field(Where at, String name) {
        return at.field(name, Superblock.CODEC.offset(name));
    }

    Where where() {
        return where;
    }

    /// {@return a field of the superblock}
    Where field(String name) {
        return field(where.structure(SUPERBLOCK, Superblock.OFFSET), name);
    }

    BlockSource source() {
        return source;
    }

    Superblock superblock() {
        return superblock;
    }

    int blockBits() {
        return superblock.blockBits();
    }

    int blockSize() {
        return 1 << superblock.blockBits();
    }

    /// {@return size in bytes}
    long size() {
        return superblock.blocks() << superblock.blockBits();
    }

    /// {@return where an inode is}
    ///
    /// @param at what names it
    long inodeAt(Where at, long nid) throws CorruptImageException {
        long start = superblock.metaBlock() << superblock.blockBits();
        if (nid < 0 || nid > (size() - start) / Format.SLOT - 1) {
            throw new CorruptImageException(
                    at,
                    "inode %s".formatted(Long.toUnsignedString(nid)),
                    "one within the volume's %d bytes".formatted(size()));
        }
        return start + nid * Format.SLOT;
    }

    /// @throws CorruptImageException unless the bytes are within the volume
    void check(Where at, long offset, long length) throws CorruptImageException {
        if (offset < 0 || length < 0 || offset > size() - length) {
            throw new CorruptImageException(
                    at,
                    "%s bytes at %s"
                            .formatted(
                                    Long.toUnsignedString(length), Long.toUnsignedString(offset)),
                    "bytes within the volume's %d".formatted(size()));
        }
    }

    /// {@return bytes of metadata}
    ///
    /// @param at what refers to them, for messages
    byte[] metadata(Where at, long offset, int length) throws IOException {
        check(at, offset, length);
        if (length > PAGE) {
            return source.bytes(offset, length).toArray(JAVA_BYTE);
        }
        byte[] bytes = new byte[length];
        for (int done = 0; done < length; ) {
            long page = (offset + done) / PAGE;
            int from = (int) ((offset + done) % PAGE);
            byte[] it = pages.get(page, () -> page(page));
            int count = Math.min(length - done, it.length - from);
            System.arraycopy(it, from, bytes, done, count);
            done += count;
        }
        return bytes;
    }

    private byte[] page(long page) throws IOException {
        long start = page * PAGE;
        return source.bytes(start, (int) Math.min(PAGE, source.size() - start)).toArray(JAVA_BYTE);
    }

    /// Reads bytes of a file that are stored as they are.
    void read(Where at, long offset, MemorySegment target) throws IOException {
        check(at, offset, target.byteSize());
        source.read(offset, target);
    }

    /// {@return what a piece unpacks to; kept for a while}
    byte[] unpacked(Piece piece) throws IOException {
        Piece.Bytes kept = pieces.get(piece.at(), () -> new Piece.Bytes(piece, piece.unpack(this)));
        return kept.piece().equals(piece) ? kept.bytes() : piece.unpack(this);
    }
}
