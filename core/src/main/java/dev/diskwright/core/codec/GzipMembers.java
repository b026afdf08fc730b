package dev.diskwright.core.codec;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.SourceStream;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The members of a gzip file (RFC 1952, section 2.3).
///
/// @param where the file
record GzipMembers(Where where, BlockSource file) implements Members {
    private static final ValueLayout.OfInt U32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int FIXED = 10; // bytes
    private static final int TRAILER = 8;
    private static final int DEFLATE = 8;
    private static final int HAS_SUM = 2; // bits of the flags
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int RESERVED = 0xe0;

    @Override
    public long begin(long at) throws IOException {
        if (file.size() - at < 2) {
            return -1;
        }
        Where place = where.structure("gzip header", at);
        var in = new SourceStream(file.slice(at, file.size() - at));
        if (in.read() != 0x1f || in.read() != 0x8b) {
            return -1;
        }
        if (file.size() - at < FIXED + TRAILER) {
            throw early(place);
        }
        int method = in.read();
        if (method != DEFLATE) {
            throw new UnsupportedImageException(
                    place.field("CM", 2), "compression method " + method);
        }
        int flags = in.read();
        if ((flags & RESERVED) != 0) {
            throw new CorruptImageException(
                    place.field("FLG", 3), "0x%x".formatted(flags), "no reserved bits");
        }
        in.skipNBytes(FIXED - 4);
        try {
            if ((flags & HAS_EXTRA) != 0) {
                int low = in.read();
                in.skipNBytes(low | in.read() << 8);
            }
            for (int flag : new int[] {HAS_NAME, HAS_COMMENT}) {
                if ((flags & flag) != 0) {
                    skipText(place, in);
                }
            }
            in.skipNBytes((flags & HAS_SUM) != 0 ? 2 : 0);
        } catch (EOFException _) {
            throw early(place);
        }
        return at + in.position();
    }

    private static void skipText(Where place, SourceStream in) throws IOException {
        int next = in.read();
        while (next > 0) {
            next = in.read();
        }
        if (next < 0) {
            throw early(place);
        }
    }

    private static CorruptImageException early(Where place) {
        return new CorruptImageException(place, "the end of the file", "more data");
    }

    @Override
    public long end(long at) {
        return at + TRAILER;
    }

    @Override
    public void check(long at, int crc, long size) throws IOException {
        Where place = where.structure("gzip trailer", at);
        if (file.size() - at < TRAILER) {
            throw early(place);
        }
        MemorySegment trailer = file.bytes(at, TRAILER);
        if (trailer.get(U32, 0) != crc) {
            throw new CorruptImageException(
                    place.field("CRC32", 0),
                    "%08x".formatted(trailer.get(U32, 0)),
                    "%08x, that of the data".formatted(crc));
        }
        if (trailer.get(U32, 4) != (int) size) {
            throw new CorruptImageException(
                    place.field("ISIZE", 4),
                    Integer.toUnsignedString(trailer.get(U32, 4)),
                    size + ", that of the data");
        }
    }
}
