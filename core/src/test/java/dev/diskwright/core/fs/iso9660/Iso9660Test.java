package dev.diskwright.core.fs.iso9660;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.SymbolicLink;
import dev.diskwright.core.fs.BootImage;
import dev.diskwright.core.fs.FileSystems;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Fixtures;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Volumes of src/test/resources/fs/iso9660, whole, changed and damaged.
class Iso9660Test {
    private static final Where FILE = Where.file("golden.iso");
    private static final String[] IMAGES = {"rock-ridge", "joliet", "plain"};

    private static byte[] image(String name) {
        return Fixtures.bytes("fs/iso9660/" + name + ".iso.gz");
    }

    private static FileTree tree(byte[] image) throws IOException {
        return new Iso9660().read(FILE, BlockSource.of(image));
    }

    private static List<Finding> findings(byte[] image) throws IOException {
        var findings = new ArrayList<Finding>();
        new Iso9660().check(FILE, BlockSource.of(image), findings::add);
        return findings;
    }

    private static <T> T find(FileTree tree, Class<T> kind, String path) {
        return assertInstanceOf(kind, tree.find(path), path);
    }

    private static byte[] content(RegularFile file) throws IOException {
        return file.content().bytes(0, (int) file.content().size()).toArray(ValueLayout.JAVA_BYTE);
    }

    private static byte[] numbers(int last) {
        return IntStream.rangeClosed(1, last)
                .mapToObj(i -> i + "\n")
                .collect(Collectors.joining())
                .getBytes(US_ASCII);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rock-ridge", "joliet", "plain"})
    void volumesAreRecognisedAndNothingIsWrongWithThem(String name) throws IOException {
        BlockSource volume = BlockSource.of(image(name));
        assertEquals("iso9660", FileSystems.recognise(FILE, volume).orElseThrow().name());
        assertEquals("GOLDEN", new Iso9660().probe(FILE, volume).orElseThrow().label());
        assertEquals(List.of(), findings(image(name)));
    }

    @Test
    void rockRidgeTellsAllOfAFile() throws IOException {
        FileTree tree = tree(image("rock-ridge"));
        RegularFile file = find(tree, RegularFile.class, "Numbers up to 3000.text");
        assertArrayEquals(numbers(3000), content(file));
        assertEquals(0644, file.attributes().mode());
        assertEquals(1000, file.attributes().uid());
        assertEquals(1001, file.attributes().gid());
        assertEquals(981_173_106, file.attributes().seconds());
        assertEquals(04755, find(tree, RegularFile.class, "boot.img").attributes().mode());
        assertSame(tree.find("etc/hostname"), tree.find("etc/name"), "a hard link");
        assertEquals("hostname", find(tree, SymbolicLink.class, "etc/short").target());
        assertEquals(
                "x".repeat(240) + "/../" + "y".repeat(200),
                find(tree, SymbolicLink.class, "long").target());
        String deep =
                IntStream.rangeClosed(1, 11)
                        .mapToObj(i -> "Level" + i)
                        .collect(Collectors.joining("/"));
        assertArrayEquals(
                "11\n".getBytes(US_ASCII), content(find(tree, RegularFile.class, deep + "/file")));
        assertNull(tree.find("rr_moved"));
    }

    @Test
    void withoutRockRidgeNamesAreJoliets() throws IOException {
        FileTree tree = tree(image("joliet"));
        RegularFile file = find(tree, RegularFile.class, "Numbers up to 3000.text");
        assertArrayEquals(numbers(3000), content(file));
        assertEquals(0444, file.attributes().mode());
        assertEquals(60, find(tree, Directory.class, "many").count());
    }

    @Test
    void withoutJolietTheyAreThoseOfThePrimaryTreeWithoutVersions() throws IOException {
        FileTree tree = tree(image("plain"));
        assertArrayEquals(
                "diskwright\n".getBytes(US_ASCII),
                content(find(tree, RegularFile.class, "ETC/HOSTNAME")));
        assertNotNull(tree.find("BOOT.IMG"));
    }

    @Test
    void bootImagesAreTold() throws IOException {
        BlockSource volume = BlockSource.of(image("rock-ridge"));
        BootImage it = new Iso9660().bootImages(FILE, volume).getFirst();
        assertEquals("BIOS", it.platformName());
        assertEquals(2048, it.loadSize());
        byte[] boot = numbers(100);
        assertArrayEquals(
                boot, volume.bytes(it.offset(), boot.length).toArray(ValueLayout.JAVA_BYTE));
        assertEquals(List.of(), new Iso9660().bootImages(FILE, BlockSource.of(image("plain"))));
    }

    /// {@return where the record of an identifier begins in an image}
    private static int record(byte[] image, String identifier) {
        byte[] name = identifier.getBytes(US_ASCII);
        for (int at = 0; at + name.length < image.length; at++) {
            if (at > 33
                    && (image[at - 1] & 0xff) == name.length
                    && Arrays.equals(image, at, at + name.length, name, 0, name.length)) {
                return at - 33;
            }
        }
        throw new IllegalArgumentException(identifier);
    }

    @Test
    void aFileOfSeveralExtentsIsOne() throws IOException {
        byte[] image = image("plain");
        String[] names = new String[2];
        Directory many = find(tree(image), Directory.class, "MANY");
        names[0] = many.name(0);
        names[1] = many.name(1);
        int first = record(image, names[0] + ".;1");
        int second = record(image, names[1] + ".;1");
        MemorySegment bytes = MemorySegment.ofArray(image);
        image[first + 25] |= (byte) 0x80; // goes on
        long size = Bytes.u32(bytes, first + 10);
        System.arraycopy(image, first + 33, image, second + 33, names[0].length());
        Directory changed = find(tree(image), Directory.class, "MANY");
        assertEquals(many.count() - 1, changed.count());
        RegularFile file = assertInstanceOf(RegularFile.class, changed.get(names[0]));
        assertEquals(size + Bytes.u32(bytes, second + 10), file.content().size());
        assertEquals(List.of(), findings(image));
    }

    @Test
    void halvesThatDisagreeAreFound() throws IOException {
        byte[] image = image("joliet");
        image[record(image, "BOOT.IMG;1") + 9] ^= 4;
        List<Finding> findings = findings(image);
        assertTrue(findings.getFirst().sentence().contains("big-endian"), findings.toString());
    }

    @Test
    void directoriesThatHoldThemselvesAreRefused() throws IOException {
        byte[] image = image("plain");
        int etc = record(image, "ETC");
        MemorySegment bytes = MemorySegment.ofArray(image);
        int root = 16 * 2048 + 156;
        MemorySegment.copy(bytes, root + 2, bytes, etc + 2, 16); // place and size of the top one
        assertThrows(CorruptImageException.class, () -> tree(image));
        assertTrue(findings(image).stream().anyMatch(it -> it.sentence().contains("met before")));
    }

    @Test
    void interleavedFilesAreRefusedByName() {
        byte[] image = image("plain");
        image[record(image, "BOOT.IMG;1") + 26] = 1;
        var refusal = assertThrows(UnsupportedImageException.class, () -> tree(image));
        assertEquals("an interleaved file is not supported", refusal.problem());
    }

    @Test
    void compressedFilesAreRefusedByName() throws IOException {
        byte[] image = image("rock-ridge");
        int record = record(image, "BOOT.IMG;1");
        byte[] entry = "PX".getBytes(US_ASCII);
        for (int at = record; ; at++) {
            if (image[at] == entry[0] && image[at + 1] == entry[1]) {
                image[at] = 'Z';
                image[at + 1] = 'F';
                break;
            }
        }
        var refusal = assertThrows(UnsupportedImageException.class, () -> tree(image));
        assertEquals("a compressed file (zisofs, ZF) is not supported", refusal.problem());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedVolumesFailCleanly(long seed) {
        for (String name : IMAGES) {
            byte[] image = image(name);
            damage(Cases.random(seed), image);
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> readOrRefuse(image));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void volumesThatAreCutFailCleanly(long seed) {
        Random random = Cases.random(seed);
        byte[] whole = image(IMAGES[random.nextInt(IMAGES.length)]);
        byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length));
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> readOrRefuse(cut));
    }

    /// Changes bytes from the descriptors on, near others that are not zero.
    private static void damage(Random random, byte[] image) {
        for (int faults = 1 + random.nextInt(12); faults > 0; ) {
            int at = 32768 + random.nextInt(image.length - 32768 - 64);
            boolean used = false;
            for (int i = at - 64; i < at + 64; i++) {
                used |= image[i] != 0;
            }
            if (!used) {
                continue;
            }
            faults--;
            switch (random.nextInt(4)) {
                case 0 -> image[at] = (byte) 0xff;
                case 1 -> image[at] = 0;
                case 2 -> image[at] = (byte) random.nextInt(256);
                default -> image[at] ^= (byte) (1 << random.nextInt(8));
            }
        }
    }

    private static void readOrRefuse(byte[] image) throws IOException {
        BlockSource volume = BlockSource.of(image);
        try {
            new Iso9660().probe(FILE, volume);
            FileTree tree = new Iso9660().read(FILE, volume);
            tree.walk((_, node) -> {
                if (node instanceof RegularFile file) {
                    content(file);
                }
            });
            new Iso9660().bootImages(FILE, volume);
        } catch (ImageException allowed) {
            // the one way out
        }
        new Iso9660().check(FILE, volume, finding -> {});
    }
}
