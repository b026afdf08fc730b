package dev.diskwright.core.codec;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import io.airlift.compress.v3.lzo.LzoDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.ValueLayout;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;

/// The blocks of files that `lzop` made: each tells its size before and after, and depends on no other. Everything is
/// big-endian.
final class LzopStretches extends IndexedStretches {
    private static final int MOST = 1 << 18;
    private static final long APART = 1 << 20;
    private static final int LARGEST = 8 << 20; // bytes of a block
    private static final int MAGIC_SIZE = 9;
    private static final int LEVEL_VERSION = 0x0940; // the first that tells the level
    private static final int HAS_ADLER32_D = 1; // bits of the flags: of what is unpacked
    private static final int HAS_ADLER32_C = 2; // of what is packed
    private static final int HAS_EXTRA = 0x40;
    private static final int HAS_CRC32_D = 0x100;
    private static final int HAS_CRC32_C = 0x200;
    private static final int MULTIPART = 0x400;
    private static final int HAS_FILTER = 0x800;

    private final Where where;
    private final BlockSource file;
    private final long end;

    /// What begins a block.
    ///
    /// @param sumsAt where its sums lie
    /// @param at where its packed bytes lie
    /// @param packed how many they are
    /// @param size of what they unpack to, in bytes; 0 marks the end
    private record Block(long sumsAt, long at, int packed, int size) {}

    LzopStretches(Where where, BlockSource file) throws IOException {
        super(new Index(MOST, APART, true));
        this.where = where;
        this.file = file;
        var blocks = new Blocks(0, 0);
        if (!blocks.header()) {
            throw corrupt(0, "no header", "that of lzop");
        }
        while (blocks.next()) {
            index.add(size, blocks.start, blocks.flags);
            size += blocks.block.size();
        }
        end = blocks.at;
    }

    /// {@return where the last part ends in the file}
    long end() {
        return end;
    }

    private CorruptImageException corrupt(long at, String found, String expected) {
        return new CorruptImageException(where.structure("lzop block", at), found, expected);
    }

    @Override
    public InputStream open(int stretch) {
        Object flags = index.state(stretch);
        var blocks = new Blocks(index.packed(stretch), flags instanceof Integer it ? it : 0);
        return new InputStream() {
            private InputStream block = InputStream.nullInputStream();

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int start, int length) throws IOException {
                while (true) {
                    int count = block.read(target, start, length);
                    if (count >= 0) {
                        return count;
                    }
                    if (!blocks.next()) {
                        return -1;
                    }
                    block = new ByteArrayInputStream(blocks.unpack());
                }
            }
        };
    }

    /// Goes from block to block.
    private final class Blocks {
        private final Peek peek = new Peek(file);
        long start; // of the block
        int flags; // of the part of the file that it is in
        Block block = new Block(0, 0, 0, 0);
        long at; // behind the block

        Blocks(long at, int flags) {
            this.at = at;
            this.flags = flags;
        }

        /// {@return whether a part of the file begins here, which several can follow each other}
        boolean header() throws IOException {
            if (peek.big(at, 8) != 0x894c5a4f000d0a1aL || peek.u8(at + 8) != 0x0a) {
                return false;
            }
            Where place = where.structure("lzop header", at);
            long next = at + MAGIC_SIZE;
            int version = (int) peek.big(next, 2);
            boolean hasLevel = version >= LEVEL_VERSION;
            next += hasLevel ? 6 : 4;
            int method = (int) peek.big(next, 1);
            if (method < 1 || method > 3) {
                throw new UnsupportedImageException(place, "compression method " + method);
            }
            next += hasLevel ? 2 : 1;
            flags = (int) peek.big(next, 4);
            if ((flags & (HAS_FILTER | MULTIPART)) != 0) {
                throw new UnsupportedImageException(place, "a filter, or a part of a file");
            }
            next += 4 + 4 + (hasLevel ? 8 : 4); // mode and time
            next += 1 + peek.big(next, 1) + 4; // name and sum
            if ((flags & HAS_EXTRA) != 0) {
                next += 4 + peek.big(next, 4) + 4;
            }
            if (next > file.size()) {
                throw corrupt(at, "the end of the file", "the rest of a header");
            }
            at = next;
            return true;
        }

        /// {@return whether there is another block}
        boolean next() throws IOException {
            while (true) {
                start = at;
                if (file.size() - at < 4) {
                    throw corrupt(
                            at, "the end of the file", "a block, or a mark that there is none");
                }
                long size = peek.big(at, 4);
                if (size == 0) {
                    at += 4;
                    if (!header()) {
                        return false;
                    }
                    continue;
                }
                long packed = peek.big(at + 4, 4);
                if (size > LARGEST || packed > size || packed == 0) {
                    throw corrupt(
                            at, "%d bytes for %d".formatted(packed, size), "no more, up to 8 MiB");
                }
                int sums = Integer.bitCount(flags & (HAS_ADLER32_D | HAS_CRC32_D));
                int more =
                        packed < size ? Integer.bitCount(flags & (HAS_ADLER32_C | HAS_CRC32_C)) : 0;
                long data = at + 8 + 4L * (sums + more);
                if (data + packed > file.size()) {
                    throw corrupt(at, "the end of the file", packed + " bytes");
                }
                block = new Block(at + 8, data, (int) packed, (int) size);
                at = data + packed;
                return true;
            }
        }

        byte[] unpack() throws IOException {
            byte[] packed = file.bytes(block.at(), block.packed()).toArray(ValueLayout.JAVA_BYTE);
            byte[] bytes = packed;
            if (packed.length < block.size()) {
                bytes = new byte[block.size()];
                int size;
                try {
                    size =
                            new LzoDecompressor()
                                    .decompress(packed, 0, packed.length, bytes, 0, bytes.length);
                } catch (RuntimeException e) { // of several kinds, for damaged data
                    throw new CorruptImageException(
                            where.structure("lzop block", start),
                            String.valueOf(e.getMessage()),
                            "LZO data",
                            e);
                }
                if (size != bytes.length) {
                    throw corrupt(start, size + " bytes", Integer.toString(bytes.length));
                }
            }
            check(bytes);
            return bytes;
        }

        private void check(byte[] bytes) throws IOException {
            long sumAt = block.sumsAt();
            for (int flag : new int[] {HAS_ADLER32_D, HAS_CRC32_D}) {
                if ((flags & flag) != 0) {
                    Checksum sum = flag == HAS_ADLER32_D ? new Adler32() : new CRC32();
                    sum.update(bytes, 0, bytes.length);
                    long stored = peek.big(sumAt, 4);
                    if (stored != sum.getValue()) {
                        throw corrupt(
                                start,
                                "the sum %08x".formatted(stored),
                                "%08x".formatted(sum.getValue()));
                    }
                    sumAt += 4;
                }
            }
        }
    }
}
