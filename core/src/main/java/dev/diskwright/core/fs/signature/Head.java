package dev.diskwright.core.fs.signature;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Guids;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.UUID;

/// Fields of a volume by their offset, in bytes; those behind its end are zero.
record Head(BlockSource volume) {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    MemorySegment bytes(long offset, int length) throws IOException {
        return offset < 0 || offset > volume.size() - length
                ? MemorySegment.ofArray(new byte[length])
                : volume.bytes(offset, length);
    }

    boolean has(long offset, String text) throws IOException {
        return raw(offset, text.length(), ISO_8859_1).equals(text);
    }

    int u8(long offset) throws IOException {
        return bytes(offset, 1).get(JAVA_BYTE, 0) & 0xff;
    }

    int u16(long offset) throws IOException {
        return bytes(offset, 2).get(SHORT, 0) & 0xffff;
    }

    long u32(long offset) throws IOException {
        return bytes(offset, 4).get(INT, 0) & 0xffff_ffffL;
    }

    long s64(long offset) throws IOException {
        return bytes(offset, 8).get(LONG, 0);
    }

    /// {@return a big-endian number}
    long be32(long offset) throws IOException {
        return Integer.reverseBytes((int) u32(offset)) & 0xffff_ffffL;
    }

    long be64(long offset) throws IOException {
        return Long.reverseBytes(s64(offset));
    }

    /// {@return a UUID whose bytes stand in text order; empty if it is nil}
    String uuid(long offset) throws IOException {
        UUID it = Guids.getPlain(bytes(offset, 16), 0);
        return it.equals(Guids.NIL) ? "" : it.toString();
    }

    /// {@return text up to the first NUL}
    String text(long offset, int length) throws IOException {
        return text(offset, length, UTF_8);
    }

    String text(long offset, int length, Charset charset) throws IOException {
        String all = raw(offset, length, charset);
        int end = all.indexOf(0);
        return end < 0 ? all : all.substring(0, end);
    }

    private String raw(long offset, int length, Charset charset) throws IOException {
        return new String(bytes(offset, length).toArray(JAVA_BYTE), charset);
    }
}
