package dev.diskwright.core.fs.squashfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.SpecialFile;
import dev.diskwright.core.content.SymbolicLink;
import dev.diskwright.core.fs.FileSystems;
import dev.diskwright.core.fs.PackedVolume;
import dev.diskwright.core.fs.VolumeInfo;
import dev.diskwright.core.testing.Fixtures;
import dev.diskwright.core.testing.Images;
import dev.diskwright.core.testing.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Volumes of src/test/resources/fs/squashfs, whose README says what is in them, and volumes of ours, byte by byte.
class SquashfsGoldenTest {
    private static final Where FILE = Where.file("golden.img");

    private static BlockSource volume(String name) {
        return BlockSource.of(Fixtures.bytes("fs/squashfs/" + name + ".img.gz"));
    }

    private static FileTree tree(String name) throws IOException {
        return new Squashfs().read(FILE, volume(name));
    }

    @ParameterizedTest
    @CsvSource({
        "gzip, gzip,  131072",
        "xz,   xz,      4096",
        "zstd, zstd, 1048576",
        "lz4,  lz4,   131072",
        "lzo,  lzo,   131072",
        "lzma, lzma,  131072",
        "none, gzip,   65536"
    })
    void volumesSayWhatTheyAre(String name, String compression, int blockSize) throws IOException {
        VolumeInfo info = new Squashfs().probe(FILE, volume(name)).orElseThrow();
        assertEquals("squashfs", info.type());
        assertEquals(compression, info.variant());
        assertEquals(blockSize, info.blockSize());
        assertEquals("squashfs", FileSystems.recognise(FILE, volume(name)).orElseThrow().name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "xz", "zstd", "lz4", "lzo", "lzma", "none"})
    void everyFileComesOutAsItWentIn(String name) throws IOException {
        FileTree tree = tree(name);
        var hostname = assertInstanceOf(RegularFile.class, tree.find("/etc/hostname"));
        assertSame(hostname, tree.find("/etc/again"));
        assertEquals("golden\n", Trees.text(tree, "/etc/hostname"));
        assertEquals(04751, hostname.attributes().mode());
        assertEquals(1000, hostname.attributes().uid());
        assertEquals(100, hostname.attributes().gid());
        assertEquals(1_600_000_000, hostname.attributes().seconds());
        assertArrayEquals(
                "blue".getBytes(StandardCharsets.US_ASCII),
                hostname.attributes().xattrs().get("user.colour"));
        var deep = assertInstanceOf(Directory.class, tree.find("/deep"));
        byte[] large = Objects.requireNonNull(deep.attributes().xattrs().get("trusted.size"));
        assertEquals(300, large.length);
        assertEquals(0, ((Directory) Trees.find(tree, "/deep/er/still")).count());
        assertEquals("x".repeat(300_000), Trees.text(tree, "/deep/xs"));
        assertEquals("x".repeat(300_000), Trees.text(tree, "/deep/er/twin"));
        assertTrue(Trees.text(tree, "/deep/numbers").endsWith("\n399960001\n"));
        var link = assertInstanceOf(SymbolicLink.class, tree.find("/deep/link"));
        assertEquals("../etc/hostname", link.target());
        var disk = assertInstanceOf(SpecialFile.class, tree.find("/deep/disk"));
        assertEquals(259, disk.major());
        assertEquals(65537, disk.minor());
        var many = assertInstanceOf(Directory.class, tree.find("/many"));
        assertEquals(600, many.count());
        assertEquals("2", Trees.text(tree, "/many/" + many.name(72)));
        BlockSource holes = ((RegularFile) Trees.find(tree, "/deep/er/holes")).content();
        assertEquals(3 << 20, holes.size());
        assertEquals(Extent.Kind.ZERO, holes.extentAt(2 << 20).kind());
        assertEquals('m', holes.bytes(1 << 20, 6).get(java.lang.foreign.ValueLayout.JAVA_BYTE, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "xz", "zstd", "lz4", "lzo", "lzma", "none"})
    void theirCheckerFindsNothing(String name) throws IOException {
        var findings = new ArrayList<Finding>();
        new Squashfs().check(FILE, volume(name), findings::add);
        assertEquals(List.of(), findings);
    }

    /// A digest that changes is a decision: what compresses better, or is laid out otherwise, makes every image new.
    @ParameterizedTest
    @CsvSource({
        "GZIP, ef6e86aa07146209",
        "XZ,   34b1256133e06c2d",
        "ZSTD, 5f7639e92ea60163",
        "LZ4,  cc809b67b0832db4",
        "NONE, a2b2f08ee468479e"
    })
    void bytesOfOursAreWhatTheyWere(SquashfsCompression compression, String digest)
            throws IOException, InterruptedException {
        FileTree tree = tree("gzip");
        for (int threads = 1; threads <= 2; threads++) {
            var parameters =
                    SquashfsParameters.of(1_600_000_000)
                            .withCompression(compression)
                            .withBlockSize(16 << 10)
                            .withThreads(threads);
            try (PackedVolume volume = Squashfs.pack(tree, parameters)) {
                assertEquals(digest, Images.sha256(volume).substring(0, 16));
                SquashfsTrees.expectHolds(tree, volume);
            }
        }
    }

    @Test
    void aVolumeWithoutFilesIsOfTheSizeThatIsPromised() throws IOException, InterruptedException {
        for (SquashfsCompression it : SquashfsCompression.values()) {
            if (it.isWritten()) {
                var parameters = SquashfsParameters.of(0).withCompression(it);
                try (PackedVolume volume = Squashfs.pack(FileTree.empty(0), parameters)) {
                    assertEquals(Squashfs.EMPTY_SIZE, volume.size());
                }
            }
        }
    }
}
