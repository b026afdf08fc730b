package dev.diskwright.core.fs.fat;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.HostFile;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.verify.DiskImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Volumes that mkfs.fat and mformat make, filled and thinned out by mtools, read and checked.
@Tag("peer")
class OtherMakersTest {
    @TempDir private Path directory;

    private final TreeMap<String, byte[]> files = new TreeMap<>();

    private Path image(long size) throws IOException {
        Path image = directory.resolve("volume.img");
        try (var file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(size);
        }
        return image;
    }

    /// Puts files in, deletes some, so that slots of long names are left over, and puts in others.
    private void fill(Path image, boolean small) throws IOException {
        Peers.require("mcopy", "mmd", "mdel", "mattrib");
        Peers.run("mmd", "-i", image, "::Sub directory", "::Sub directory/below").ok();
        for (int i = 0; i < (small ? 6 : 40); i++) {
            put(image, "A rather long name of number %d.text".formatted(i), 100 * i);
            put(image, "Sub directory/below/SHORT%d.BIN".formatted(i), 3000 * i);
        }
        for (int i = 0; i < (small ? 6 : 40); i += 2) {
            String name = "A rather long name of number %d.text".formatted(i);
            Peers.run("mdel", "-i", image, "::" + name).ok();
            files.remove(name);
        }
        put(image, "x.y", 5);
        put(image, "lower.txt", small ? 5000 : 70_000);
        put(image, "Another name that takes what was left.conf", 1);
    }

    private void put(Path image, String name, int size) throws IOException {
        byte[] bytes = Cases.bytes(Cases.random(size), size);
        Path file = Files.write(directory.resolve("file"), bytes);
        Peers.run("mcopy", "-o", "-i", image, file, "::" + name).ok();
        files.put(name, bytes);
    }

    private void assertRead(BlockSource volume) throws IOException {
        FileTree tree = new Fat().read(Volumes.WHERE, volume);
        var found = new TreeSet<String>();
        tree.walk((path, node) -> {
            if (node instanceof RegularFile file) {
                String name = path.substring(1);
                found.add(name);
                assertArrayEquals(files.get(name), Volumes.bytes(file.content()), name);
            }
        });
        assertEquals(files.keySet(), found);
    }

    private static List<Finding> errors(BlockSource volume) throws IOException {
        List<Finding> findings = new ArrayList<>(Volumes.check(volume));
        findings.removeIf(it -> it.severity() != Finding.Severity.ERROR);
        return findings;
    }

    @ParameterizedTest
    @CsvSource({
        "4,   FAT12, -F 12",
        "4,   FAT12, -F 12 -f 1 -r 112",
        "16,  FAT16, -F 16 -f 1",
        "16,  FAT16, -F 16 -r 2048 -s 1",
        "64,  FAT16, -F 16 -r 128 -s 8 -a",
        "300, FAT16, -F 16 -s 64",
        "600, FAT16, -F 16 -s 128",
        "40,  FAT32, -F 32 -s 1 -f 1",
        "40,  FAT32, -F 32 -s 1 -R 3 -b 2",
        "40,  FAT32, -F 32 -s 1 -b 0",
        "80,  FAT32, -F 32 -s 2",
        "300, FAT32, -F 32 -S 1024 -s 1 -n LABELLED",
        "600, FAT32, -F 32 -S 2048 -s 1 -h 63",
        "300, FAT32, -F 32 -S 4096 -s 1 -D 0",
        "64,  FAT16, -F 16 -S 4096 -s 1",
        "4200, FAT32, -F 32 -s 128",
        "64,  FAT12, -F 12 -S 4096 -s 32",
        "200, FAT12, -F 12 -S 4096 -s 64"
    })
    void whatMkfsMadeIsRead(int mebibytes, String type, String options) throws IOException {
        Peers.require("mkfs.fat", "fsck.fat");
        Path image = image(mebibytes * Units.MIB);
        var arguments = new ArrayList<Object>(List.of(options.split(" ", -1)));
        arguments.add(image);
        Peers.run("mkfs.fat", arguments.toArray()).ok();
        fill(image, options.contains("-r 1"));
        try (var file = HostFile.open(image)) {
            assertEquals(type, new Fat().probe(Volumes.WHERE, file).orElseThrow().variant());
            assertRead(file);
            if (Peers.run("fsck.fat", "-n", image).status() == 0) {
                assertEquals(List.of(), errors(file));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-f 1440",
                "-f 720",
                "-f 360",
                "-f 2880",
                "-t 80 -h 2 -s 18 -d 1",
                "-T 131072 -h 16 -s 63 -c 4",
                "-T 131072 -h 16 -s 63 -F",
                "-T 65536 -h 4 -s 32 -r 64 -v LABEL"
            })
    void whatMformatMadeIsRead(String options) throws IOException {
        Peers.require("mformat", "fsck.fat");
        Path image = directory.resolve("volume.img");
        var arguments = new ArrayList<Object>(List.of("-C", "-i", image));
        arguments.addAll(List.of(options.split(" ", -1)));
        arguments.add("::");
        Peers.run("mformat", arguments.toArray()).ok();
        fill(image, true);
        BlockSource volume = BlockSource.of(Files.readAllBytes(image));
        assertRead(volume);
        if (Peers.run("fsck.fat", "-n", image).status() == 0) {
            assertEquals(List.of(), errors(volume));
        }
    }

    @Test
    void oldBootSectorsHaveNeitherLabelNorNumber() throws IOException {
        Peers.require("mkfs.fat", "mlabel");
        Path image = image(4 * Units.MIB);
        Peers.run("mkfs.fat", "-F", "12", image).ok();
        fill(image, true);
        Peers.run("mlabel", "-i", image, "::IN ROOT").ok(); // behind the files
        byte[] bytes = Files.readAllBytes(image);
        for (int at = 0x26; at < 0x3e; at++) {
            bytes[at] = 0;
        }
        BlockSource volume = BlockSource.of(bytes);
        var info = new Fat().probe(Volumes.WHERE, volume).orElseThrow();
        assertEquals("IN ROOT", info.label());
        assertEquals("", info.uuid());
        assertRead(volume);
        assertEquals(List.of(), errors(volume));
    }

    @Test
    void aVolumeThatWasNotUnmountedIsReadAndToldOf() throws IOException {
        Peers.require("mkfs.fat");
        Path image = image(16 * Units.MIB);
        Peers.run("mkfs.fat", "-F", "16", image).ok();
        fill(image, true);
        byte[] bytes = Files.readAllBytes(image);
        bytes[0x25] |= 1;
        BlockSource volume = BlockSource.of(bytes);
        assertRead(volume);
        assertEquals(List.of(), errors(volume));
        assertEquals(Finding.Severity.WARNING, Volumes.check(volume).getFirst().severity());
    }

    @Test
    void exfatIsNoFatAndIsRefusedByName() throws IOException {
        var boot = new byte[1 << 20];
        boot[0] = (byte) 0xeb;
        boot[1] = 0x76;
        boot[2] = (byte) 0x90;
        System.arraycopy("EXFAT   ".getBytes(US_ASCII), 0, boot, 3, 8);
        boot[73] = 8; // 2048 sectors
        boot[108] = 9; // of 512 bytes
        boot[510] = 0x55;
        boot[511] = (byte) 0xaa;
        BlockSource volume = BlockSource.of(boot);
        assertTrue(new Fat().probe(Volumes.WHERE, volume).isEmpty());
        try (DiskImage image = DiskImage.of("volume.img", volume, 512)) {
            DiskImage.Part part = image.parts().getFirst();
            var refusal = assertThrows(UnsupportedImageException.class, part::read);
            assertEquals("exfat is not supported", refusal.problem());
        }
    }
}
