package dev.diskwright.core.vm.run;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.diskwright.core.vm.qmp.QmpException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PpmTest {
    private static byte[] ppm(String header, int... colours) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(header.getBytes(US_ASCII));
        for (int colour : colours) {
            out.write(colour);
        }
        return out.toByteArray();
    }

    @Test
    void pixelsBecomeRowsOfAPng() throws Exception {
        byte[] png = Ppm.toPng(ppm("P6\n2 2\n255\n", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
        var bytes = ByteBuffer.wrap(png);
        assertEquals(0x89504e470d0a1a0aL, bytes.getLong());
        assertEquals(13, bytes.getInt());
        assertEquals(0x49484452, bytes.getInt());
        assertEquals(2, bytes.getInt());
        assertEquals(2, bytes.getInt());
        assertEquals(0x0802, bytes.getShort());
        bytes.position(bytes.position() + 3 + 4);
        byte[] packed = new byte[bytes.getInt()];
        assertEquals(0x49444154, bytes.getInt());
        bytes.get(packed);
        byte[] rows = new byte[20];
        try (var inflater = new Inflater()) {
            inflater.setInput(packed);
            assertEquals(14, inflater.inflate(rows));
        }
        assertArrayEquals(
                new byte[] {0, 1, 2, 3, 4, 5, 6, 0, 7, 8, 9, 10, 11, 12}, Arrays.copyOf(rows, 14));
        bytes.getInt(); // checksum
        assertEquals(0, bytes.getInt());
        assertEquals(0x49454e44, bytes.getInt());
        assertEquals(0xae426082, bytes.getInt()); // of an empty IEND
        assertEquals(0, bytes.remaining());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "P",
                "P6",
                "P5\n1 1\n255\nxxx",
                "P6\n1 1\n255\nxx",
                "P6\n0 1\n255\nxxx",
                "P6\n-1 1\n255\nxxx",
                "P6\n99999 99999\n255\nxxx",
                "P6\n8192 8192\n255\nxxx",
                "P6\n99999999999999 1\n255\nxxx",
                "P6\n1 1\n65535\nxxxxxx",
                "P6 x 1\n255\nxxx"
            })
    void whatQemuDoesNotWriteIsRefused(String file) {
        assertThrows(QmpException.class, () -> Ppm.toPng(ppm(file)));
    }
}
