package dev.diskwright.core.codec;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Where;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// Frames of Zstandard. Their headers tell what they unpack to; one that does not is unpacked to find out. A frame that is
/// long is unpacked from its start.
final class ZstdStretches extends IndexedStretches {
    private static final int MOST = 1 << 18;
    private static final long APART = 1 << 20;
    private static final int SMALL = 2 << 20; // bytes of a frame that is unpacked at once

    private final Where where;
    private final BlockSource file;
    private final Queue<ZstdDecoder> idle = new ConcurrentLinkedQueue<>();

    ZstdStretches(Where where, BlockSource file) throws IOException {
        super(new Index(MOST, APART, false));
        this.where = where;
        this.file = file;
        var peek = new Peek(file);
        var content = new Content();
        long at = 0;
        while (at < file.size()) {
            ZstdFrame frame = ZstdFrame.read(where, file, peek, at);
            at = frame.end();
            if (frame.content() != 0) {
                add(frame, content);
            }
        }
    }

    private void add(ZstdFrame frame, Content content) throws IOException {
        index.add(size, frame.start(), index);
        if (frame.content() < 0) {
            var pass = new Pass(new ZeroRuns());
            pass.take(content.of(frame));
            size += pass.size();
            return;
        }
        if (frame.isZero()) {
            zeros.add(size, size + frame.content());
        }
        size = Math.addExact(size, frame.content());
    }

    /// Opens frames, one after the other.
    private final class Content {
        private @Nullable ZstdInput stream; // as it is large

        /// {@return what a frame unpacks to; valid until the next call}
        InputStream of(ZstdFrame frame) throws IOException {
            long content = frame.content();
            if (content >= 0 && content <= SMALL && frame.length() <= SMALL + (SMALL >> 2)) {
                return new ByteArrayInputStream(unpack(frame, (int) content), 0, (int) content);
            }
            ZstdInput known = stream;
            ZstdInput in = known == null ? new ZstdInput(where, file) : known;
            stream = in;
            in.begin(frame.start(), frame.end());
            return in;
        }
    }

    private byte[] unpack(ZstdFrame frame, int content) throws IOException {
        Where place = where.structure("zstd frame", frame.start());
        int length = (int) frame.length();
        byte[] input = new byte[length + ZstdDecoder.SLACK];
        byte[] output = new byte[content + ZstdDecoder.SLACK];
        file.read(frame.start(), MemorySegment.ofArray(input).asSlice(0, length));
        ZstdDecoder known = idle.poll();
        ZstdDecoder decoder = known == null ? new ZstdDecoder() : known;
        decoder.expand(place, input, 0, length, output, 0, content);
        idle.add(decoder);
        return output;
    }

    @Override
    public InputStream open(int stretch) {
        return new Frames(index.packed(stretch));
    }

    /// What frames unpack to, one after the other.
    private final class Frames extends InputStream {
        private final Peek peek = new Peek(file);
        private final Content content = new Content();
        private long at;
        private InputStream frame = InputStream.nullInputStream();

        Frames(long at) {
            this.at = at;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int start, int length) throws IOException {
            while (true) {
                int count = frame.read(target, start, length);
                if (count >= 0) {
                    return count;
                }
                if (at >= file.size()) {
                    return -1;
                }
                ZstdFrame next = ZstdFrame.read(where, file, peek, at);
                at = next.end();
                frame = next.content() == 0 ? InputStream.nullInputStream() : content.of(next);
            }
        }
    }
}
