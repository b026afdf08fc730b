package dev.diskwright.core.codec;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32;
import org.tukaani.xz.ArrayCache;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.UnsupportedOptionsException;
import org.tukaani.xz.XZ;
import org.tukaani.xz.XZOutputStream;

/// One stream of xz whose blocks are made apart (The .xz File Format 1.2): each is cut out of a stream of its own, and the
/// index over all is written at the end. Blocks may be packed by several threads at once; the rest is for one.
public final class XzPacking {
    private static final int HEADER = 12; // bytes of a stream's header, and of its footer
    private static final int LEAST_DICTIONARY = 4096; // bytes

    private final LZMA2Options options;
    private final ArrayCache arrays = new BasicArrayCache();
    private final ByteArrayOutputStream records = new ByteArrayOutputStream();
    private long count;

    /// A packed block.
    ///
    /// @param bytes as they go into the stream
    /// @param unpaddedSize of it, in bytes
    /// @param size of what it unpacks to, in bytes
    public record Block(MemorySegment bytes, long unpaddedSize, long size) {}

    /// @param level 0 to 9: from fast to small
    /// @param blockSize the most bytes that are packed together
    public XzPacking(int level, int blockSize) {
        try {
            options = new LZMA2Options(level);
            options.setDictSize(
                    Math.max(LEAST_DICTIONARY, Math.min(options.getDictSize(), blockSize)));
        } catch (UnsupportedOptionsException e) {
            throw new IllegalArgumentException("level " + level, e);
        }
    }

    /// {@return what the stream begins with}
    public MemorySegment head() {
        return pack(MemorySegment.ofArray(new byte[1]), 0, HEADER);
    }

    private MemorySegment pack(MemorySegment bytes, int from, int to) {
        return MemorySegment.ofArray(stream(bytes)).asSlice(from, to);
    }

    private byte[] stream(MemorySegment bytes) {
        var out = new ByteArrayOutputStream();
        try (var xz = new XZOutputStream(out, options, XZ.CHECK_CRC64, arrays)) {
            xz.write(bytes.toArray(JAVA_BYTE));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail so
        }
        return out.toByteArray();
    }

    /// {@return the bytes as a block}
    ///
    /// @param bytes 1 or more
    public Block pack(MemorySegment bytes) {
        byte[] stream = stream(bytes);
        int footer = stream.length - HEADER;
        int indexSize = (Bytes.getInt(stream, footer + 4) + 1) * 4;
        int index = footer - indexSize;
        int at = index + 2; // behind the indicator and the number of records, one
        long unpadded = 0;
        int shift = 0;
        int octet;
        do {
            octet = stream[at++];
            unpadded |= (octet & 0x7fL) << shift;
            shift += 7;
        } while (octet < 0);
        MemorySegment block = MemorySegment.ofArray(stream).asSlice(HEADER, index - HEADER);
        return new Block(block, unpadded, bytes.byteSize());
    }

    /// Notes that a block is the next one of the stream.
    public void added(Block block) {
        putNumber(records, block.unpaddedSize());
        putNumber(records, block.size());
        count++;
    }

    private static void putNumber(ByteArrayOutputStream out, long number) {
        long rest = number;
        for (; rest >= 0x80; rest >>>= 7) {
            out.write((int) rest | 0x80);
        }
        out.write((int) rest);
    }

    /// {@return what the stream ends with: the index and a footer}
    ///
    /// @param head what it begins with
    public MemorySegment end(MemorySegment head) {
        var out = new ByteArrayOutputStream(records.size() + 64);
        out.write(0);
        putNumber(out, count);
        out.writeBytes(records.toByteArray());
        while (out.size() % 4 != 0) {
            out.write(0);
        }
        putSum(out, out.toByteArray());
        var fields = new ByteArrayOutputStream();
        putLittle(fields, out.size() / 4 - 1);
        fields.write(head.get(JAVA_BYTE, 6)); // the stream's flags
        fields.write(head.get(JAVA_BYTE, 7));
        putSum(out, fields.toByteArray());
        out.writeBytes(fields.toByteArray());
        out.write('Y');
        out.write('Z');
        return MemorySegment.ofArray(out.toByteArray());
    }

    private static void putSum(ByteArrayOutputStream out, byte[] of) {
        var crc = new CRC32();
        crc.update(of);
        putLittle(out, (int) crc.getValue());
    }

    private static void putLittle(ByteArrayOutputStream out, int number) {
        for (int shift = 0; shift < 32; shift += 8) {
            out.write(number >>> shift);
        }
    }
}
