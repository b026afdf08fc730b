package dev.diskwright.core.codec;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;

/// What a frame says at its start (RFC 8878, section 3.1.1.1).
///
/// @param size of the header, magic number included
/// @param window how far copies reach back, in bytes
/// @param content bytes that the frame expands to; -1 if it does not say
/// @param hasSum whether a checksum of the content follows its blocks
/// @param skipped bytes that follow the header and are no blocks; -1 if blocks follow
record ZstdHeader(int size, long window, long content, boolean hasSum, long skipped) {
    /// The most bytes that a header has.
    static final int LONGEST = 18;

    /// Bytes of a block's header.
    static final int BLOCK = 3;

    /// Bytes of a checksum.
    static final int SUM = 4;

    private static final int MAGIC = 0xfd2fb528;
    private static final int MAGIC_SKIPPABLE = 0x184d2a50; // to 5f
    private static final int SKIPPABLE = 8; // bytes of such a frame's header
    private static final int MIN_WINDOW_LOG = 10;
    private static final int[] DICTIONARY_ID_SIZES = {0, 1, 2, 4};
    private static final int[] CONTENT_SIZE_SIZES = {0, 2, 4, 8};

    boolean isSkippable() {
        return skipped >= 0;
    }

    /// {@return the header at `from`}
    ///
    /// @param to where the bytes end, if the file does
    static ZstdHeader read(Where where, byte[] in, int from, int to) throws ImageException {
        int magic = (int) number(where, in, from, 4, to);
        if ((magic & ~0xf) == MAGIC_SKIPPABLE) {
            return new ZstdHeader(SKIPPABLE, 0, 0, false, number(where, in, from + 4, 4, to));
        }
        if (magic != MAGIC) {
            throw new CorruptImageException(
                    where, "0x%x".formatted(magic), "0x%x".formatted(MAGIC));
        }
        int descriptor = (int) number(where, in, from + 4, 1, to);
        if ((descriptor & 8) != 0) {
            throw new UnsupportedImageException(
                    where.field("Frame_Header_Descriptor", 4), "a reserved bit");
        }
        boolean isSingle = (descriptor & 0x20) != 0;
        int at = from + 5;
        long window = isSingle ? 0 : window((int) number(where, in, at++, 1, to));
        int idSize = DICTIONARY_ID_SIZES[descriptor & 3];
        if (number(where, in, at, idSize, to) != 0) {
            throw new UnsupportedImageException(where, "a dictionary");
        }
        at += idSize;
        int flag = descriptor >> 6;
        int contentSize = flag == 0 && isSingle ? 1 : CONTENT_SIZE_SIZES[flag];
        long content = -1;
        if (contentSize > 0) {
            content = number(where, in, at, contentSize, to) + (contentSize == 2 ? 256 : 0);
            if (content < 0) {
                throw new CorruptImageException(
                        where.field("Frame_Content_Size", at - from),
                        Long.toUnsignedString(content),
                        "a size");
            }
        }
        return new ZstdHeader(
                at + contentSize - from,
                isSingle ? content : window,
                content,
                (descriptor & 4) != 0,
                -1);
    }

    private static long window(int descriptor) {
        long base = 1L << MIN_WINDOW_LOG + (descriptor >> 3);
        return base + base / 8 * (descriptor & 7);
    }

    /// {@return a little-endian number of up to eight bytes}
    static long number(Where where, byte[] in, int at, int length, int to)
            throws CorruptImageException {
        if (length > to - at) {
            throw new CorruptImageException(where, "no whole frame", "one");
        }
        long number = 0;
        for (int i = length - 1; i >= 0; i--) {
            number = number << 8 | in[at + i] & 0xff;
        }
        return number;
    }
}
