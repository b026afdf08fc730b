package dev.diskwright.core.bytes;

import java.util.Arrays;

/// Bytes that grow, with numbers in little-endian order.
public final class ByteOutput {
    private byte[] bytes = new byte[512];
    private int size;

    /// No bytes yet.
    public ByteOutput() {}

    /// {@return where the bytes are, from index 0 on; behind them is room} Valid until more is appended.
    public byte[] bytes() {
        return bytes;
    }

    /// {@return how many bytes there are}
    public int size() {
        return size;
    }

    /// Forgets all bytes.
    public ByteOutput clear() {
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

    /// Appends the low 16 bits.
    public ByteOutput u16(long value) {
        int at = reserve(2);
        LittleEndian.put16(bytes, at, value);
        return this;
    }

    /// Appends the low 32 bits.
    public ByteOutput u32(long value) {
        int at = reserve(4);
        LittleEndian.put32(bytes, at, value);
        return this;
    }

    /// Appends 64 bits.
    public ByteOutput u64(long value) {
        int at = reserve(8);
        LittleEndian.put64(bytes, at, value);
        return this;
    }

    /// Appends bytes.
    public ByteOutput raw(byte[] from) {
        int at = reserve(from.length);
        System.arraycopy(from, 0, bytes, at, from.length);
        return this;
    }

    /// Appends `length` bytes from `start` on.
    public ByteOutput raw(byte[] from, int start, int length) {
        int at = reserve(length);
        System.arraycopy(from, start, bytes, at, length);
        return this;
    }
}
