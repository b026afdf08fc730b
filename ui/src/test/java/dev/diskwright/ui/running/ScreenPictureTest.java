package dev.diskwright.ui.running;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenPictureTest {
    private static byte[] head(int width, int height) {
        return ByteBuffer.allocate(64)
                .put(HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452"))
                .putInt(width)
                .putInt(height)
                .array();
    }

    @Test
    void sizeIsReadFromTheHeader() {
        ScreenPicture it = ScreenPicture.of(head(1280, 800)).orElseThrow();
        assertEquals(1280, it.width());
        assertEquals(800, it.height());
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "10, 0", "-1, 10", "100000, 100000", "2147483647, 2147483647"})
    void sizesThatNoScreenHasAreRefused(int width, int height) {
        assertTrue(ScreenPicture.of(head(width, height)).isEmpty());
    }

    @Test
    void otherFilesAreNoPictures() {
        assertTrue(ScreenPicture.of(new byte[0]).isEmpty());
        assertTrue(ScreenPicture.of(new byte[1000]).isEmpty());
        assertTrue(ScreenPicture.of(new byte[33 << 20]).isEmpty());
    }
}
