package dev.diskwright.core.content.packages;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// A header structure: an index of tags, and the store with their values.
///
/// @param end behind it, in bytes of the file
record RpmHeader(Where where, MemorySegment index, BlockSource store, long end) {
    private static final ValueLayout.OfInt NUMBER =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int MAGIC = 0x8eade801;
    private static final int INTRO = 16; // bytes, and so has an entry
    private static final int MAX_ENTRIES = 1 << 16; // as rpm
    private static final int MAX_TEXT = 4096; // bytes of a text that we ask for

    static RpmHeader read(Where file, BlockSource bytes, String name, long at) throws IOException {
        Where where = file.structure(name, at);
        if (bytes.size() - at < INTRO) {
            throw new CorruptImageException(where, "the end of the file", "a header");
        }
        MemorySegment intro = bytes.bytes(at, INTRO);
        int magic = intro.get(NUMBER, 0);
        if (magic != MAGIC) {
            throw new CorruptImageException(
                    where.field("magic", 0), "0x%08x".formatted(magic), "0x8eade801");
        }
        long entries = Integer.toUnsignedLong(intro.get(NUMBER, 8));
        long size = Integer.toUnsignedLong(intro.get(NUMBER, 12));
        long store = at + INTRO + entries * INTRO;
        if (entries > MAX_ENTRIES) {
            throw new CorruptImageException(
                    where.field("nindex", 8), entries + " entries", "at most " + MAX_ENTRIES);
        }
        if (store > bytes.size() || size > bytes.size() - store) {
            throw new CorruptImageException(
                    where.field("hsize", 12), size + " bytes", "at most what is left of the file");
        }
        MemorySegment index = bytes.bytes(at + INTRO, (int) (entries * INTRO));
        return new RpmHeader(where, index, bytes.slice(store, size), store + size);
    }

    /// {@return a text, the first of several; null if there is no such tag}
    @Nullable String text(int tag) throws IOException {
        for (long at = 0; at < index.byteSize(); at += INTRO) {
            if (index.get(NUMBER, at) == tag) {
                long offset = Integer.toUnsignedLong(index.get(NUMBER, at + 8));
                if (offset >= store.size()) {
                    throw new CorruptImageException(
                            where.field("offset of tag " + tag, INTRO + at + 8),
                            "0x%x".formatted(offset),
                            "a place in the store");
                }
                int length = (int) Math.min(MAX_TEXT, store.size() - offset);
                String text = new String(store.bytes(offset, length).toArray(JAVA_BYTE), UTF_8);
                int end = text.indexOf(0);
                return end < 0 ? text : text.substring(0, end);
            }
        }
        return null;
    }
}
