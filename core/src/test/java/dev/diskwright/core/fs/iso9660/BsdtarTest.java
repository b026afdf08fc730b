package dev.diskwright.core.fs.iso9660;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.fs.BootImage;
import dev.diskwright.core.fs.VolumeInfo;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.LoopMounts;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.TreeListing;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Volumes that bsdtar makes, read as bsdtar and 7-Zip read them.
@Tag("peer")
class BsdtarTest {
    private static final Where FILE = Where.file("volume.iso");

    @TempDir private Path directory;
    private Path tree;
    private Path image;

    @BeforeEach
    void makeTree() throws IOException {
        Peers.require("bsdtar");
        tree = Files.createDirectory(directory.resolve("tree"));
        image = directory.resolve("volume.iso");
        Path deep = tree;
        for (int i = 0; i < 5; i++) {
            deep = Files.createDirectory(deep.resolve("Level " + i));
            Files.writeString(deep.resolve("at level " + i), "level " + i);
        }
        for (int size : new int[] {0, 1, 2047, 2048, 2049, 70_000}) {
            Files.write(tree.resolve("of " + size + ".bin"), Cases.bytes(Cases.random(1), size));
        }
        Files.writeString(tree.resolve("n".repeat(180)), "a long name");
        Path many = Files.createDirectory(tree.resolve("many"));
        for (int i = 0; i < 300; i++) {
            Files.writeString(many.resolve("A file of number " + i), "number " + i);
        }
        Files.write(tree.resolve("boot.img"), Cases.bytes(Cases.random(2), 4000));
    }

    private void addPosix() throws IOException {
        Path deep = tree;
        for (int i = 0; i < 12; i++) { // deeper than ECMA-119 allows
            deep = Files.createDirectory(deep.resolve("Down " + i));
            Files.writeString(deep.resolve("at level " + i), "level " + i);
        }
        Files.createSymbolicLink(tree.resolve("link"), Path.of("many/A file of number 7"));
        Files.createSymbolicLink(tree.resolve("absolute"), Path.of("/no/../such/./file"));
        Files.createSymbolicLink(
                tree.resolve("long link"),
                Path.of("../" + "x".repeat(250) + "/" + "y".repeat(240)));
        Files.createLink(tree.resolve("second name"), tree.resolve("of 2049.bin"));
        Peers.require("mkfifo", "mknod", "chmod", "touch");
        Peers.run("mkfifo", tree.resolve("pipe")).ok();
        Peers.run("mknod", tree.resolve("null"), "c", "1", "3").ok();
        Peers.run("mknod", tree.resolve("disk"), "b", "259", "7000").ok();
        Peers.run("chmod", "4751", tree.resolve("of 1.bin")).ok();
        Peers.run("chown", "70000:100000", tree.resolve("of 1.bin")).ok();
        Peers.run("touch", "-d", "2001-02-03 04:05:06", tree.resolve("of 1.bin")).ok();
    }

    private BlockSource make(String options) throws IOException {
        Files.deleteIfExists(image);
        Peers.run(
                        "bsdtar",
                        "--format",
                        "iso9660",
                        "--options",
                        options,
                        "-cf",
                        image,
                        "-C",
                        tree,
                        ".")
                .ok();
        return BlockSource.of(Files.readAllBytes(image));
    }

    private static List<Finding> findings(BlockSource volume) throws IOException {
        var findings = new ArrayList<Finding>();
        new Iso9660().check(FILE, volume, findings::add);
        return findings;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rockridge=strict,joliet",
                "rockridge=strict,!joliet,iso-level=1",
                "rockridge=strict,joliet,boot=boot.img,boot-type=no-emulation"
            })
    void everyFileOfRockRidgeIsReadAsItIsUnpacked(String options) throws IOException {
        LoopMounts.require(); // for the owners that only root gives
        addPosix();
        BlockSource volume = make(options);
        FileTree read = new Iso9660().read(FILE, volume);
        Path unpacked = Files.createDirectory(directory.resolve("unpacked"));
        Peers.run("bsdtar", "-xpf", image, "-C", unpacked).ok();
        List<String> expected = LoopMounts.listing(unpacked, directory);
        expected.replaceAll(line -> line.replace(" other-times", ""));
        List<String> found = new ArrayList<>(TreeListing.of(read, 0).lines().toList());
        expected.removeIf(line -> line.startsWith("/ ")); // made by unpacking
        found.removeIf(line -> line.startsWith("/ "));
        TreeListing.assertSame(expected, found);
        assertEquals(List.of(), findings(volume));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!rockridge,joliet",
                "!rockridge,joliet=long",
                "!rockridge,!joliet",
                "!rockridge,!joliet,iso-level=1",
                "!rockridge,!joliet,iso-level=4"
            })
    void withoutRockRidgeNamesAreJolietsOrPlain(String options) throws IOException {
        BlockSource volume = make(options);
        FileTree read = new Iso9660().read(FILE, volume);
        var names = new TreeSet<String>();
        read.walk((path, _) -> names.add(path.substring(1)));
        String listed = Peers.run("bsdtar", "-tf", image).ok();
        var expected = new TreeSet<String>();
        for (String line : listed.split("\n", -1)) {
            String name = line.endsWith("/") ? line.substring(0, line.length() - 1) : line;
            if (!name.isEmpty() && !name.equals(".")) {
                expected.add(name);
            }
        }
        assertEquals(expected, names);
        for (String name : names) {
            if (read.find(name) instanceof RegularFile file) {
                byte[] content =
                        file.content()
                                .bytes(0, (int) file.content().size())
                                .toArray(ValueLayout.JAVA_BYTE);
                if (content.length == 70_000) {
                    byte[] meant = Files.readAllBytes(tree.resolve("of 70000.bin"));
                    assertTrue(Arrays.equals(meant, content), name);
                }
            }
        }
        assertEquals(List.of(), findings(volume));
    }

    @Test
    void sevenZipListsTheSameFiles() throws IOException {
        Peers.require("7zz");
        FileTree read = new Iso9660().read(FILE, make("rockridge=strict,joliet"));
        var found = new TreeSet<String>();
        read.walk((path, _) -> found.add(path.substring(1)));
        var expected = new TreeSet<String>();
        String listed = Peers.run("7zz", "l", "-slt", "-ba", image).ok();
        for (String line : listed.split("\n", -1)) {
            if (line.startsWith("Path = ")) {
                expected.add(line.substring("Path = ".length()));
            }
        }
        // it reads Joliet's names, which are shorter
        assertEquals(expected.size(), found.size());
        found.removeAll(expected);
        assertEquals(new TreeSet<>(List.of("n".repeat(180))), found);
    }

    @Test
    void blkidSaysTheSameOfIt() throws IOException {
        Peers.require("blkid");
        BlockSource volume = make("volume-id=A_LABEL,rockridge=strict");
        VolumeInfo info = new Iso9660().probe(FILE, volume).orElseThrow();
        String said = Peers.run("blkid", "-p", image).ok();
        assertTrue(said.contains(" LABEL=\"" + info.label() + "\""), said);
        assertTrue(said.contains(" UUID=\"" + info.uuid() + "\""), said);
        assertEquals("A_LABEL", info.label());
        assertEquals("Rock Ridge", info.variant());
        assertEquals(2048, info.blockSize());
        assertTrue(info.size() <= volume.size(), info.toString());
    }

    @Test
    void bootImagesAreTold() throws IOException {
        BlockSource volume = make("boot=boot.img,boot-type=no-emulation,boot-load-size=4");
        List<BootImage> images = new Iso9660().bootImages(FILE, volume);
        assertEquals(1, images.size());
        BootImage it = images.getFirst();
        assertEquals("BIOS", it.platformName());
        assertEquals("no emulation", it.mediaName());
        assertEquals(2048, it.loadSize());
        assertTrue(it.bootable());
        byte[] meant = Files.readAllBytes(tree.resolve("boot.img"));
        assertTrue(
                Arrays.equals(
                        Arrays.copyOf(meant, 512),
                        volume.bytes(it.offset(), 512).toArray(ValueLayout.JAVA_BYTE)));
        assertInstanceOf(RegularFile.class, new Iso9660().read(FILE, volume).find("boot.img"));
    }
}
