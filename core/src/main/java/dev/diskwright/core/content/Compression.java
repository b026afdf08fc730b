package dev.diskwright.core.content;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.SourceStream;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.UnsupportedOptionsException;
import org.tukaani.xz.XZInputStream;

/// How a whole file may be compressed. Each also reads several streams one behind the other.
public enum Compression {
    /// RFC 1952.
    GZIP("gzip", "1f8b08"),
    /// The XZ file format, version 1.2.
    XZ("xz", "fd377a585a00"),
    /// RFC 8878.
    ZSTD("zstd", "28b52ffd"),
    /// bzip2.
    BZIP2("bzip2", "425a68");

    private static final int XZ_MEMORY = 512 << 10; // KiB: five times what `xz -9` asks for
    private static final int BUFFER = 64 << 10;

    private final String name;
    private final String magic; // in hexadecimal digits

    Compression(String name, String magic) {
        this.name = name;
        this.magic = magic;
    }

    /// {@return how `file` is compressed, by its magic number; empty if it is not}
    public static Optional<Compression> of(BlockSource file) throws IOException {
        byte[] start = file.bytes(0, (int) Math.min(6, file.size())).toArray(JAVA_BYTE);
        String digits = HexFormat.of().formatHex(start);
        return Arrays.stream(values()).filter(it -> digits.startsWith(it.magic)).findFirst();
    }

    /// {@return the file's bytes, unpacked} Reading gives what `file` throws as it is.
    ///
    /// @throws CorruptImageException from every method of the stream, if the compressed data is damaged or ends early
    public InputStream decode(Where where, BlockSource file) throws IOException {
        var packed = new SourceStream(file);
        return new Decoded(where.structure(name + " stream", 0), packed, open(where, packed));
    }

    private InputStream open(Where where, SourceStream packed) throws IOException {
        try {
            return switch (this) {
                case GZIP -> new GZIPInputStream(packed, BUFFER);
                case XZ -> new XZInputStream(packed, XZ_MEMORY);
                case ZSTD -> new ZstdInputStream(packed);
                case BZIP2 -> new BZip2CompressorInputStream(packed, true);
            };
        } catch (IOException | RuntimeException e) {
            throw translate(where.structure(name + " stream", 0), packed, e);
        }
    }

    private static IOException translate(Where where, SourceStream packed, Exception failure) {
        Where place = where.structure(where.structure(), packed.position());
        return switch (failure) {
            case ImageException e -> e;
            case java.nio.channels.ClosedByInterruptException e -> e;
            case MemoryLimitException _ ->
                    new UnsupportedImageException(place, "a dictionary of that size");
            case UnsupportedOptionsException e ->
                    new UnsupportedImageException(place, String.valueOf(e.getMessage()));
            case java.io.EOFException e ->
                    new CorruptImageException(place, "the end of the file", "more data", e);
            default ->
                    new CorruptImageException(
                            place,
                            "damage (%s)".formatted(failure.getMessage()),
                            "compressed data",
                            failure);
        };
    }

    /// The codecs' own failures as ours, with how far they had read.
    private static final class Decoded extends InputStream {
        private final Where where;
        private final SourceStream packed;
        private final InputStream codec;

        Decoded(Where where, SourceStream packed, InputStream codec) {
            this.where = where;
            this.packed = packed;
            this.codec = codec;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int start, int length) throws IOException {
            try {
                return codec.read(target, start, length);
            } catch (IOException | RuntimeException e) {
                throw translate(where, packed, e);
            }
        }

        @Override
        public void close() throws IOException {
            codec.close();
        }
    }
}
