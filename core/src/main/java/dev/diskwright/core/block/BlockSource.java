package dev.diskwright.core.block;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// An immutable disk, partition or file as bytes: sized, readable anywhere, aware of its zero runs.
///
/// Implementations may be read by several threads at once. Whoever opened the file behind a source closes it; a source
/// derived from another never does.
public interface BlockSource {
    /// {@return size in bytes, 0 or more}
    long size();

    /// {@return the run of [Extent.Kind#DATA] or [Extent.Kind#ZERO] that covers `offset`} It begins at or before
    /// `offset` and ends behind it. A ZERO run reads as zeros for certain; a DATA run may.
    ///
    /// @param offset in bytes, 0 to `size() - 1`
    /// @throws IndexOutOfBoundsException for another offset
    Extent extentAt(long offset) throws IOException;

    /// Fills `target` with the bytes from `offset` on; holes read as zeros.
    ///
    /// @param offset in bytes; `offset + target.byteSize()` is at most `size()`
    /// @throws IndexOutOfBoundsException if the range leaves the source
    void read(long offset, MemorySegment target) throws IOException;

    /// {@return `length` bytes from `offset` on, as a source of their own}
    ///
    /// @throws IndexOutOfBoundsException if the range leaves the source
    default BlockSource slice(long offset, long length) {
        return Slice.of(this, offset, length);
    }

    /// {@return a copy of `length` bytes from `offset` on, in memory}
    ///
    /// @throws IndexOutOfBoundsException if the range leaves the source; nothing is allocated then
    default MemorySegment bytes(long offset, int length) throws IOException {
        Ranges.check(offset, length, size());
        MemorySegment copy = MemorySegment.ofArray(new byte[length]);
        read(offset, copy);
        return copy;
    }

    /// {@return `size` zero bytes}
    static BlockSource zeros(long size) {
        return new Zeros(size);
    }

    /// {@return these bytes} They must not change afterwards.
    static BlockSource of(MemorySegment bytes) {
        return new Memory(bytes.asReadOnly());
    }

    /// {@return these bytes} They must not change afterwards.
    static BlockSource of(byte[] bytes) {
        return of(MemorySegment.ofArray(bytes));
    }
}
