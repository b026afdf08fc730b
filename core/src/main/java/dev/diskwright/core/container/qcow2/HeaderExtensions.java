package dev.diskwright.core.container.qcow2;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.bytes.Where;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// What follows the header in the first cluster ("Header extensions").
///
/// @param byType data of each extension
record HeaderExtensions(Map<Integer, MemorySegment> byType) {
    static final int BACKING_FORMAT = 0xe2792aca;
    static final int FEATURE_NAMES = 0x6803f857;
    static final int BITMAPS = 0x23852875;

    static final int EXTERNAL_DATA = 0x44415441;

    static HeaderExtensions read(Where place, BlockSource file, Header header) throws IOException {
        long end = Math.min(header.clusterSize(), file.size());
        if (header.backingFileOffset() > 0) {
            end = Math.min(end, header.backingFileOffset());
        }
        MemorySegment cluster = file.bytes(0, (int) end);
        var byType = new LinkedHashMap<Integer, MemorySegment>();
        long at = header.headerLength();
        while (at + 8 <= end) {
            int type = cluster.get(Entries.U32, at);
            long length = cluster.get(Entries.U32, at + 4) & 0xffff_ffffL;
            if (type == 0) {
                break;
            }
            if (length > end - at - 8) {
                throw new CorruptImageException(
                        place.field("extension 0x%08x".formatted(type), at),
                        "length " + length,
                        "an end before byte " + end);
            }
            byType.putIfAbsent(type, cluster.asSlice(at + 8, length));
            at += 8 + Units.roundUp(length, 8);
        }
        return new HeaderExtensions(byType);
    }

    /// {@return text of an extension; empty if there is none}
    String text(int type) {
        return new String(data(type).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    /// {@return data of an extension; empty if there is none}
    MemorySegment data(int type) {
        return byType.getOrDefault(type, MemorySegment.ofArray(new byte[0]));
    }

    /// What a file being written has behind its header.
    static final class Builder {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        void add(int type, String text) {
            byte[] data = text.getBytes(StandardCharsets.UTF_8);
            putInt(type);
            putInt(data.length);
            bytes.writeBytes(data);
            bytes.writeBytes(new byte[-data.length & 7]);
        }

        private void putInt(int value) {
            for (int shift = 24; shift >= 0; shift -= 8) {
                bytes.write(value >>> shift);
            }
        }

        /// {@return the extensions and the mark behind the last one}
        byte[] bytes() {
            putInt(0);
            putInt(0);
            return bytes.toByteArray();
        }
    }
}
