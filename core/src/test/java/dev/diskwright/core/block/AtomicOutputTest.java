package dev.diskwright.core.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.Units;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicOutputTest {
    @TempDir Path folder;
    private Path image = Path.of("");
    private Path part = Path.of("");

    @BeforeEach
    void names() {
        image = folder.resolve("disk.img");
        part = folder.resolve(".disk.img.diskwright-part");
    }

    private static MemorySegment bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return MemorySegment.ofArray(bytes);
    }

    private List<Path> files() throws IOException {
        try (var list = Files.list(folder)) {
            return list.sorted().toList();
        }
    }

    @Test
    void interruptedAsItBeginsLeavesNothing() throws IOException {
        Thread.currentThread().interrupt();
        try {
            assertThrows(ClosedByInterruptException.class, () -> AtomicOutput.create(image, false));
        } finally {
            Thread.interrupted();
        }
        assertEquals(List.of(), files());
    }

    @Test
    void appearsWholeWithItsCompanions() throws IOException {
        try (var output = AtomicOutput.create(image, false)) {
            assertEquals("disk.img", output.name());
            output.write(2, bytes(5));
            output.truncate(4);
            var extent = output.companion("disk-s001.img");
            extent.write(0, bytes(1, 2));
            extent.truncate(1);
            assertFalse(Files.exists(image));
            output.commit();
        }
        assertEquals(List.of(folder.resolve("disk-s001.img"), image), files());
        assertArrayEquals(new byte[] {0, 0, 5, 0}, Files.readAllBytes(image));
        assertArrayEquals(new byte[] {1}, Files.readAllBytes(folder.resolve("disk-s001.img")));
    }

    @Test
    void withoutACommitNothingIsLeftAndNothingIsLost() throws IOException {
        Files.write(image, new byte[] {9});
        try (var output = AtomicOutput.create(image, true)) {
            output.write(0, bytes(1, 2, 3));
            output.companion("other").write(0, bytes(1));
            assertEquals(3, files().size());
        }
        assertEquals(List.of(image), files());
        assertArrayEquals(new byte[] {9}, Files.readAllBytes(image));
    }

    @Test
    void anExistingFileIsReplacedOnlyWhenAllowed() throws IOException {
        Files.write(image, new byte[] {9});
        var refused = assertThrows(HostException.class, () -> AtomicOutput.create(image, false));
        assertEquals("exists already", refused.problem());
        try (var output = AtomicOutput.create(image, true)) {
            output.write(0, bytes(1));
            output.commit();
        }
        assertArrayEquals(new byte[] {1}, Files.readAllBytes(image));
        assertThrows(HostException.class, () -> AtomicOutput.create(folder, true));
    }

    @Test
    void aFileThatAppearsMeanwhileIsNotReplaced() throws IOException {
        try (var output = AtomicOutput.create(image, false)) {
            Files.write(image, new byte[] {9});
            assertThrows(HostException.class, output::commit);
        }
        assertEquals(List.of(image), files());
        assertArrayEquals(new byte[] {9}, Files.readAllBytes(image));
    }

    @Test
    void whatAKilledRunLeftIsUsedAgain() throws IOException {
        Files.write(part, new byte[100]);
        try (var output = AtomicOutput.create(image, false)) {
            output.write(0, bytes(1));
            output.commit();
        }
        assertEquals(List.of(image), files());
        assertEquals(1, Files.size(image));
    }

    @Test
    void ofTwoRunsTheSecondGivesWay() throws IOException {
        try (var output = AtomicOutput.create(image, false)) {
            output.write(0, bytes(1));
            var second = assertThrows(HostException.class, () -> AtomicOutput.create(image, false));
            assertEquals("is being written already", second.problem());
            assertTrue(Files.exists(part));
            output.commit();
        }
        assertEquals(1, Files.size(image));
    }

    @Test
    void aPlaceThatDoesNotExistIsNamed() {
        Path nowhere = folder.resolve("none").resolve("disk.img");
        var missing = assertThrows(HostException.class, () -> AtomicOutput.create(nowhere, false));
        assertEquals(nowhere.toString(), missing.where().file());
    }

    @Test
    void companionsStayBesideIt() throws IOException {
        try (var output = AtomicOutput.create(image, false)) {
            for (String name : List.of("../x", "a/b", "disk.img", "..", ".", "")) {
                assertThrows(IllegalArgumentException.class, () -> output.companion(name), name);
            }
        }
    }

    @Test
    void holesTakeNoSpace() throws IOException {
        long before = folder.toFile().getUsableSpace();
        try (var output = AtomicOutput.create(image, false)) {
            output.write(40 * Units.GIB, bytes(1));
            output.truncate(50 * Units.GIB);
            output.commit();
        }
        assertEquals(50 * Units.GIB, Files.size(image));
        assertTrue(before - folder.toFile().getUsableSpace() < 10 * Units.GIB);
    }
}
