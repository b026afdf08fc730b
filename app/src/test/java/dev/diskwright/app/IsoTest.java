package dev.diskwright.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands on an installation image: a file system on the whole disk.
class IsoTest {
    @TempDir private Path directory;
    private Cli cli = new Cli(Path.of(""));

    @BeforeEach
    void image() throws IOException {
        cli = new Cli(directory);
        byte[] iso = Fixtures.bytes("fs/iso9660/rock-ridge.iso.gz");
        Files.write(directory.resolve("install.iso"), iso);
    }

    @Test
    void inspectTellsOfVolumeAndBootImages() {
        var parts = cli.run("inspect", "--json", "install.iso").ended(0).json().at("/parts/0");
        assertEquals("iso9660", parts.at("/filesystem/type").stringValue());
        assertEquals("Rock Ridge", parts.at("/filesystem/variant").stringValue());
        assertEquals("GOLDEN", parts.at("/filesystem/label").stringValue());
        assertEquals("BIOS", parts.at("/bootImages/0/platform").stringValue());
        assertTrue(
                cli.run("inspect", "install.iso")
                        .ended(0)
                        .output()
                        .contains("boot image for BIOS, no emulation"));
    }

    @Test
    void filesAreListedPrintedAndTakenOut() throws IOException {
        assertTrue(cli.run("ls", "install.iso", "/etc").ended(0).output().contains("hostname"));
        assertEquals(
                "diskwright\n", cli.run("cat", "install.iso", "/etc/hostname").ended(0).output());
        cli.run("extract", "install.iso", "/etc", "-o", "out").ended(0);
        try (var found = Files.walk(directory.resolve("out"))) {
            assertTrue(found.anyMatch(it -> it.endsWith("hostname")));
        }
    }

    @Test
    void verifyFindsNothingWrong() {
        var result = cli.run("verify", "--json", "install.iso").ended(0);
        assertFalse(result.output().contains("\"error\""), result.output());
    }
}
