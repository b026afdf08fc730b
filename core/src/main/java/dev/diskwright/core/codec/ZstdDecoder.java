package dev.diskwright.core.codec;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;

/// Expands frames of zstd (RFC 8878) from one array to another. Frames that need a dictionary are refused; a checksum, if
/// there is one, is compared.
///
/// Holds some 700 KiB; made once for a thread and used again and again. Not for several threads at once.
public final class ZstdDecoder {
    /// How many bytes must exist behind the end of the input, and behind the limit of the output, where they may be
    /// overwritten.
    public static final int SLACK = ZstdBlockReader.SLACK;

    private final ZstdBlockReader blocks = new ZstdBlockReader();
    private final Xxh64 sum = new Xxh64();
    private int position;

    /// A decoder that has expanded nothing yet.
    public ZstdDecoder() {}

    /// Expands the frame that begins at `from`, or passes over one that holds nothing.
    ///
    /// @param where the place of the frame in its file
    /// @param to where the input ends; the frame may end earlier
    /// @param at where its content goes
    /// @param limit of its content
    /// @return the end of the content
    /// @throws CorruptImageException if it is damaged, or its content passes the limit
    /// @throws UnsupportedImageException if it needs a dictionary
    public int expand(Where where, byte[] in, int from, int to, byte[] out, int at, int limit)
            throws ImageException {
        ZstdHeader header = ZstdHeader.read(where, in, from, to);
        int next = from + header.size();
        if (header.isSkippable()) {
            if (header.skipped() > to - next) {
                throw new CorruptImageException(where, "no whole frame", "one");
            }
            position = next + (int) header.skipped();
            return at;
        }
        blocks.reset();
        int end = at;
        boolean last = false;
        while (!last) {
            int block = (int) ZstdHeader.number(where, in, next, ZstdHeader.BLOCK, to);
            next += ZstdHeader.BLOCK;
            last = ZstdBlockReader.isLast(block);
            int size = ZstdBlockReader.size(block);
            if (size > to - next) {
                throw new CorruptImageException(where, "no whole frame", "one");
            }
            end = blocks.expand(where, block, in, next, out, at, end, limit);
            next += size;
        }
        checkSize(where, header, end - at);
        if (header.hasSum()) {
            sum.reset();
            sum.update(out, at, end);
            checkSum(where, sum, ZstdHeader.number(where, in, next, ZstdHeader.SUM, to));
            next += ZstdHeader.SUM;
        }
        position = next;
        return end;
    }

    /// {@return where the frame that was expanded last ends in its input}
    public int position() {
        return position;
    }

    static void checkSize(Where where, ZstdHeader header, long size) throws CorruptImageException {
        if (header.content() >= 0 && header.content() != size) {
            throw new CorruptImageException(
                    where.field("Frame_Content_Size", 5),
                    size + " bytes",
                    Long.toString(header.content()));
        }
    }

    static void checkSum(Where where, Xxh64 sum, long expected) throws CorruptImageException {
        long found = sum.value() & 0xffff_ffffL;
        if (found != expected) {
            throw new CorruptImageException(
                    where,
                    "a content with the sum %08x".formatted(found),
                    "%08x".formatted(expected));
        }
    }
}
