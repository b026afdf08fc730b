package dev.diskwright.core.fs.erofs;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.BoundedCache;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The contents of the files of a volume.
final class Contents {
    private static final int LISTS = 4; // kept

    private final Volume volume;
    private final @Nullable BlockSource packed; // ends of many files
    private final BoundedCache<Piece[]> lists;

    private Contents(Volume volume, @Nullable BlockSource packed, BoundedCache<Piece[]> lists) {
        this.volume = volume;
        this.packed = packed;
        this.lists = lists;
    }

    static Contents of(Volume volume) throws IOException {
        var lists = new BoundedCache<Piece[]>(LISTS);
        long nid = volume.superblock().packedNid();
        if (!volume.superblock().has(Superblock.FRAGMENTS_OR_DEDUPE) || nid == 0) {
            return new Contents(volume, null, lists);
        }
        Inode inode = Inode.read(volume, volume.field("packedNid"), nid);
        BlockSource ends = new Contents(volume, null, lists).of(inode);
        return new Contents(volume, ends, lists);
    }

    Volume volume() {
        return volume;
    }

    /// {@return the content of a file, the listing of a directory, or the target of a link}
    ///
    /// @throws CorruptImageException if it cannot be where it is said to be
    BlockSource of(Inode inode) throws IOException {
        if (inode.length() == 0) {
            return BlockSource.zeros(0);
        }
        return switch (inode.layout()) {
            case Format.FLAT, Format.INLINE -> FlatContent.of(volume, inode);
            case Format.CHUNKED -> ChunkContent.of(volume, inode);
            default -> new PieceContent(this, inode);
        };
    }

    /// {@return the pieces of a compressed file}
    Piece[] pieces(Inode inode) throws IOException {
        return lists.get(inode.nid(), () -> checked(inode, Pieces.of(volume, inode)));
    }

    private Piece[] checked(Inode inode, Piece[] pieces) throws IOException {
        for (Piece it : pieces) {
            if (it.kind() != Piece.Kind.FRAGMENT) {
                continue;
            }
            BlockSource ends = packed(inode.where());
            if (it.end() - it.start() > ends.size()
                    || it.at() > ends.size() - (it.end() - it.start())) {
                throw new CorruptImageException(
                        inode.where(),
                        "%d bytes at %d of the packed inode"
                                .formatted(it.end() - it.start(), it.at()),
                        "bytes within its %d".formatted(ends.size()));
            }
        }
        return pieces;
    }

    /// {@return the content that ends of files are in}
    BlockSource packed(Where where) throws IOException {
        BlockSource it = packed;
        if (it == null) {
            throw new UnsupportedImageException(
                    where, "an end in a packed inode, and the volume has none for it");
        }
        return it;
    }
}
