package dev.diskwright.core.codec;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Where;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.tukaani.xz.SeekableInputStream;
import org.tukaani.xz.SeekableXZInputStream;

/// The blocks of an xz file, found by its index (The .xz File Format 1.2, section 4). A file of one block, as `xz` makes
/// them on one thread, is unpacked from its start.
final class XzStretches extends IndexedStretches {
    private static final int MOST = 1 << 18;
    private static final long APART = 1 << 20;
    private static final int MEMORY = 100 << 10; // KiB: what `xz -9` asks for, and some more

    private final Where where;
    private final BlockSource file;
    private final ConcurrentLinkedQueue<SeekableXZInputStream> free = new ConcurrentLinkedQueue<>();

    XzStretches(Where where, BlockSource file) throws IOException {
        super(new Index(MOST, APART, false));
        this.where = where.structure("xz stream", 0);
        this.file = file;
        SeekableXZInputStream xz = decoder();
        size = xz.length();
        for (int i = 0; i < xz.getBlockCount(); i++) {
            if (xz.getBlockSize(i) > 0) {
                index.add(xz.getBlockPos(i), i, index);
            }
        }
        free.add(xz);
    }

    private SeekableXZInputStream decoder() throws IOException {
        try {
            return new SeekableXZInputStream(new Packed(file), MEMORY);
        } catch (IOException | RuntimeException e) {
            throw Translated.translate(where, e);
        }
    }

    @Override
    public InputStream open(int stretch) throws IOException {
        SeekableXZInputStream known = free.poll();
        SeekableXZInputStream xz = known == null ? decoder() : known;
        try {
            xz.seek(index.unpacked(stretch));
        } catch (IOException | RuntimeException e) {
            throw Translated.translate(where, e);
        }
        return new Blocks(xz);
    }

    /// Uses a decoder, and gives it back.
    private final class Blocks extends FilterInputStream {
        private boolean failed;
        private boolean closed;

        Blocks(SeekableXZInputStream xz) {
            super(xz);
        }

        @Override
        public int read(byte[] target, int start, int length) throws IOException {
            try {
                return in.read(target, start, length);
            } catch (IOException | RuntimeException e) {
                failed = true;
                throw Translated.translate(where, e);
            }
        }

        @Override
        public void close() {
            if (!failed && !closed) {
                free.add((SeekableXZInputStream) in);
            }
            closed = true;
        }
    }

    /// A source as the decoder wants it.
    private static final class Packed extends SeekableInputStream {
        private final BlockSource file;
        private long at;

        Packed(BlockSource file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int start, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (at >= file.size()) {
                return -1;
            }
            int count = (int) Math.min(length, file.size() - at);
            file.read(at, MemorySegment.ofArray(target).asSlice(start, count));
            at += count;
            return count;
        }

        @Override
        public long length() {
            return file.size();
        }

        @Override
        public long position() {
            return at;
        }

        @Override
        public void seek(long position) {
            at = position;
        }
    }
}
