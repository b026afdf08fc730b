package dev.diskwright.core.fs.ext4;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Peers;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Reads back what mke2fs made of a directory of the host, byte by byte, and finds nothing wrong with it.
@Tag("peer")
class Mke2fsTest {
    private static final Where FILE = Where.file("volume.img");
    private static final int MANY = 5000;
    private static final int ISLANDS = 2000;

    @TempDir private static Path tree;
    @TempDir private Path directory;

    @BeforeAll
    static void makeTree() throws IOException {
        Path many = Files.createDirectory(tree.resolve("many"));
        for (int i = 0; i < MANY; i++) {
            Files.createFile(many.resolve("entry number " + i));
        }
        Path deep = tree;
        for (int i = 0; i < 60; i++) {
            deep = Files.createDirectory(deep.resolve("level" + i));
        }
        var random = Cases.random(1);
        for (int size : new int[] {0, 1, 59, 60, 1023, 1024, 4096, 4097, 300_000, 2_000_000}) {
            Files.write(deep.resolve("of " + size), Cases.bytes(random, size));
        }
        try (var islands = new RandomAccessFile(tree.resolve("islands").toFile(), "rw")) {
            for (int i = 0; i < ISLANDS; i++) {
                islands.seek(8192L * i);
                islands.write(("island " + i).getBytes(US_ASCII));
            }
            islands.setLength(8192L * ISLANDS + 5000);
        }
        try (var far = new RandomAccessFile(tree.resolve("far").toFile(), "rw")) {
            far.seek(1L << 33);
            far.write(7);
        }
    }

    private BlockSource make(String options) throws IOException {
        Peers.require("mke2fs", "e2fsck");
        Path image = directory.resolve("volume.img");
        var arguments = new ArrayList<Object>(List.of("-q", "-F", "-N", "8000", "-d", tree));
        arguments.addAll(List.of(options.split(" ", -1)));
        arguments.addAll(List.of(image, "64M"));
        Peers.run("mke2fs", arguments.toArray()).ok();
        return BlockSource.of(Files.readAllBytes(image));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-t ext2 -b 1024",
                "-t ext2 -b 4096",
                "-t ext3 -b 1024 -J size=4",
                "-t ext3 -b 2048 -J size=4 -O ^resize_inode",
                "-t ext4 -b 1024",
                "-t ext4 -b 2048",
                "-t ext4 -b 4096",
                "-t ext4 -b 4096 -g 2048 -O ^flex_bg,^sparse_super,^resize_inode",
                "-t ext4 -b 1024 -O ^metadata_csum,uninit_bg,^64bit",
                "-t ext4 -b 1024 -O ^resize_inode,meta_bg,^has_journal",
                "-t ext4 -b 1024 -O metadata_csum_seed,sparse_super2,^resize_inode,orphan_file",
                "-t ext4 -b 4096 -O large_dir,quota,project,casefold,encrypt",
                "-t ext4 -b 65536 -O ^has_journal",
                "-t ext4 -b 8192",
                "-t ext4 -b 16384 -I 512 -O ^has_journal,ea_inode",
                "-t ext4 -b 32768 -O ^has_journal,^64bit,uninit_bg,^metadata_csum",
                "-t ext4 -b 4096 -O bigalloc -C 16384",
                "-t ext4 -b 1024 -O bigalloc,^resize_inode -C 65536"
            })
    void everyFileComesBackAndNothingIsWrong(String options) throws IOException {
        BlockSource volume = make(options);
        FileTree read = new Ext4().read(FILE, volume);
        var below = assertInstanceOf(Directory.class, read.find("many"));
        assertEquals(MANY, below.count());
        var found = new TreeSet<String>();
        read.walk((path, node) -> found.add(path));
        found.remove("/lost+found");
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.toList()) {
                String path = "/" + tree.relativize(file);
                assertTrue(found.remove(path) || path.equals("/"), path);
                if (Files.isRegularFile(file)) {
                    var node = assertInstanceOf(RegularFile.class, read.find(path));
                    same(file, node.content());
                    assertEquals(
                            Files.getLastModifiedTime(file).toMillis() / 1000,
                            node.attributes().seconds());
                }
            }
        }
        assertEquals(new TreeSet<>(), found, "files that nobody made");
        assertEquals(List.of(), findings(volume));
        Peers.run("e2fsck", "-fyD", directory.resolve("volume.img"));
        byte[] bytes = Files.readAllBytes(directory.resolve("volume.img"));
        BlockSource indexed = BlockSource.of(bytes);
        assertEquals(List.of(), findings(indexed), "with optimised directories");
        var many = assertInstanceOf(Directory.class, new Ext4().read(FILE, indexed).find("many"));
        assertEquals(MANY, many.count());
    }

    private static void same(Path file, BlockSource content) throws IOException {
        assertEquals(Files.size(file), content.size(), file.toString());
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            for (long at = 0; at < content.size(); ) {
                var extent = content.extentAt(at);
                int length = (int) Math.min(1 << 20, extent.end() - at);
                if (extent.isZero() && extent.end() - at > 1 << 30) {
                    at = extent.end(); // the host would have to read gigabytes of zeros
                    continue;
                }
                var bytes = new byte[length];
                in.seek(at);
                in.readFully(bytes);
                assertArrayEquals(
                        bytes,
                        content.bytes(at, length).toArray(ValueLayout.JAVA_BYTE),
                        file.toString());
                at += length;
            }
        }
    }

    private static List<Finding> findings(BlockSource volume) throws IOException {
        var findings = new ArrayList<Finding>();
        new Ext4().check(FILE, volume, findings::add);
        return findings;
    }
}
