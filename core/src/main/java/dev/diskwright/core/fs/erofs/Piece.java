package dev.diskwright.core.fs.erofs;

import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.codec.Lz4Decoder;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// A piece of a compressed file.
///
/// @param start offset in the file
/// @param end offset behind it
/// @param kind how it is stored
/// @param at where it is stored: offset in the volume; of a fragment that in the packed inode
/// @param size that it takes there, in bytes
/// @param partial whether there may be more in it than the file has of it
record Piece(long start, long end, Kind kind, long at, int size, boolean partial) {
    /// How a piece is stored.
    enum Kind {
        /// As it is.
        PLAIN,
        /// As it is, but turned so that bytes keep their place in the block.
        INTERLACED,
        /// By LZ4, with padding in front.
        LZ4,
        /// By LZ4, with padding behind.
        LZ4_LEGACY,
        /// In the inode that holds ends of many files.
        FRAGMENT
    }

    /// A piece and what it unpacks to.
    static final class Bytes {
        private final Piece piece;
        private final byte[] bytes;

        Bytes(Piece piece, byte[] bytes) {
            this.piece = piece;
            this.bytes = bytes;
        }

        Piece piece() {
            return piece;
        }

        /// {@return what it unpacks to; not to be changed}
        byte[] bytes() {
            return bytes;
        }
    }

    /// {@return its length in the file}
    int length() {
        return (int) (end - start);
    }

    boolean isUnpacked() {
        return kind == Kind.LZ4 || kind == Kind.LZ4_LEGACY;
    }

    /// {@return what it unpacks to}
    byte[] unpack(Volume volume) throws IOException {
        Where where = volume.where().structure("compressed data", at);
        byte[] packed = new byte[size];
        volume.read(where, at, MemorySegment.ofArray(packed));
        byte[] out = new byte[length()];
        int first = 0;
        if (kind == Kind.LZ4) {
            int most = Math.min(volume.blockSize(), size);
            while (first < most && packed[first] == 0) {
                first++;
            }
        }
        boolean whole = kind == Kind.LZ4 && !partial;
        Lz4Decoder.expand(where, packed, first, size, out, 0, out.length, whole);
        return out;
    }
}
