package dev.diskwright.core.codec;

/// Writes bits into an array, the first one lowest (RFC 1951, section 3.1.1). Whole bytes are written eight at a time, so
/// up to eight bytes behind the end of what counts are overwritten.
final class BitWriter {
    static final int SLACK = Long.BYTES;

    byte[] out = {};
    int at; // of the next byte
    long bits; // not yet written
    int count; // of them, up to 7 between calls

    void start(byte[] target, int offset) {
        out = target;
        at = offset;
        bits = 0;
        count = 0;
    }

    /// @param value without bits above `length`
    /// @param length up to 48
    void write(long value, int length) {
        bits |= value << count;
        count += length;
        Bytes.putLong(out, at, bits);
        at += count >>> 3;
        bits >>>= count & ~7;
        count &= 7;
    }

    /// Fills the byte begun with zeros.
    void align() {
        if (count > 0) {
            write(0, Byte.SIZE - count);
        }
    }

    void bytes(byte[] in, int offset, int length) {
        System.arraycopy(in, offset, out, at, length);
        at += length;
    }
}
