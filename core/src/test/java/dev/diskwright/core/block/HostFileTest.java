package dev.diskwright.core.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.testing.Cases;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class HostFileTest {
    @TempDir Path folder;

    private Path sparse() throws IOException {
        Path path = folder.resolve("sparse");
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(Units.GIB);
            file.seek(8 * Units.MIB);
            file.write(new byte[] {1});
        }
        return path;
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void holesComeFromTheSystem() throws IOException {
        try (HostFile file = HostFile.open(sparse())) {
            Extent before = file.extentAt(5);
            assertTrue(before.isZero());
            assertEquals(8 * Units.MIB, before.end());
            assertFalse(file.extentAt(8 * Units.MIB).isZero());
            assertEquals(Units.GIB, file.extentAt(Units.GIB - 1).end());
        }
    }

    @Test
    void readsAcrossItsPieces() throws IOException {
        byte[] bytes = Cases.bytes(Cases.random(1), 3 << 20);
        Path path = Files.write(folder.resolve("plain"), bytes);
        try (HostFile file = HostFile.open(path)) {
            assertArrayEquals(bytes, file.bytes(0, bytes.length).toArray(ValueLayout.JAVA_BYTE));
            assertThrows(IndexOutOfBoundsException.class, () -> file.bytes(bytes.length, 1));
        }
    }

    @Test
    void anInterruptedReaderDoesNotDisturbTheNext() throws IOException {
        Path path = Files.write(folder.resolve("plain"), new byte[] {7});
        try (HostFile file = HostFile.open(path)) {
            Thread.currentThread().interrupt();
            assertThrows(ClosedByInterruptException.class, () -> file.bytes(0, 1));
            assertTrue(Thread.interrupted());
            assertEquals(7, file.bytes(0, 1).get(ValueLayout.JAVA_BYTE, 0));
        }
    }

    @Test
    void whatIsNoFileIsRefused() {
        assertThrows(HostException.class, () -> HostFile.open(folder));
        var missing =
                assertThrows(HostException.class, () -> HostFile.open(folder.resolve("none")));
        assertEquals("no such file or directory", missing.problem());
    }

    @Test
    void aLazyFileThatChangedIsRefused() throws IOException {
        Path path = Files.write(folder.resolve("lazy"), new byte[100]);
        LazyFile file = lazy(path);
        assertEquals(100, file.bytes(0, 100).byteSize());
        Files.write(path, new byte[90]);
        var shorter = assertThrows(HostException.class, () -> file.bytes(0, 10));
        assertEquals("changed while it was read: size was 100, is 90", shorter.problem());
        Files.write(path, new byte[100]);
        Files.setLastModifiedTime(path, FileTime.fromMillis(1));
        assertThrows(HostException.class, () -> file.bytes(0, 10));
        Files.delete(path);
        assertThrows(HostException.class, () -> file.bytes(0, 10));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aLargeLazyFileKnowsItsHoles() throws IOException {
        LazyFile file = lazy(sparse());
        assertEquals(8 * Units.MIB, file.extentAt(0).end());
        MemorySegment bytes = file.bytes(8 * Units.MIB - 1, 3);
        assertArrayEquals(new byte[] {0, 1, 0}, bytes.toArray(ValueLayout.JAVA_BYTE));
    }

    private LazyFile lazy(Path path) throws IOException {
        return LazyFile.of(
                folder,
                HostPaths.nameBytes(path),
                Files.readAttributes(path, BasicFileAttributes.class));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.FREEBSD})
    void anyBytesMakeAPath() throws IOException {
        byte[] name = {'a', (byte) 0xff, '?', ' ', '%', (byte) 0xc3, (byte) 0xbc};
        Path path = HostPaths.resolve(folder, name);
        Files.write(path, new byte[1]);
        try (var listing = Files.newDirectoryStream(folder)) {
            Path found = listing.iterator().next();
            assertEquals(path, found);
            assertArrayEquals(name, HostPaths.nameBytes(found));
        }
    }
}
