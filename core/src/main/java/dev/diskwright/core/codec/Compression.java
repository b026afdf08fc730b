package dev.diskwright.core.codec;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.SourceStream;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
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
    BZIP2("bzip2", "425a68"),
    /// What lzop makes.
    LZO("lzo", "894c5a4f000d0a1a0a");

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
        byte[] start = file.bytes(0, (int) Math.min(9, file.size())).toArray(JAVA_BYTE);
        String digits = HexFormat.of().formatHex(start);
        return Arrays.stream(values()).filter(it -> digits.startsWith(it.magic)).findFirst();
    }

    /// {@return the file's bytes, unpacked} Reading gives what `file` throws as it is.
    ///
    /// @throws CorruptImageException from every method of the stream, if the compressed data is damaged or ends early
    public InputStream decode(Where where, BlockSource file) throws IOException {
        if (this == LZO) {
            Stretches stretches = new LzopStretches(where, file);
            return stretches.count() == 0 ? InputStream.nullInputStream() : stretches.open(0);
        }
        if (this == ZSTD) {
            return new ZstdInput(where, file);
        }
        var packed = new SourceStream(file);
        return new Translated(where.structure(name + " stream", 0), packed, open(where, packed));
    }

    private InputStream open(Where where, SourceStream packed) throws IOException {
        try {
            return switch (this) {
                case GZIP -> new GZIPInputStream(packed, BUFFER);
                case XZ -> new XZInputStream(packed, XZ_MEMORY);
                case BZIP2 -> new BZip2CompressorInputStream(packed, true);
                case ZSTD, LZO -> throw new IllegalStateException("read by blocks");
            };
        } catch (IOException | RuntimeException e) {
            throw Translated.translate(where.structure(name + " stream", packed.position()), e);
        }
    }

    /// {@return the file's bytes, unpacked where they are asked for} Sizes that the file does not tell are found by going
    /// through it once. What is read again is unpacked again, from the nearest place where that can begin.
    ///
    /// @throws CorruptImageException if what is gone through is damaged or ends early
    public BlockSource unpack(Where where, BlockSource file) throws IOException {
        return new Unpacked(where.structure(name + " stream", 0), stretches(where, file));
    }

    /// Unpacks all of `file`, and reports what is wrong with it as far as that does not keep from reading on.
    ///
    /// @return what [#unpack] gives
    /// @throws CorruptImageException if it is damaged or ends early
    public BlockSource check(Where where, BlockSource file, Consumer<Finding> findings)
            throws IOException {
        Stretches stretches = stretches(where, file);
        long end =
                switch (stretches) {
                    case DeflateStretches it -> it.end();
                    case Bzip2Stretches it -> it.end();
                    case LzopStretches it -> it.end();
                    default -> file.size();
                };
        if (end < file.size()) {
            findings.accept(
                    Finding.warning(
                            where.structure(name + " stream", end),
                            "%d bytes follow, which are none".formatted(file.size() - end)));
        }
        if (stretches.count() > 0 && this != GZIP && this != BZIP2) { // others were gone through
            try (InputStream all = stretches.open(0)) {
                long size = all.transferTo(OutputStream.nullOutputStream());
                if (size != stretches.size()) {
                    throw new CorruptImageException(
                            where.structure(name + " stream", 0),
                            size + " bytes",
                            Long.toString(stretches.size()));
                }
            }
        }
        return new Unpacked(where.structure(name + " stream", 0), stretches);
    }

    /// {@return what a DEFLATE stream without any wrapping unpacks to, where it is asked for}
    ///
    /// @param where the file
    /// @param file in which nothing but the stream lies
    /// @param size that it must unpack to, in bytes
    /// @param crc of what it must unpack to
    /// @throws CorruptImageException if it is damaged, or if size or sum differ
    public static BlockSource inflate(Where where, BlockSource file, long size, long crc)
            throws IOException {
        var members =
                new Members() {
                    @Override
                    public long begin(long at) {
                        return at == 0 ? 0 : -1;
                    }

                    @Override
                    public long end(long at) {
                        return Math.max(1, at);
                    }

                    @Override
                    public void check(long at, int sum, long length) throws CorruptImageException {
                        if (length != size || Integer.toUnsignedLong(sum) != crc) {
                            throw new CorruptImageException(
                                    where,
                                    "%d bytes with the sum %08x".formatted(length, sum),
                                    "%d with the sum %08x".formatted(size, crc));
                        }
                    }
                };
        return new Unpacked(where, new DeflateStretches(where, file, members, size));
    }

    @Override
    public String toString() {
        return name;
    }

    private Stretches stretches(Where where, BlockSource file) throws IOException {
        return switch (this) {
            case GZIP -> new DeflateStretches(where, file, new GzipMembers(where, file));
            case XZ -> new XzStretches(where, file);
            case ZSTD -> new ZstdStretches(where, file);
            case BZIP2 -> new Bzip2Stretches(where, file);
            case LZO -> new LzopStretches(where, file);
        };
    }
}
