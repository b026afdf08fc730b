package dev.diskwright.core.container.vmdk;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// The end of a stream: a marker, a copy of the header that knows the grain directory, and the end-of-stream marker.
final class Footer {
    /// Bytes of the three sectors.
    static final int SIZE = 3 * Sectors.SIZE;

    private Footer() {}

    /// {@return the header that a stream ends with}
    ///
    /// @param where the file
    static Header read(Where where, BlockSource file) throws IOException {
        long start = file.size() - SIZE;
        if (start < Header.SIZE) {
            throw new CorruptImageException(
                    where, "%d bytes".formatted(file.size()), "a stream that ends with a footer");
        }
        MemorySegment bytes = file.bytes(start, SIZE);
        check(where, "footer marker", bytes, 0, start, new Marker(1, 0, Marker.FOOTER));
        check(
                where,
                "end-of-stream marker",
                bytes,
                2 * Sectors.SIZE,
                start,
                new Marker(0, 0, Marker.END_OF_STREAM));
        Where place = where.structure("footer", start + Sectors.SIZE);
        Header footer = Header.read(place, file, start + Sectors.SIZE);
        if (footer.gdOffset() == Header.GD_AT_END) {
            throw new CorruptImageException(
                    Header.field(place, "gdOffset"), "none", "where the grain directory is");
        }
        return footer;
    }

    private static void check(
            Where where, String name, MemorySegment bytes, long at, long start, Marker expected)
            throws CorruptImageException {
        Marker marker = Marker.CODEC.read(bytes, at);
        if (!marker.equals(expected)) {
            throw new CorruptImageException(
                    where.structure(name, start + at),
                    "value 0x%x, size 0x%x, type 0x%x"
                            .formatted(marker.value(), marker.size(), marker.type()),
                    "value %d, size 0, type %d".formatted(expected.value(), expected.type()));
        }
    }
}
