package dev.diskwright.core.block;

/// A run of bytes of one kind.
///
/// @param offset of its first byte, in bytes
/// @param length in bytes, 1 or more
public record Extent(long offset, long length, Kind kind) {
    /// What a run holds.
    public enum Kind {
        /// Bytes that have to be read to be known.
        DATA,
        /// Nothing but zeros.
        ZERO
    }

    /// Refuses empty runs and runs that do not fit in a long.
    public Extent {
        if (offset < 0 || length < 1 || offset + length < 0) {
            throw new IllegalArgumentException(
                    "extent of %d bytes at %d".formatted(length, offset));
        }
    }

    /// {@return offset behind its last byte, in bytes}
    public long end() {
        return offset + length;
    }

    /// {@return whether this is a zero run}
    public boolean isZero() {
        return kind == Kind.ZERO;
    }

    /// {@return the part of this run between `from` and `to`, moved by `shift` bytes}
    public Extent clip(long from, long to, long shift) {
        long start = Math.max(offset, from);
        return new Extent(start + shift, Math.min(end(), to) - start, kind);
    }
}
