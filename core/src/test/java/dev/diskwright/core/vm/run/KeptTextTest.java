package dev.diskwright.core.vm.run;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.testing.Cases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is kept of a text that may be endless, in memory and in a file.
class KeptTextTest {
    @TempDir Path folder;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void ringKeepsTheLastCharacters(long seed) {
        Random random = Cases.random(seed);
        var ring = new TextRing(1 << 13);
        var all = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            String piece = (char) ('a' + random.nextInt(26)) + "x".repeat(random.nextInt(3000));
            ring.append(piece);
            all.append(piece);
            assertEquals(all.substring(Math.max(0, all.length() - (1 << 13))), ring.text());
        }
    }

    @Test
    void ringTakesPiecesThatAreLargerThanItself() {
        var ring = new TextRing(1 << 12);
        ring.append("a".repeat(5000) + "b".repeat(4000));
        assertEquals("a".repeat(96) + "b".repeat(4000), ring.text());
    }

    private String log(long limit, String... pieces) throws IOException {
        Path file = folder.resolve("serial.log");
        try (SerialLog log = SerialLog.create(file, limit)) {
            for (String piece : pieces) {
                byte[] bytes = piece.getBytes(US_ASCII);
                log.write(bytes, bytes.length);
            }
        }
        return Files.readString(file);
    }

    @Test
    void logThatFitsIsWhole() throws IOException {
        assertEquals("", log(10));
        assertEquals("0123456789", log(10, "012", "3456", "789"));
    }

    @Test
    void logThatDoesNotFitHasItsStartAndItsEnd() throws IOException {
        assertEquals("01234\n[… 3 bytes left out …]\n89abc", log(10, "0123", "456789a", "bc"));
        assertEquals("01234\n[… 90 bytes left out …]\n56789", log(10, "0123456789".repeat(10)));
    }

    @Test
    void logInAMissingDirectoryIsRefusedWithItsName() {
        Path file = folder.resolve("none/serial.log");
        var e = assertThrows(IOException.class, () -> SerialLog.create(file, 10));
        assertTrue(String.valueOf(e.getMessage()).contains("serial.log: no such file"));
    }
}
