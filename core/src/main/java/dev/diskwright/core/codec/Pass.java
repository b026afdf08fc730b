package dev.diskwright.core.codec;

import dev.diskwright.core.block.ZeroBytes;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;

/// Goes once through what a file unpacks to, and learns how long it is and where its zeros are.
final class Pass {
    static final int GRAIN = 64 << 10; // bytes; shorter runs of zeros count as data

    private final byte[] buffer = new byte[GRAIN];
    private final ZeroRuns zeros;
    private int filled;
    private long size;

    /// @param zeros where they are noted
    Pass(ZeroRuns zeros) {
        this.zeros = zeros;
    }

    /// {@return bytes so far}
    long size() {
        return size;
    }

    /// Takes all that `from` still gives.
    void take(InputStream from) throws IOException {
        while (true) {
            int count = from.read(buffer, filled, GRAIN - filled);
            if (count < 0) {
                return;
            }
            advance(count);
        }
    }

    /// {@return where the next bytes go, from [#filled] on}
    byte[] buffer() {
        return buffer;
    }

    int filled() {
        return filled;
    }

    /// Takes what was put into the buffer.
    void advance(int count) {
        filled += count;
        size += count;
        if (filled == GRAIN) {
            end();
        }
    }

    /// Takes zeros that need not be looked at.
    void skipZeros(long length) {
        end();
        zeros.add(size, size + length);
        size += length;
    }

    /// Nothing more comes for now.
    void end() {
        if (filled > 0 && ZeroBytes.isZero(MemorySegment.ofArray(buffer).asSlice(0, filled))) {
            zeros.add(size - filled, size);
        }
        filled = 0;
    }
}
