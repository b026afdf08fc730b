package dev.diskwright.core.container.bmap;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.diskwright.core.block.CopyPipeline;
import dev.diskwright.core.block.Target;
import dev.diskwright.core.block.ZeroBytes;
import dev.diskwright.core.container.Encoder;
import dev.diskwright.core.container.Identity;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Writes a raw image and its map. Ranges end at multiples of 2 MiB at the latest, so that their checksums can be made on
/// all cores.
final class Writer implements Encoder {
    static final int BLOCK = 4096; // bytes
    private static final int PIECE = 2 << 20; // bytes
    private static final int SUM = 32; // bytes
    private static final int BATCH = 64 << 10; // bytes of the map that are written at once

    private final Target target;
    private final Target image;
    private final long size;
    private int ranges;
    private long[] firsts = new long[64];
    private int[] counts = new int[64]; // blocks
    private byte[] sums = new byte[64 * SUM];
    private long mapped; // blocks

    /// Some blocks that are not all zero.
    ///
    /// @param sum of their bytes
    private record Range(long first, int count, MemorySegment bytes, MemorySegment sum) {}

    Writer(Target target, long size) throws IOException {
        this.target = target;
        this.size = size;
        image = target.companion(ImageNames.forMap(target.name()));
    }

    @Override
    public int unit() {
        return PIECE;
    }

    @Override
    public boolean isIdentified() {
        return false;
    }

    @Override
    public CopyPipeline.Step prepare(long offset, MemorySegment data) {
        var found = new ArrayList<Range>();
        for (long at = 0; at < data.byteSize(); at += PIECE) {
            long end = Math.min(data.byteSize(), at + PIECE);
            find(found, offset + at, data.asSlice(at, end - at));
        }
        return () -> {
            for (Range range : found) {
                image.write(range.first() * BLOCK, range.bytes());
                add(range);
            }
        };
    }

    private static void find(List<Range> found, long offset, MemorySegment data) {
        long start = 0; // of blocks that are not zero
        for (long at = 0; at < data.byteSize(); at += BLOCK) {
            long end = Math.min(data.byteSize(), at + BLOCK);
            if (ZeroBytes.isZero(data.asSlice(at, end - at))) {
                add(found, offset, data, start, at);
                start = end;
            }
        }
        add(found, offset, data, start, data.byteSize());
    }

    private static void add(
            List<Range> found, long offset, MemorySegment data, long start, long end) {
        if (start < end) {
            MemorySegment bytes = data.asSlice(start, end - start);
            MessageDigest digest = newDigest();
            digest.update(bytes.asByteBuffer());
            int count = (int) Math.ceilDiv(end - start, BLOCK);
            MemorySegment sum = MemorySegment.ofArray(digest.digest());
            found.add(new Range((offset + start) / BLOCK, count, bytes, sum));
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    private void add(Range range) {
        if (ranges == firsts.length) {
            firsts = Arrays.copyOf(firsts, 2 * ranges);
            counts = Arrays.copyOf(counts, 2 * ranges);
            sums = Arrays.copyOf(sums, Math.multiplyExact(2 * ranges, SUM));
        }
        firsts[ranges] = range.first();
        counts[ranges] = range.count();
        MemorySegment.ofArray(sums).asSlice((long) ranges * SUM, SUM).copyFrom(range.sum());
        mapped += range.count();
        ranges++;
    }

    @Override
    public void finish(Identity identity) throws IOException {
        image.truncate(size);
        String head =
                """
                <?xml version="1.0" ?>
                <bmap version="2.0">
                    <ImageSize> %d </ImageSize>
                    <BlockSize> %d </BlockSize>
                    <BlocksCount> %d </BlocksCount>
                    <MappedBlocksCount> %d </MappedBlocksCount>
                    <ChecksumType> sha256 </ChecksumType>
                    <BmapFileChecksum>\
                """
                        .formatted(size, BLOCK, Math.ceilDiv(size, BLOCK), mapped);
        MessageDigest digest = newDigest();
        var text = new StringBuilder(head);
        text.append(' ').append("0".repeat(2 * SUM));
        text.append(" </BmapFileChecksum>\n    <BlockMap>\n");
        long at = 0;
        for (int i = 0; i < ranges; i++) {
            text.append("        <Range chksum=\"");
            text.append(HexFormat.of().formatHex(sums, i * SUM, (i + 1) * SUM)).append("\"> ");
            text.append(firsts[i]);
            if (counts[i] > 1) {
                text.append('-').append(firsts[i] + counts[i] - 1);
            }
            text.append(" </Range>\n");
            if (text.length() >= BATCH) {
                at = write(digest, at, text);
            }
        }
        text.append("    </BlockMap>\n</bmap>\n");
        at = write(digest, at, text);
        byte[] sum = HexFormat.of().formatHex(digest.digest()).getBytes(US_ASCII);
        target.write(head.length() + 1L, MemorySegment.ofArray(sum));
        target.truncate(at);
    }

    private long write(MessageDigest digest, long at, StringBuilder text) throws IOException {
        byte[] bytes = text.toString().getBytes(US_ASCII);
        digest.update(bytes);
        target.write(at, MemorySegment.ofArray(bytes));
        text.setLength(0);
        return at + bytes.length;
    }
}
