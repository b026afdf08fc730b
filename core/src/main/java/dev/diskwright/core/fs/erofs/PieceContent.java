package dev.diskwright.core.fs.erofs;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// Compressed content, unpacked when it is read. Which pieces it has is read anew from the volume when it is not among the
/// files used last, so that a file takes little memory.
final class PieceContent implements BlockSource {
    private final Contents contents;
    private final Inode inode;

    PieceContent(Contents contents, Inode inode) {
        this.contents = contents;
        this.inode = inode;
    }

    @Override
    public long size() {
        return inode.length();
    }

    @Override
    public Extent extentAt(long offset) {
        Objects.checkIndex(offset, size());
        return new Extent(0, size(), Extent.Kind.DATA);
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        Objects.checkFromIndexSize(offset, target.byteSize(), size());
        if (target.byteSize() == 0) {
            return;
        }
        Piece[] pieces = contents.pieces(inode);
        int low = 0;
        for (int high = pieces.length - 1; low < high; ) {
            int middle = low + high + 1 >>> 1;
            if (pieces[middle].start() <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        for (long done = 0; done < target.byteSize(); low++) {
            Piece piece = pieces[low];
            long from = offset + done - piece.start();
            long count = Math.min(piece.end() - piece.start() - from, target.byteSize() - done);
            read(piece, from, target.asSlice(done, count));
            done += count;
        }
    }

    private void read(Piece piece, long from, MemorySegment target) throws IOException {
        Volume volume = contents.volume();
        Where where = inode.where();
        switch (piece.kind()) {
            case PLAIN -> volume.read(where, piece.at() + from, target);
            case INTERLACED -> turned(piece, from, target);
            case FRAGMENT -> contents.packed(where).read(piece.at() + from, target);
            case LZ4, LZ4_LEGACY -> {
                boolean whole = target.byteSize() == piece.length();
                byte[] bytes = whole ? piece.unpack(volume) : volume.unpacked(piece);
                MemorySegment.copy(
                        bytes, (int) from, target, JAVA_BYTE, 0, (int) target.byteSize());
            }
        }
    }

    /// Reads a block in which bytes are where they are in the file's own block.
    private void turned(Piece piece, long from, MemorySegment target) throws IOException {
        int mask = contents.volume().blockSize() - 1;
        for (long done = 0; done < target.byteSize(); ) {
            long at = piece.start() + from + done & mask;
            long count = Math.min(target.byteSize() - done, mask + 1 - at);
            contents.volume().read(inode.where(), piece.at() + at, target.asSlice(done, count));
            done += count;
        }
    }
}
