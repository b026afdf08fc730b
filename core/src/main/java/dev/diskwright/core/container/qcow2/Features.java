package dev.diskwright.core.container.qcow2;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The incompatible features, and which of them we lack.
final class Features {
    /// The refcounts may be behind.
    static final long DIRTY = 1;

    /// A program noticed that the structures contradict each other.
    static final long CORRUPT = 1 << 1;

    /// Guest data lies in another file.
    static final long EXTERNAL_DATA_FILE = 1 << 2;

    /// Clusters are compressed otherwise than with deflate.
    static final long COMPRESSION_TYPE = 1 << 3;

    /// L2 entries have a bitmap of subclusters.
    static final long EXTENDED_L2 = 1 << 4;

    /// Autoclear: the external data file is the disk, byte for byte.
    static final long RAW_EXTERNAL = 1 << 1;

    private static final long LAZY_REFCOUNTS = 1; // compatible
    private static final long BITMAPS = 1; // autoclear
    private static final int NAME_ENTRY = 48; // bytes

    private Features() {}

    static void refuseUnsupported(Where header, BlockSource file, Header it) throws IOException {
        Where place = Header.field(header, "incompatibleFeatures");
        if (it.cryptMethod() != 0) {
            String method =
                    switch ((int) it.cryptMethod()) {
                        case 1 -> "AES encryption";
                        case 2 -> "LUKS encryption";
                        default -> "encryption method " + it.cryptMethod();
                    };
            throw new UnsupportedImageException(Header.field(header, "cryptMethod"), method);
        }
        long known = DIRTY | CORRUPT | EXTERNAL_DATA_FILE | COMPRESSION_TYPE | EXTENDED_L2;
        long unknown = it.incompatibleFeatures() & ~known;
        if (unknown != 0) {
            int bit = Long.numberOfTrailingZeros(unknown);
            throw new UnsupportedImageException(
                    place,
                    "incompatible feature bit %d%s".formatted(bit, name(header, file, it, bit)));
        }
        if (it.compressionType() > 1) {
            throw new UnsupportedImageException(
                    Header.field(header, "compressionType"),
                    "compression type " + it.compressionType());
        }
        if (it.has(COMPRESSION_TYPE) != (it.compressionType() != 0)) {
            throw new CorruptImageException(
                    Header.field(header, "compressionType"),
                    Integer.toString(it.compressionType()),
                    "one that its feature bit agrees with");
        }
    }

    /// {@return the names of the features that are in use, as people say}
    static List<String> names(Header it) {
        var names = new ArrayList<String>();
        add(names, it.has(DIRTY), "dirty");
        add(names, it.has(CORRUPT), "corrupt");
        add(names, it.has(EXTERNAL_DATA_FILE), "external data file");
        add(names, (it.autoclearFeatures() & RAW_EXTERNAL) != 0, "raw external data");
        add(names, it.has(EXTENDED_L2), "extended L2 entries");
        add(names, (it.compatibleFeatures() & LAZY_REFCOUNTS) != 0, "lazy refcounts");
        add(names, (it.autoclearFeatures() & BITMAPS) != 0, "bitmaps");
        return names;
    }

    private static void add(List<String> names, boolean has, String name) {
        if (has) {
            names.add(name);
        }
    }

    /// {@return what the image's own table calls an incompatible feature, in parentheses}
    private static String name(Where header, BlockSource file, Header it, int bit)
            throws IOException {
        var extensions = HeaderExtensions.read(header, file, it);
        MemorySegment table = extensions.data(HeaderExtensions.FEATURE_NAMES);
        for (long at = 0; at + NAME_ENTRY <= table.byteSize(); at += NAME_ENTRY) {
            boolean matches =
                    table.get(ValueLayout.JAVA_BYTE, at) == 0
                            && table.get(ValueLayout.JAVA_BYTE, at + 1) == bit;
            if (matches) {
                byte[] name = table.asSlice(at + 2, 46).toArray(ValueLayout.JAVA_BYTE);
                return " (" + new String(name, StandardCharsets.US_ASCII).trim() + ")";
            }
        }
        return "";
    }
}
