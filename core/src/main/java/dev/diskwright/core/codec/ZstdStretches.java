package dev.diskwright.core.codec;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.SourceStream;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import io.airlift.compress.v3.zstd.ZstdInputStream;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.ValueLayout;

/// Frames of Zstandard. Their headers tell what they unpack to; one that does not is unpacked to find out. A frame that is
/// long is unpacked from its start.
final class ZstdStretches extends IndexedStretches {
    private static final int MOST = 1 << 18;
    private static final long APART = 1 << 20;
    private static final int SMALL = 2 << 20; // bytes of a frame that is unpacked at once

    private final Where where;
    private final BlockSource file;

    ZstdStretches(Where where, BlockSource file) throws IOException {
        super(new Index(MOST, APART, false));
        this.where = where;
        this.file = file;
        var peek = new Peek(file);
        long at = 0;
        while (at < file.size()) {
            ZstdFrame frame = ZstdFrame.read(where, file, peek, at);
            at = frame.end();
            if (frame.content() != 0) {
                add(frame);
            }
        }
    }

    private void add(ZstdFrame frame) throws IOException {
        index.add(size, frame.start(), index);
        if (frame.content() < 0) {
            var pass = new Pass(new ZeroRuns());
            try (InputStream in = open(frame)) {
                pass.take(in);
            }
            size += pass.size();
            return;
        }
        if (frame.isZero()) {
            zeros.add(size, size + frame.content());
        }
        size = Math.addExact(size, frame.content());
    }

    private InputStream open(ZstdFrame frame) throws IOException {
        BlockSource packed = file.slice(frame.start(), frame.length());
        Where place = where.structure("zstd frame", frame.start());
        long content = frame.content();
        if (content >= 0 && content <= SMALL && frame.length() <= SMALL + (SMALL >> 2)) {
            return new ByteArrayInputStream(unpack(place, packed, (int) content));
        }
        var in = new SourceStream(packed);
        return new Translated(place, in, new ZstdInputStream(in));
    }

    private static byte[] unpack(Where place, BlockSource packed, int content) throws IOException {
        byte[] input = packed.bytes(0, (int) packed.size()).toArray(ValueLayout.JAVA_BYTE);
        byte[] output = new byte[content];
        int size;
        try {
            size =
                    new ZstdJavaDecompressor()
                            .decompress(input, 0, input.length, output, 0, content);
        } catch (RuntimeException e) { // of several kinds, for damaged data
            throw new CorruptImageException(
                    place, String.valueOf(e.getMessage()), "a zstd frame", e);
        }
        if (size != content) {
            throw new CorruptImageException(place, size + " bytes", Integer.toString(content));
        }
        return output;
    }

    @Override
    public InputStream open(int stretch) {
        return new Frames(index.packed(stretch));
    }

    /// What frames unpack to, one after the other.
    private final class Frames extends InputStream {
        private final Peek peek = new Peek(file);
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
                frame =
                        next.content() == 0
                                ? InputStream.nullInputStream()
                                : ZstdStretches.this.open(next);
            }
        }
    }
}
