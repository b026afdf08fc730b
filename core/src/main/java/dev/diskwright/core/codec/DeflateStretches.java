package dev.diskwright.core.codec;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;

/// DEFLATE streams, gone through once to learn their size. A stretch begins with a block, and keeps the 32 KiB before it:
/// 256 of them at most, 2 MiB apart or more.
final class DeflateStretches extends IndexedStretches {
    private static final int MOST = 256;
    private static final long APART = 2 << 20;
    private static final byte[] NOTHING = {};

    private final Where where;
    private final BlockSource file;
    private final Members members;
    private final long end;

    DeflateStretches(Where where, BlockSource file, Members members) throws IOException {
        this(where, file, members, Long.MAX_VALUE);
    }

    /// @param most bytes that it may unpack to
    DeflateStretches(Where where, BlockSource file, Members members, long most) throws IOException {
        super(new Index(MOST, APART, true));
        this.where = where;
        this.file = file;
        this.members = members;
        end = pass(most);
    }

    /// {@return where the last member ends in the file}
    long end() {
        return end;
    }

    private long pass(long most) throws IOException {
        var pass = new Pass(zeros);
        var inflate = new Inflate(where, file, 0);
        var crc = new CRC32();
        long at = 0;
        for (long body = members.begin(0); body >= 0; body = members.begin(at)) {
            inflate.begin(body);
            index.add(pass.size(), body << 3, NOTHING);
            crc.reset();
            long before = pass.size();
            while (true) {
                int start = pass.filled();
                int count = inflate.read(pass.buffer(), start, Pass.GRAIN - start);
                if (count < 0) {
                    break;
                }
                crc.update(pass.buffer(), start, count);
                pass.advance(count);
                if (pass.size() > most) {
                    throw new CorruptImageException(
                            where, "more than %d bytes".formatted(most), "these");
                }
                long block = inflate.block();
                if (block >= 0 && index.wants(pass.size())) {
                    index.add(pass.size(), block, inflate.window());
                }
            }
            long behind = inflate.position();
            members.check(behind, (int) crc.getValue(), pass.size() - before);
            at = members.end(behind);
        }
        pass.end();
        size = pass.size();
        return at;
    }

    @Override
    public InputStream open(int stretch) throws IOException {
        var inflate = new Inflate(where, file, 0);
        inflate.begin(index.packed(stretch), (byte[]) Objects.requireNonNull(index.state(stretch)));
        return new Expanded(inflate, members);
    }

    /// What follows from a block on, through all members.
    private static final class Expanded extends InputStream {
        private final Inflate inflate;
        private final Members members;
        private boolean ended;

        Expanded(Inflate inflate, Members members) {
            this.inflate = inflate;
            this.members = members;
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
            while (!ended) {
                int count = inflate.read(target, start, length);
                if (count >= 0) {
                    return count;
                }
                long body = members.begin(members.end(inflate.position()));
                ended = body < 0;
                if (!ended) {
                    inflate.begin(body);
                }
            }
            return -1;
        }
    }
}
