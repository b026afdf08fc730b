package dev.diskwright.core.container.ova;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/// The header of a member that is written: ustar, or GNU's form for a size that ustar cannot say, as VMware's own tool
/// writes it.
final class TarHeader {
    static final int SIZE = 512;

    private static final long MAX_OCTAL = (1L << 33) - 1; // eleven digits

    private TarHeader() {}

    /// @param name up to 100 characters of ASCII
    /// @param size in bytes
    static MemorySegment of(String name, long size, Instant time) {
        byte[] header = new byte[SIZE];
        put(header, 0, name);
        put(header, 100, "0000644\0" + "0000000\0" + "0000000\0");
        if (size <= MAX_OCTAL) {
            put(header, 124, "%011o\0".formatted(size));
            put(header, 257, "ustar\00000");
        } else {
            header[124] = (byte) 0x80;
            for (int i = 0; i < 8; i++) {
                header[135 - i] = (byte) (size >>> 8 * i);
            }
            put(header, 257, "ustar  \0");
        }
        put(header, 136, "%011o\0".formatted(Math.clamp(time.getEpochSecond(), 0, MAX_OCTAL)));
        header[156] = '0';
        put(header, 265, "root");
        put(header, 297, "root");
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte it : header) {
            sum += it & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        return MemorySegment.ofArray(header);
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }
}
