package dev.diskwright.core.block;

/// Bounds of byte ranges.
final class Ranges {
    private Ranges() {}

    static void check(long offset, long length, long size) {
        if (offset < 0 || length < 0 || offset > size - length) {
            throw new IndexOutOfBoundsException(
                    "%d bytes at %d of a source of %d".formatted(length, offset, size));
        }
    }

    static void checkOffset(long offset, long size) {
        if (offset < 0 || offset >= size) {
            throw new IndexOutOfBoundsException(
                    "offset %d of a source of %d".formatted(offset, size));
        }
    }
}
