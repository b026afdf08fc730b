package dev.diskwright.core.fs.squashfs;

import java.util.Arrays;

/// Bytes that grow, with numbers in little-endian order.
final class Output {
    private byte[] bytes = new byte[512];
    private int size;

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    Output clear() {
        size = 0;
        return this;
    }

    private int reserve(int more) {
        int at = size;
        size = Math.addExact(size, more);
        if (size > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size, (int) Math.min(2L * size, 1 << 30)));
        }
        return at;
    }

    Output u16(long value) {
        int at = reserve(2);
        LittleEndian.put16(bytes, at, value);
        return this;
    }

    Output u32(long value) {
        int at = reserve(4);
        LittleEndian.put32(bytes, at, value);
        return this;
    }

    Output u64(long value) {
        int at = reserve(8);
        LittleEndian.put64(bytes, at, value);
        return this;
    }

    Output raw(byte[] from) {
        int at = reserve(from.length);
        System.arraycopy(from, 0, bytes, at, from.length);
        return this;
    }

    Output raw(byte[] from, int start, int length) {
        int at = reserve(length);
        System.arraycopy(from, start, bytes, at, length);
        return this;
    }
}
