package dev.diskwright.core.container.packed;

import java.lang.foreign.MemorySegment;

/// A compressed file that is put together from pieces.
///
/// @param <P> a packed piece
interface Pieces<P> {
    /// {@return what the file begins with}
    MemorySegment head();

    /// {@return some bytes, packed} Called by several threads at once.
    P pack(MemorySegment bytes);

    /// {@return how a piece stands in the file}
    MemorySegment bytes(P piece);

    /// Notes that a piece is the next of the file, some times one behind the other.
    void added(P piece, long times);

    /// {@return the longest run of zeros that is packed as one, in bytes}
    default long longestZeros() {
        return 0;
    }

    /// {@return a run of zeros, packed}
    ///
    /// @param length up to [#longestZeros]
    default P zeros(long length) {
        throw new IllegalStateException("zeros are packed like other bytes");
    }

    /// {@return what the file ends with}
    MemorySegment end();
}
