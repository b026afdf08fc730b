package dev.diskwright.core.container.vmdk;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Container.Fact;
import java.io.IOException;
import java.util.List;

/// A hosted sparse extent's headers and descriptor.
///
/// @param header the first
/// @param last the footer, where it alone knows the grain directory; else the same
/// @param descriptor without values if none is embedded
record SparseFile(Header header, Header last, Descriptor descriptor) {
    private static final long SE_SPARSE = 0xcafebabeL;

    static boolean isAt(BlockSource file) throws IOException {
        return Header.isAt(file) || isSeSparse(file);
    }

    private static boolean isSeSparse(BlockSource file) throws IOException {
        return file.size() >= Sectors.SIZE && file.bytes(0, 8).get(Sectors.U64, 0) == SE_SPARSE;
    }

    static SparseFile read(Where where, BlockSource file) throws IOException {
        if (isSeSparse(file)) {
            throw new UnsupportedImageException(where, "the seSparse format");
        }
        Header header = Header.read(where, file);
        boolean atEnd = header.gdOffset() == Header.GD_AT_END;
        Header last = atEnd ? Footer.read(where, file) : header;
        Descriptor descriptor =
                header.hasDescriptor()
                        ? Descriptor.read(
                                where,
                                file,
                                header.descriptorOffset() << Sectors.BITS,
                                header.descriptorSize() << Sectors.BITS)
                        : Descriptor.none(where);
        return new SparseFile(header, last, descriptor);
    }

    Layout layout() {
        return last.layout();
    }

    List<Fact> facts() {
        return List.of(
                new Fact("version", Long.toString(header.version())),
                new Fact("grain size", Long.toString(last.grainSize() << Sectors.BITS)),
                new Fact("compression", header.compressed() ? "zlib" : "none"));
    }
}
