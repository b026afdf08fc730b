package dev.diskwright.core.codec;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;

/// What the headers of a frame and of its blocks say (RFC 8878, section 3.1).
///
/// @param start offset in the file
/// @param length in the file, in bytes
/// @param content bytes that it unpacks to; -1 if it does not say
/// @param isZero whether these are all zero for certain
record ZstdFrame(long start, long length, long content, boolean isZero) {
    long end() {
        return start + length;
    }

    /// {@return the frame that begins at `at`}
    ///
    /// @param where the file
    static ZstdFrame read(Where where, BlockSource file, Peek peek, long at) throws IOException {
        Where place = where.structure("zstd frame", at);
        byte[] start = peek.bytes(at, ZstdHeader.LONGEST);
        ZstdHeader header = ZstdHeader.read(place, start, 0, start.length);
        if (header.isSkippable()) {
            long length = header.size() + header.skipped();
            return within(place, file, new ZstdFrame(at, length, 0, false));
        }
        return blocks(place, file, peek, at + header.size(), header);
    }

    private static ZstdFrame blocks(
            Where place, BlockSource file, Peek peek, long first, ZstdHeader frame)
            throws IOException {
        long content = frame.content();
        long at = first;
        long exact = 0; // what it must unpack to, as far as blocks say
        long most = 0; // what it can unpack to
        boolean zero = true;
        boolean last = false;
        while (!last) {
            if (at + ZstdHeader.BLOCK > file.size()) {
                throw new CorruptImageException(place, "the end of the file", "more blocks");
            }
            int header = (int) peek.little(at, ZstdHeader.BLOCK);
            last = ZstdBlockReader.isLast(header);
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
                    zero &= peek.little(at + ZstdHeader.BLOCK, 1) == 0;
                    at++;
                }
                case 2 -> {
                    most += ZstdBlockReader.MOST;
                    zero = false;
                    at += size;
                }
                default ->
                        throw new CorruptImageException(
                                place.field("block", at - place.offset()), "type 3", "0 to 2");
            }
            at += ZstdHeader.BLOCK;
        }
        long says = content < 0 && most == exact ? exact : content;
        if (content != -1 && (content < exact || content > most)) {
            throw new CorruptImageException(
                    place.field("Frame_Content_Size", 5),
                    Long.toUnsignedString(content),
                    "%d to %d, as the blocks say".formatted(exact, most));
        }
        long length = at + (frame.hasSum() ? ZstdHeader.SUM : 0) - place.offset();
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
