package dev.diskwright.core.vm.run;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.diskwright.core.codec.DeflateEncoder;
import dev.diskwright.core.codec.Zlib;
import dev.diskwright.core.vm.qmp.QmpException;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/// Pictures in the form that every QEMU writes (netpbm's PPM, binary, 8 bits a colour), as PNG files (ISO/IEC 15948).
final class Ppm {
    private static final int MAX_EDGE = 8192; // pixels
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int WINDOW_BITS = 15;

    private final byte[] file;
    private int at;

    private Ppm(byte[] file) {
        this.file = file;
    }

    /// {@return the picture as PNG}
    ///
    /// @throws QmpException if it is none that QEMU writes
    static byte[] toPng(byte[] file) throws QmpException {
        return new Ppm(file).convert();
    }

    private byte[] convert() throws QmpException {
        expect(file.length > 2 && file[0] == 'P' && file[1] == '6', "no PPM file");
        at = 2;
        int width = number();
        int height = number();
        int most = number();
        at++; // exactly one blank
        expect(width > 0 && width <= MAX_EDGE && height > 0 && height <= MAX_EDGE, "its size");
        expect(most == 255, "its depth");
        int row = 3 * width;
        expect(file.length - at >= (long) row * height, "its length");
        byte[] filtered = new byte[(row + 1) * height]; // each row behind a 0: not filtered
        for (int y = 0; y < height; y++) {
            System.arraycopy(file, at + y * row, filtered, y * (row + 1) + 1, row);
        }
        return png(width, height, filtered);
    }

    private int number() throws QmpException {
        while (at < file.length && file[at] <= ' ') {
            at++;
        }
        int value = 0;
        int from = at;
        for (; at < file.length && file[at] >= '0' && file[at] <= '9'; at++) {
            value = 10 * value + file[at] - '0';
            expect(value <= 1 << 16, "a number");
        }
        expect(at > from, "a number");
        return value;
    }

    private static void expect(boolean holds, String what) throws QmpException {
        if (!holds) {
            throw new QmpException(
                    QmpException.Kind.MALFORMED, "a picture that cannot be read: " + what);
        }
    }

    private static byte[] png(int width, int height, byte[] rows) {
        int bound = DeflateEncoder.bound(rows.length) + 6;
        byte[] packed = new byte[bound + DeflateEncoder.SLACK];
        int length =
                Zlib.deflate(
                        new DeflateEncoder(WINDOW_BITS),
                        MemorySegment.ofArray(rows),
                        packed,
                        0,
                        bound);
        var out = new ByteArrayOutputStream(length + 64);
        out.writeBytes(SIGNATURE);
        byte[] header =
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) 8) // bits
                        .put((byte) 2) // red, green, blue
                        .array();
        chunk(out, "IHDR", header, header.length);
        chunk(out, "IDAT", packed, length);
        chunk(out, "IEND", packed, 0);
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data, int length) {
        byte[] name = type.getBytes(US_ASCII);
        var checksum = new CRC32();
        checksum.update(name);
        checksum.update(data, 0, length);
        out.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
        out.writeBytes(name);
        out.write(data, 0, length);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    }
}
