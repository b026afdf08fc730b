package dev.diskwright.core.codec;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.ValueLayout;
import java.nio.channels.ClosedByInterruptException;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/// The blocks of a bzip2 file. They begin at any bit with a number of 48 bits, and each is unpacked as a file of its own,
/// once to learn its size.
final class Bzip2Stretches extends IndexedStretches {
    private static final int MOST = 1 << 18;
    private static final long APART = 512 << 10;
    private static final long BLOCK = 0x314159265359L;
    private static final long END = 0x177245385090L;
    private static final int MAGIC_BITS = 48;
    private static final int CRC_BITS = 32;
    private static final int HEADER_BITS = 32; // "BZh" and a digit
    private static final int LARGEST = 3 << 20; // bytes of a block, tables included
    private static final int ATTEMPTS =
            4; // the number may stand in the middle of a block, by chance

    private final Where where;
    private final BlockSource file;
    private final long end; // bytes of the file that are streams

    Bzip2Stretches(Where where, BlockSource file) throws IOException {
        super(new Index(MOST, APART, false));
        this.where = where;
        this.file = file;
        var pass = new Pass(zeros);
        var blocks = new Blocks(HEADER_BITS);
        if (!isStream(0)) {
            throw corrupt(0, "no header", "\"BZh\" and a digit");
        }
        while (blocks.next()) {
            index.add(pass.size(), blocks.start, index);
            pass.take(blocks.block);
        }
        pass.end();
        size = pass.size();
        end = blocks.bit >>> 3;
    }

    /// {@return where the last stream ends in the file}
    long end() {
        return end;
    }

    private CorruptImageException corrupt(long bit, String found, String expected) {
        return new CorruptImageException(
                where.structure("bzip2 block", bit >>> 3), found, expected);
    }

    private boolean isStream(long at) throws IOException {
        long header = new Peek(file).big(at, 4);
        long digit = header & 0xff;
        return header >>> 8 == 0x425a68 && digit >= '1' && digit <= '9' && at < file.size();
    }

    @Override
    public InputStream open(int stretch) {
        var blocks = new Blocks(index.packed(stretch));
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int start, int length) throws IOException {
                while (true) {
                    int count = blocks.block.read(target, start, length);
                    if (count >= 0) {
                        return count;
                    }
                    if (!blocks.next()) {
                        return -1;
                    }
                }
            }
        };
    }

    /// Goes from block to block.
    private final class Blocks {
        long start; // of the block, in bits
        InputStream block = InputStream.nullInputStream();
        long bit; // of what follows it
        private byte[] bytes = {}; // of the file
        private long bytesAt;

        Blocks(long bit) {
            this.bit = bit;
        }

        /// {@return whether there is another one, which is then open}
        boolean next() throws IOException {
            while (true) {
                load(bit >>> 3);
                long magic = bits(bit, MAGIC_BITS);
                if (magic == BLOCK) {
                    open();
                    return true;
                }
                if (magic != END) {
                    throw corrupt(bit, "0x%x".formatted(magic), "a block or the end of the stream");
                }
                long behind = bit + MAGIC_BITS + CRC_BITS + 7 >>> 3;
                if (behind > file.size()) {
                    throw corrupt(bit, "the end of the file", "a sum");
                }
                bit = behind << 3;
                if (!isStream(behind)) {
                    return false;
                }
                bit += HEADER_BITS;
            }
        }

        private void open() throws IOException {
            start = bit;
            long search = bit + MAGIC_BITS;
            for (int i = 0; i < ATTEMPTS; i++) {
                long behind = find(search);
                if (behind < 0) {
                    break;
                }
                try {
                    block =
                            new Checked(
                                    new BZip2CompressorInputStream(
                                            new ByteArrayInputStream(stream(behind))),
                                    start);
                    bit = behind;
                    return;
                } catch (ImageException | ClosedByInterruptException e) {
                    throw e;
                } catch (IOException | RuntimeException e) { // of several kinds, for damaged data
                    search = behind + 1;
                }
            }
            throw corrupt(start, "damage", "a block");
        }

        private void load(long at) throws IOException {
            if (at < bytesAt || at + LARGEST > bytesAt + bytes.length) {
                int length = (int) Math.min(2L * LARGEST, file.size() - Math.min(at, file.size()));
                bytes =
                        file.bytes(Math.min(at, file.size()), length)
                                .toArray(ValueLayout.JAVA_BYTE);
                bytesAt = at;
            }
        }

        /// {@return bits of what was loaded; zeros behind the end}
        private long bits(long from, int length) {
            long value = 0;
            for (int i = 0; i < length; ) {
                int in = (int) (from + i & 7);
                int take = Math.min(8 - in, length - i);
                long at = (from + i >>> 3) - bytesAt;
                int octet = at < bytes.length ? bytes[(int) at] & 0xff : 0;
                value = value << take | (octet >>> 8 - in - take & (1 << take) - 1);
                i += take;
            }
            return value;
        }

        /// {@return where the next block or the end of the stream begins, in bits; -1 if not near}
        private long find(long from) {
            long mask = (1L << MAGIC_BITS) - 1;
            long seen = 0;
            int first = (int) ((from >>> 3) - bytesAt);
            int last = (int) Math.min(bytes.length, (start >>> 3) - bytesAt + LARGEST);
            for (int at = first; at < last; at++) {
                seen = seen << 8 | bytes[at] & 0xff;
                if (at - first >= MAGIC_BITS / 8 - 1) {
                    for (int shift = 7; shift >= 0; shift--) {
                        long candidate = seen >>> shift & mask;
                        if (candidate == BLOCK || candidate == END) {
                            long found = (bytesAt + at + 1 << 3) - shift - MAGIC_BITS;
                            if (found >= from) {
                                return found;
                            }
                        }
                    }
                }
            }
            return -1;
        }

        /// {@return a file of this block alone}
        private byte[] stream(long behind) {
            int size = (int) (behind - start + 7 >>> 3);
            var out = new byte[HEADER_BITS / 8 + size + 16];
            out[0] = 'B';
            out[1] = 'Z';
            out[2] = 'h';
            out[3] = '9';
            long at = HEADER_BITS;
            long from = start;
            while (from < behind) {
                int length = (int) Math.min(32, behind - from);
                at = put(out, at, bits(from, length), length);
                from += length;
            }
            at = put(out, at, END, MAGIC_BITS);
            put(
                    out,
                    at,
                    bits(start + MAGIC_BITS, CRC_BITS),
                    CRC_BITS); // the sum of one is that of all
            return out;
        }

        private long put(byte[] out, long at, long value, int length) {
            long next = at;
            for (int left = length; left > 0; ) {
                int in = (int) (next & 7);
                int take = Math.min(8 - in, left);
                left -= take;
                int part = (int) (value >>> left) & (1 << take) - 1;
                out[(int) (next >>> 3)] |= (byte) (part << 8 - in - take);
                next += take;
            }
            return next;
        }
    }

    /// A block whose failures are ours.
    private final class Checked extends InputStream {
        private final InputStream block;
        private final long start;

        Checked(InputStream block, long start) {
            this.block = block;
            this.start = start;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            try {
                return block.read(target, from, length);
            } catch (IOException | RuntimeException e) { // of several kinds, for damaged data
                throw Translated.translate(where.structure("bzip2 block", start >>> 3), e);
            }
        }
    }
}
