package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.codec.DeflateEncoder;
import dev.diskwright.core.codec.Zlib;
import dev.diskwright.core.codec.ZstdEncoder;
import io.airlift.compress.v3.lz4.Lz4JavaCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.ArrayCache;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.UnsupportedOptionsException;
import org.tukaani.xz.XZ;
import org.tukaani.xz.XZOutputStream;

/// Compresses blocks, one after the other, to bytes that depend on the block alone. Not for several threads at once.
abstract sealed class BlockPacker {
    /// {@return a packer for blocks of at most `largest` bytes; null where nothing is compressed}
    static @Nullable BlockPacker of(SquashfsCompression compression, int largest) {
        return switch (compression) {
            case GZIP -> new Gzip(largest);
            case XZ -> new Xz(largest);
            case ZSTD -> new Zstd(largest);
            case LZ4 -> new Lz4(largest);
            case NONE -> null;
            case LZMA, LZO -> throw new IllegalArgumentException(compression + " is only read");
        };
    }

    /// {@return the block, compressed; null if that does not make it smaller}
    ///
    /// @param length of the block in `in`, 1 or more
    byte @Nullable [] pack(byte[] in, int length) {
        byte[] out = room();
        int size = pack(in, length, out);
        return size < 0 || size >= length ? null : Arrays.copyOf(out, size);
    }

    abstract byte[] room();

    /// {@return the size of what was written to `out`; -1 if it would not be smaller than the block}
    abstract int pack(byte[] in, int length, byte[] out);

    private static final class Gzip extends BlockPacker {
        private static final int WINDOW_BITS = 15;

        private final DeflateEncoder encoder = new DeflateEncoder(WINDOW_BITS, true);
        private final byte[] out;

        Gzip(int largest) {
            out = new byte[largest + DeflateEncoder.SLACK];
        }

        @Override
        byte[] room() {
            return out;
        }

        @Override
        int pack(byte[] in, int length, byte[] to) {
            MemorySegment block = MemorySegment.ofArray(in).asSlice(0, length);
            return Zlib.deflate(encoder, block, to, 0, length - 1);
        }
    }

    private static final class Zstd extends BlockPacker {
        private final ZstdEncoder encoder = new ZstdEncoder(true);
        private final byte[] out;

        Zstd(int largest) {
            out = new byte[ZstdEncoder.bound(largest)];
        }

        @Override
        byte[] room() {
            return out;
        }

        @Override
        int pack(byte[] in, int length, byte[] to) {
            MemorySegment block = MemorySegment.ofArray(in).asSlice(0, length);
            return encoder.compress(block, to, 0, length - 1);
        }
    }

    private static final class Lz4 extends BlockPacker {
        private final Lz4JavaCompressor compressor = new Lz4JavaCompressor();
        private final byte[] out;

        Lz4(int largest) {
            out = new byte[compressor.maxCompressedLength(largest)];
        }

        @Override
        byte[] room() {
            return out;
        }

        @Override
        int pack(byte[] in, int length, byte[] to) {
            return compressor.compress(in, 0, length, to, 0, to.length);
        }
    }

    private static final class Xz extends BlockPacker {
        private final LZMA2Options options = new LZMA2Options();
        private final ArrayCache arrays = new BasicArrayCache();

        Xz(int largest) {
            try {
                // not more than the kernel's decoder is made for, which is the block size
                options.setDictSize(Math.max(LZMA2Options.DICT_SIZE_MIN, largest));
            } catch (UnsupportedOptionsException e) {
                throw new IllegalArgumentException(largest + " bytes", e);
            }
        }

        @Override
        byte[] room() {
            return new byte[0];
        }

        @Override
        byte @Nullable [] pack(byte[] in, int length) {
            var packed = new ByteArrayOutputStream(length);
            try (var xz = new XZOutputStream(packed, options, XZ.CHECK_CRC32, arrays)) {
                xz.write(in, 0, length);
            } catch (IOException e) {
                throw new UncheckedIOException(e); // memory does not fail so
            }
            return packed.size() < length ? packed.toByteArray() : null;
        }

        @Override
        int pack(byte[] in, int length, byte[] out) {
            throw new IllegalStateException("xz makes arrays of its own");
        }
    }
}
