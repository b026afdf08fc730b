package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.codec.ZstdDecoder;
import io.airlift.compress.v3.lz4.Lz4JavaDecompressor;
import io.airlift.compress.v3.lzo.LzoDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZInputStream;

/// Unpacks blocks, one after the other. What a block unpacks to is bounded by the room that is given for it. Not for
/// several threads at once.
final class BlockUnpacker {
    /// Bytes that must exist behind a block, and behind the room, where they may be overwritten.
    static final int SLACK = ZstdDecoder.SLACK;

    private static final int MOST_MEMORY = 32 << 10; // KiB, for xz and lzma

    private final SquashfsCompression compression;
    private @Nullable Inflater inflater;
    private @Nullable ZstdDecoder zstd;

    BlockUnpacker(SquashfsCompression compression) {
        this.compression = compression;
    }

    /// Unpacks the first `length` bytes of `in`.
    ///
    /// @param limit the most bytes that may come out
    /// @return how many came out
    /// @throws CorruptImageException if they are damaged, or unpack to more
    int unpack(Where where, byte[] in, int length, byte[] out, int limit) throws ImageException {
        try {
            return switch (compression) {
                case GZIP, NONE -> inflate(where, in, length, out, limit);
                case ZSTD -> zstd(where, in, length, out, limit);
                case LZ4 -> new Lz4JavaDecompressor().decompress(in, 0, length, out, 0, limit);
                case LZO -> new LzoDecompressor().decompress(in, 0, length, out, 0, limit);
                case XZ ->
                        all(
                                where,
                                new XZInputStream(
                                        new ByteArrayInputStream(in, 0, length), MOST_MEMORY),
                                out,
                                limit);
                case LZMA ->
                        all(
                                where,
                                new LZMAInputStream(
                                        new ByteArrayInputStream(in, 0, length), MOST_MEMORY),
                                out,
                                limit);
            };
        } catch (ImageException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // of several kinds, for damaged data
            throw new CorruptImageException(
                    where, String.valueOf(e.getMessage()), compression + " data", e);
        }
    }

    private int inflate(Where where, byte[] in, int length, byte[] out, int limit)
            throws ImageException {
        Inflater it = inflater;
        if (it == null) {
            it = new Inflater();
            inflater = it;
        }
        it.reset();
        it.setInput(in, 0, length);
        try {
            int size = it.inflate(out, 0, limit);
            if (!it.finished() && it.inflate(new byte[1]) > 0) {
                throw tooMuch(where, limit);
            }
            if (!it.finished()) {
                throw new CorruptImageException(where, "no end of the stream", "one");
            }
            return size;
        } catch (java.util.zip.DataFormatException e) {
            throw new CorruptImageException(
                    where, String.valueOf(e.getMessage()), "a zlib stream", e);
        }
    }

    private int zstd(Where where, byte[] in, int length, byte[] out, int limit)
            throws ImageException {
        ZstdDecoder it = zstd;
        if (it == null) {
            it = new ZstdDecoder();
            zstd = it;
        }
        byte[] padded = in.length - length < SLACK ? Arrays.copyOf(in, length + SLACK) : in;
        return it.expand(where, padded, 0, length, out, 0, limit);
    }

    private static int all(Where where, InputStream stream, byte[] out, int limit)
            throws IOException {
        try (stream) {
            int size = stream.readNBytes(out, 0, limit);
            if (size == limit && stream.read() >= 0) {
                throw tooMuch(where, limit);
            }
            return size;
        }
    }

    private static CorruptImageException tooMuch(Where where, int limit) {
        return new CorruptImageException(
                where, "more than %d bytes".formatted(limit), "no more than that");
    }
}
