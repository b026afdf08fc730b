package dev.diskwright.core.codec;

import dev.diskwright.core.block.BlockSource;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Small numbers here and there in a file, mostly ascending. Not for several threads.
final class Peek {
    private static final int AHEAD = 4096;

    private final BlockSource file;
    private MemorySegment bytes = MemorySegment.NULL;
    private long start;

    Peek(BlockSource file) {
        this.file = file;
    }

    /// {@return the byte at `at`, -1 behind the end}
    int u8(long at) throws IOException {
        if (at >= file.size()) {
            return -1;
        }
        if (at < start || at >= start + bytes.byteSize()) {
            bytes = file.bytes(at, (int) Math.min(AHEAD, file.size() - at));
            start = at;
        }
        return bytes.get(ValueLayout.JAVA_BYTE, at - start) & 0xff;
    }

    /// {@return as many bytes from `at` on; fewer where the file ends}
    byte[] bytes(long at, int length) throws IOException {
        byte[] bytes = new byte[Math.clamp(file.size() - at, 0, length)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) u8(at + i);
        }
        return bytes;
    }

    /// {@return an unsigned little-endian number of up to 8 bytes; what is behind the end counts as zero}
    long little(long at, int length) throws IOException {
        long number = 0;
        for (int i = length - 1; i >= 0; i--) {
            number = number << 8 | Math.max(0, u8(at + i));
        }
        return number;
    }

    /// {@return an unsigned big-endian number of up to 8 bytes; what is behind the end counts as zero}
    long big(long at, int length) throws IOException {
        long number = 0;
        for (int i = 0; i < length; i++) {
            number = number << 8 | Math.max(0, u8(at + i));
        }
        return number;
    }
}
