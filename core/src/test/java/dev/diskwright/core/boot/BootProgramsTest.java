package dev.diskwright.core.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootProgramsTest {
    private static final Path SOURCES = Path.of("src/main/boot");
    private static final List<String> PRODUCTS =
            List.of(
                    BootPrograms.STUB,
                    BootPrograms.SELF_TEST_UEFI,
                    BootPrograms.SELF_TEST_BIOS,
                    BootPrograms.LOADER_BIOS);

    @Test
    void allAreCarriedAndPrintOurName() {
        for (String product : PRODUCTS) {
            assertTrue(
                    new String(BootPrograms.bytes(product), UTF_8).contains("diskwright"), product);
        }
    }

    @Test
    void biosProgramFillsTheBootCodeAreaAndEndsInTheNameField() {
        byte[] code = BootPrograms.bytes(BootPrograms.SELF_TEST_BIOS);
        assertEquals(BootCode.SIZE, code.length);
        for (int i = BootCode.SIZE - SelfTest.NAME_CAPACITY; i < code.length; i++) {
            assertEquals(0, code[i]);
        }
    }

    @Tag("peer")
    @Test
    void sourcesBuildTwiceToTheSameBytesAndToThoseThatAreCarried(@TempDir Path directory)
            throws IOException {
        Peers.require("sh", "gcc", "as", "ld", "readelf");
        Path first = Files.createDirectory(directory.resolve("first"));
        Path second = Files.createDirectory(directory.resolve("second"));
        Peers.run("sh", SOURCES.resolve("build.sh"), first).ok();
        Peers.run("sh", SOURCES.resolve("build.sh"), second).ok();
        String made = Files.readString(SOURCES.resolve("TOOLCHAIN"));
        boolean sameTools = made.equals(toolchain());
        for (String product : PRODUCTS) {
            byte[] built = Files.readAllBytes(first.resolve(product));
            assertArrayEquals(built, Files.readAllBytes(second.resolve(product)), product);
            if (sameTools) {
                assertArrayEquals(
                        BootPrograms.bytes(product), built, product + ", built with " + made);
            }
        }
    }

    /// The tools here, as `TOOLCHAIN` says it: another major version of gcc makes other code.
    private static String toolchain() {
        String gcc = Peers.run("gcc", "-dumpversion").ok().strip();
        Matcher ld = Pattern.compile("[0-9]+\\.[0-9]+").matcher(Peers.run("ld", "--version").ok());
        assertTrue(ld.find());
        var lines = new ArrayList<String>();
        lines.add("gcc " + gcc.split("\\.", 2)[0]);
        lines.add("binutils " + ld.group());
        return String.join("\n", lines) + "\n";
    }
}
