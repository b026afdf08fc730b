package dev.diskwright.core.codec;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;

/// What the headers of a frame and of its blocks say (RFC 8878, section 3.1).
///
/// @param start offset in the file
/// @param length in the file, in bytes
/// @param content bytes that it unpacks to; -1 if it does not say
/// @param isZero whether these are all zero for certain
record ZstdFrame(long start, long length, long content, boolean isZero) {
    private static final long MAGIC = 0xfd2fb528L;
    private static final long MAGIC_SKIPPABLE = 0x184d2a50; // to 5f
    private static final int[] DICTIONARY_ID_SIZES = {0, 1, 2, 4};
    private static final int[] CONTENT_SIZE_SIZES = {0, 2, 4, 8};
    private static final int MOST_IN_BLOCK = 128 << 10;

    long end() {
        return start + length;
    }

    /// {@return the frame that begins at `at`}
    ///
    /// @param where the file
    static ZstdFrame read(Where where, BlockSource file, Peek peek, long at) throws IOException {
        Where place = where.structure("zstd frame", at);
        long magic = peek.little(at, 4);
        if ((magic & ~0xf) == MAGIC_SKIPPABLE) {
            long length = 8 + peek.little(at + 4, 4);
            return within(place, file, new ZstdFrame(at, length, 0, false));
        }
        if (magic != MAGIC) {
            throw new CorruptImageException(place, "0x%x".formatted(magic), "0xfd2fb528");
        }
        int descriptor = (int) peek.little(at + 4, 1);
        boolean singleSegment = (descriptor & 0x20) != 0;
        int sizeFlag = descriptor >> 6;
        long next = at + 5 + (singleSegment ? 0 : 1);
        int idSize = DICTIONARY_ID_SIZES[descriptor & 3];
        if (peek.little(next, idSize) != 0) {
            throw new UnsupportedImageException(place, "a dictionary");
        }
        next += idSize;
        int sizeSize = sizeFlag == 0 && singleSegment ? 1 : CONTENT_SIZE_SIZES[sizeFlag];
        long content = sizeSize == 0 ? -1 : peek.little(next, sizeSize) + (sizeSize == 2 ? 256 : 0);
        next += sizeSize;
        boolean hasSum = (descriptor & 4) != 0;
        return blocks(place, file, peek, next, content, hasSum ? 4 : 0);
    }

    private static ZstdFrame blocks(
            Where place, BlockSource file, Peek peek, long first, long content, int sum)
            throws IOException {
        long at = first;
        long exact = 0; // what it must unpack to, as far as blocks say
        long most = 0; // what it can unpack to
        boolean zero = true;
        boolean last = false;
        while (!last) {
            if (at + 3 > file.size()) {
                throw new CorruptImageException(place, "the end of the file", "more blocks");
            }
            int header = (int) peek.little(at, 3);
            last = (header & 1) != 0;
            int size = header >> 3;
            switch (header >> 1 & 3) {
                case 0 -> {
                    exact += size;
                    most += size;
                    zero &= size == 0;
                    at += size;
                }
                case 1 -> {
                    exact += size;
                    most += size;
                    zero &= peek.little(at + 3, 1) == 0;
                    at++;
                }
                case 2 -> {
                    most += MOST_IN_BLOCK;
                    zero = false;
                    at += size;
                }
                default ->
                        throw new CorruptImageException(
                                place.field("block", at - place.offset()), "type 3", "0 to 2");
            }
            at += 3;
        }
        long says = content < 0 && most == exact ? exact : content;
        if (content != -1 && (content < exact || content > most)) {
            throw new CorruptImageException(
                    place.field("Frame_Content_Size", 5),
                    Long.toUnsignedString(content),
                    "%d to %d, as the blocks say".formatted(exact, most));
        }
        long length = at + sum - place.offset();
        return within(
                place, file, new ZstdFrame(place.offset(), length, says, zero && most == exact));
    }

    private static ZstdFrame within(Where place, BlockSource file, ZstdFrame frame)
            throws CorruptImageException {
        if (frame.end() > file.size()) {
            throw new CorruptImageException(
                    place,
                    frame.length() + " bytes",
                    "an end within the file's %d bytes".formatted(file.size()));
        }
        return frame;
    }
}
