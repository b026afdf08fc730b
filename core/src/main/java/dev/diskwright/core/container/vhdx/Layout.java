package dev.diskwright.core.container.vhdx;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What a file consists of, from its headers down to its metadata.
///
/// @param file with its log replayed
/// @param replayed entries of the log
record Layout(
        Header header,
        BlockSource file,
        int replayed,
        List<Region> regions,
        Region bat,
        Metadata metadata) {
    /// Bytes that a file may have: twice the largest disk.
    static final long LARGEST = 128 * Units.TIB;

    private static final byte[] SIGNATURE =
            Header.FILE_SIGNATURE.getBytes(StandardCharsets.US_ASCII);

    /// {@return whether the file begins like one (section 2.2.1)}
    static boolean isAt(BlockSource file) throws IOException {
        return file.size() >= Header.MIB
                && java.util.Arrays.equals(
                        SIGNATURE, file.bytes(0, SIGNATURE.length).toArray(ValueLayout.JAVA_BYTE));
    }

    /// @param where the file
    static Layout read(Where where, BlockSource file) throws IOException {
        if (!isAt(file)) {
            throw new CorruptImageException(
                    where.structure("file type identifier", 0).field("signature", 0),
                    "a file of %d bytes that begins otherwise".formatted(file.size()),
                    "\"vhdxfile\", and 1 MiB or more");
        }
        if (file.size() > LARGEST) {
            throw new UnsupportedImageException(where, "a file of more than 128 TiB");
        }
        Header header = Header.current(where, file);
        Log.Replayed log = Log.replay(where, file, header);
        List<Region> regions = Region.readAll(where, log.file());
        Region bat = Region.find(where, regions, Region.BAT);
        Metadata metadata =
                Metadata.read(where, log.file(), Region.find(where, regions, Region.METADATA));
        long entries = Bat.entries(metadata);
        if (8 * entries > bat.length()) {
            throw new CorruptImageException(
                    where.structure("BAT", bat.fileOffset()),
                    "%d bytes".formatted(bat.length()),
                    "%d entries, as the disk takes".formatted(entries));
        }
        return new Layout(header, log.file(), log.entries(), regions, bat, metadata);
    }
}
