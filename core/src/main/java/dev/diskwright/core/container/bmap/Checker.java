package dev.diskwright.core.container.bmap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Consumer;

/// Checks a map and its image: counts, and every checksum.
final class Checker {
    private static final int PIECE = 256 << 10; // bytes read at once
    private static final int START = 64 << 10; // bytes in which the sum of the map is looked for
    private static final int MOST = 1000; // findings that are told

    private final Where place;
    private final BlockMap map;
    private final Consumer<Finding> findings;
    private int told;

    private Checker(Where place, BlockMap map, Consumer<Finding> findings) {
        this.place = place;
        this.map = map;
        this.findings = findings;
    }

    static void check(
            Where where, BlockSource file, Companions companions, Consumer<Finding> findings)
            throws IOException {
        try {
            BlockMap map = MapReader.read(where, file);
            var checker = new Checker(where.structure("block map", 0), map, findings);
            checker.checkItself(file);
            checker.checkCounts();
            BlockSource image = ImageNames.open(where, map.imageSize(), companions);
            checker.checkImage(image);
        } catch (ImageException e) {
            findings.accept(Finding.of(e));
        }
    }

    private void error(String field, String sentence) {
        if (told++ < MOST) {
            findings.accept(Finding.error(place.field(field, 0), sentence));
        }
    }

    private MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(map.checksumType());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has these
        }
    }

    /// The sum of the map is over its bytes, with zeros in place of the sum.
    private void checkItself(BlockSource file) throws IOException {
        if (map.fileChecksum().isEmpty()) {
            return;
        }
        byte[] start =
                file.bytes(0, (int) Math.min(START, file.size())).toArray(ValueLayout.JAVA_BYTE);
        String text = new String(start, ISO_8859_1);
        int length = map.fileChecksum().length();
        int at = text.indexOf(map.fileChecksum(), Math.max(0, text.indexOf("<BmapFile")));
        if (at < 0) {
            error("BmapFileChecksum", "is not where it can be found");
            return;
        }
        MessageDigest digest = newDigest();
        digest.update(start, 0, at);
        digest.update("0".repeat(length).getBytes(ISO_8859_1));
        update(digest, file, at + length, file.size());
        String sum = HexFormat.of().formatHex(digest.digest());
        if (!sum.equals(map.fileChecksum().toLowerCase(Locale.ROOT))) {
            error("BmapFileChecksum", "is not that of the map, " + sum);
        }
    }

    private static void update(MessageDigest digest, BlockSource of, long from, long to)
            throws IOException {
        for (long at = from; at < to; at += PIECE) {
            digest.update(of.bytes(at, (int) Math.min(PIECE, to - at)).asByteBuffer());
        }
    }

    private void checkCounts() {
        long mapped = 0;
        for (BlockMap.Range range : map.ranges()) {
            mapped += range.last() - range.first() + 1;
        }
        if (map.mappedBlocksCount() >= 0 && map.mappedBlocksCount() != mapped) {
            error(
                    "MappedBlocksCount",
                    "is %d, but the ranges have %d".formatted(map.mappedBlocksCount(), mapped));
        }
    }

    private void checkImage(BlockSource image) throws IOException {
        if (image.size() != map.imageSize()) {
            error(
                    "ImageSize",
                    "is %d, but the image has %d".formatted(map.imageSize(), image.size()));
        }
        for (BlockMap.Range range : map.ranges()) {
            if (range.checksum().isEmpty()) {
                continue;
            }
            MessageDigest digest = newDigest();
            long end = Math.min(map.imageSize(), (range.last() + 1) * map.blockSize());
            update(digest, image, range.first() * map.blockSize(), end);
            String sum = HexFormat.of().formatHex(digest.digest());
            if (!sum.equals(range.checksum().toLowerCase(Locale.ROOT))) {
                error(
                        "range in line " + range.line(),
                        "blocks %d to %d of the image are not those of the map"
                                .formatted(range.first(), range.last()));
            }
        }
    }
}
