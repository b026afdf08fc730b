package dev.diskwright.core.fs.ext4;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.LoopMounts;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.TreeListing;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Volumes that the kernel wrote, clean and as they are found after a crash: what we read is what it shows, and what we
/// say of them is what e2fsck does.
@Tag("peer")
class KernelVolumesTest {
    private static final Where FILE = Where.file("volume.img");

    @TempDir private Path directory;

    private Path make(String options) throws IOException {
        LoopMounts.require();
        Peers.require("mke2fs", "e2fsck", "setfattr", "sync");
        Path image = directory.resolve("volume.img");
        var arguments = new ArrayList<Object>(List.of("-q", "-F"));
        arguments.addAll(List.of(options.split(" ", -1)));
        arguments.addAll(List.of(image, "24M"));
        Peers.run("mke2fs", arguments.toArray()).ok();
        return image;
    }

    /// Makes the mount option `option` one of the volume's own.
    private static void mountWith(Path image, String option) {
        Peers.require("tune2fs");
        Peers.run("tune2fs", "-E", "mount_opts=" + option, image).ok();
        if (option.equals("journal_async_commit")) { // which excludes data=ordered
            Peers.run("tune2fs", "-o", "journal_data_writeback", image).ok();
        }
    }

    private static byte[] bytes(Random random, int size) {
        return Cases.bytes(random, size);
    }

    /// Files of sizes around what an inode holds, many names, links, attributes short and long.
    private static void fill(Path top, Random random) throws IOException {
        for (int size : new int[] {0, 1, 59, 60, 61, 100, 130, 160, 200, 400, 900, 5000, 70_000}) {
            Files.write(top.resolve("of " + size), bytes(random, size));
        }
        Path few = Files.createDirectory(top.resolve("few"));
        Files.writeString(few.resolve("a"), "a");
        Path some = Files.createDirectory(top.resolve("some"));
        for (int i = 0; i < 7; i++) {
            Files.createDirectory(some.resolve("below " + i));
        }
        Path many = Files.createDirectory(top.resolve("many"));
        for (int i = 0; i < 400; i++) {
            Files.writeString(many.resolve("a longer name " + i), "number " + i);
        }
        Files.createSymbolicLink(top.resolve("short"), Path.of("few/a"));
        Files.createSymbolicLink(top.resolve("longer"), Path.of("x".repeat(100)));
        Files.createSymbolicLink(top.resolve("longest"), Path.of("y".repeat(1000)));
        Files.createLink(top.resolve("second name"), top.resolve("of 100"));
        Files.createLink(few.resolve("third name"), top.resolve("of 100"));
        try (var sparse = new RandomAccessFile(top.resolve("sparse").toFile(), "rw")) {
            for (int i = 0; i < 9; i++) {
                sparse.seek(300_000L * i);
                sparse.write(i + 1);
            }
            sparse.setLength(5_000_000);
        }
        attribute(top.resolve("of 1"), "user.short", "v");
        attribute(top.resolve("of 60"), "user.middle", "w".repeat(300));
        attribute(top.resolve("few"), "trusted.own", "t".repeat(90));
    }

    private static void attribute(Path file, String name, String value) {
        Peers.run("setfattr", "-n", name, "-v", value, file).ok();
    }

    private static void flush(Path top) {
        Peers.run("sync", "-f", top).ok();
    }

    private static List<String> read(BlockSource volume) throws IOException {
        FileTree tree = new Ext4().read(FILE, volume);
        return TreeListing.of(tree, 0).lines().toList();
    }

    /// {@return what the kernel shows, without times that are not the modification's, which we do not keep}
    private List<String> shown(Path top) throws IOException {
        List<String> lines =
                LoopMounts.listing(top, Files.createDirectories(directory.resolve("l")));
        lines.replaceAll(line -> line.replace(" other-times", ""));
        return lines;
    }

    private static List<Finding> findings(BlockSource volume, Finding.Severity... severities)
            throws IOException {
        var findings = new ArrayList<Finding>();
        new Ext4()
                .check(
                        FILE,
                        volume,
                        it -> {
                            if (List.of(severities).contains(it.severity())) {
                                findings.add(it);
                            }
                        });
        return findings;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-t ext4 -b 4096 -O inline_data",
                "-t ext4 -b 1024 -I 1024 -O inline_data,^metadata_csum,uninit_bg",
                "-t ext4 -b 4096 -I 512 -O inline_data,ea_inode,orphan_file,metadata_csum_seed",
                "-t ext4 -b 4096 -O bigalloc -C 16384",
                "-t ext4 -b 1024 -O bigalloc,inline_data,ea_inode -C 8192",
                "-t ext4 -b 1024 -O ^resize_inode,meta_bg,large_dir",
                "-t ext3 -b 1024",
                "-t ext2 -b 2048"
            })
    void whatTheKernelWroteIsRead(String options) throws IOException {
        Path image = make(options);
        var shown = new ArrayList<String>();
        LoopMounts.with(
                image,
                directory,
                (_, top) -> {
                    fill(top, Cases.random(1));
                    if (options.contains("ea_inode")) {
                        attribute(top.resolve("of 5000"), "user.long", "z".repeat(9000));
                        attribute(top.resolve("of 900"), "user.long", "z".repeat(9000));
                        attribute(top.resolve("few"), "user.other", "u".repeat(30_000));
                    }
                    for (int i = 0; i < 200; i++) {
                        Files.delete(top.resolve("many/a longer name " + i));
                    }
                    Files.write(
                            top.resolve("of 60"),
                            bytes(Cases.random(2), 5),
                            StandardOpenOption.WRITE); // in place
                    flush(top);
                    shown.addAll(shown(top));
                });
        Peers.run("e2fsck", "-fn", image).ok();
        BlockSource volume = BlockSource.of(Files.readAllBytes(image));
        TreeListing.assertSame(shown, read(volume));
        assertEquals(List.of(), findings(volume, Finding.Severity.ERROR, Finding.Severity.WARNING));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-t ext4 -b 4096",
                "-t ext4 -b 1024 -J size=1",
                "-t ext4 -b 1024 -O ^metadata_csum,^64bit,uninit_bg -J size=1",
                "-t ext4 -b 4096 -O inline_data,ea_inode,orphan_file",
                "-t ext4 -b 4096 -O bigalloc -C 16384",
                "-t ext3 -b 1024 -J size=1",
                "-t ext3 -b 2048 -J size=2",
                "-t ext4 -b 1024 -J size=2;data=journal",
                "-t ext3 -b 1024 -J size=2;data=journal",
                "-t ext4 -b 1024 -O ^metadata_csum,uninit_bg -J size=1;journal_checksum",
                "-t ext4 -b 4096;journal_async_commit"
            })
    void aVolumeThatWasNotUnmountedIsReadAsAMountOfItShowsIt(String options) throws IOException {
        Path image = make(options.split(";", -1)[0]);
        if (options.contains(";")) {
            mountWith(image, options.split(";", -1)[1]);
        }
        Path crashed = directory.resolve("crashed.img");
        LoopMounts.with(
                image,
                directory,
                (_, top) -> {
                    fill(top, Cases.random(1));
                    flush(top);
                    for (int round = 0;
                            round < 12;
                            round++) { // around a small journal more than once
                        churn(top, round);
                        flush(top);
                    }
                    Path gone = top.resolve("gone");
                    Files.write(gone, bytes(Cases.random(3), 50_000));
                    try (var open = FileChannel.open(gone)) {
                        Files.delete(gone);
                        flush(top);
                        Files.copy(image, crashed);
                        assertTrue(open.isOpen());
                    }
                });
        byte[] bytes = Files.readAllBytes(crashed);
        BlockSource volume = BlockSource.of(bytes);
        assertTrue(
                Volume.open(FILE, volume).replayed() > 0, "nothing to be replayed in " + options);
        List<String> read = read(volume);
        List<Finding> errors = findings(volume, Finding.Severity.ERROR);
        List<Finding> warnings = findings(volume, Finding.Severity.WARNING);
        var shown = new ArrayList<String>();
        LoopMounts.with(crashed, directory, (_, top) -> shown.addAll(shown(top)));
        TreeListing.assertSame(shown, read);
        assertEquals(List.of(), errors);
        assertTrue(
                warnings.stream().anyMatch(it -> it.sentence().contains("has to be replayed")),
                warnings.toString());
        Peers.run("e2fsck", "-fn", crashed).ok();
    }

    private Path crashed(String options, String... mountOptions) throws IOException {
        Path image = make(options);
        for (String option : mountOptions) {
            mountWith(image, option);
        }
        Path crashed = directory.resolve("crashed.img");
        LoopMounts.with(
                image,
                directory,
                (_, top) -> {
                    fill(top, Cases.random(1));
                    for (int round = 0; round < 4; round++) {
                        churn(top, round);
                        flush(top);
                    }
                    Files.copy(image, crashed);
                });
        return crashed;
    }

    /// {@return offset in the volume of the last block of the log of a type, in bytes}
    private static long last(BlockSource volume, int type) throws IOException {
        Log log = Log.open(Volume.asStored(FILE, volume));
        long found = -1;
        int sequence = 0;
        for (long i = log.superblock().first(); i < log.superblock().end(); i++) {
            MemorySegment block = log.block(i);
            if (BigEndian.i32(block, 0) == JournalSuperblock.MAGIC
                    && BigEndian.i32(block, 4) == type
                    && BigEndian.i32(block, 8) > sequence) {
                sequence = BigEndian.i32(block, 8);
                found = log.at("block", i).offset();
            }
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(strings = {"-t ext4 -b 4096", "-t ext3 -b 1024 -J size=4"})
    void aLastTransactionWithoutItsCommitDoesNotCount(String options) throws IOException {
        Path crashed = crashed(options);
        byte[] bytes = Files.readAllBytes(crashed);
        int commit = (int) last(BlockSource.of(bytes), 2);
        int before = Volume.open(FILE, BlockSource.of(bytes)).replayed();
        Arrays.fill(bytes, commit, commit + 1024, (byte) 0);
        BlockSource torn = BlockSource.of(bytes);
        assertEquals(before - 1, Volume.open(FILE, torn).replayed());
        List<String> read = read(torn);
        Files.write(crashed, bytes);
        LoopMounts.with(crashed, directory, (_, top) -> TreeListing.assertSame(shown(top), read));
    }

    @Test
    void aCommittedTransactionWithAWrongChecksumIsRefusedAsTheKernelRefusesIt() throws IOException {
        Path crashed = crashed("-t ext4 -b 4096");
        byte[] whole = Files.readAllBytes(crashed);
        int descriptor = (int) last(BlockSource.of(whole), 1);
        for (int at : new int[] {16, 4096 + 100}) { // a tag, a block
            byte[] bytes = whole.clone();
            bytes[descriptor + at] ^= 1;
            BlockSource damaged = BlockSource.of(bytes);
            assertThrows(CorruptImageException.class, () -> new Ext4().read(FILE, damaged));
            assertTrue(
                    findings(damaged, Finding.Severity.ERROR)
                            .getFirst()
                            .where()
                            .structure()
                            .startsWith("journal"));
            Files.write(crashed, bytes);
            Path top = Files.createDirectories(directory.resolve("mounted"));
            assertNotEquals(0, Peers.run("mount", "-o", "loop", crashed, top).status());
        }
    }

    @Test
    void fastCommitsThatCountAreRefusedByName() throws IOException {
        Path image = make("-t ext4 -b 4096 -O fast_commit");
        Path crashed = directory.resolve("crashed.img");
        LoopMounts.with(
                image,
                directory,
                (_, top) -> {
                    fill(top, Cases.random(1));
                    flush(top);
                    try (var file =
                            FileChannel.open(
                                    top.resolve("of 70000"),
                                    StandardOpenOption.WRITE,
                                    StandardOpenOption.APPEND)) {
                        file.write(ByteBuffer.wrap(new byte[9000]));
                        file.force(true);
                    }
                    Files.copy(image, crashed);
                });
        BlockSource volume = BlockSource.of(Files.readAllBytes(crashed));
        var refusal =
                assertThrows(UnsupportedImageException.class, () -> new Ext4().read(FILE, volume));
        assertEquals("replay of fast commits is not supported", refusal.problem());
        LoopMounts.with(crashed, directory, (_, _) -> {}); // which replays them
        new Ext4().read(FILE, BlockSource.of(Files.readAllBytes(crashed)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-O metadata_csum,64bit;-c -v 2",
                "-O metadata_csum,^64bit;-c -v 2",
                "-O metadata_csum,^64bit;-c -v 3",
                "-O ^metadata_csum,64bit;"
            })
    void whatDebugfsWritesIntoTheJournalIsReplayedAsE2fsckDoes(String options) throws IOException {
        Peers.require("debugfs");
        String[] parts = options.split(";", -1);
        Path image = make("-t ext4 -b 1024 " + parts[0]);
        byte[] data = bytes(Cases.random(5), 3 * 1024);
        System.arraycopy(new byte[] {(byte) 0xc0, 0x3b, 0x39, (byte) 0x98}, 0, data, 1024, 4);
        Path file = Files.write(directory.resolve("data"), data);
        String journal = "jo " + parts[1] + "\n";
        Path commands = directory.resolve("commands");
        Files.writeString(
                commands,
                journal
                        + "jw -b 20000,20001,20002 %s\n".formatted(file)
                        + "jw -r 20002\n"
                        + "jw -b 20003,20004,20005 -c %s\n".formatted(file)
                        + "jc\n");
        Peers.run("debugfs", "-w", "-f", commands, image).ok();
        BlockSource stored = BlockSource.of(Files.readAllBytes(image));
        Volume volume = Volume.open(FILE, stored);
        assertTrue(volume.replayed() > 0);
        Peers.run("e2fsck", "-fy", image);
        try (var replayed = FileChannel.open(image)) {
            for (long block = 19_990; block < 20_010; block++) {
                var expected = ByteBuffer.allocate(1024);
                replayed.read(expected, block * 1024);
                assertArrayEquals(
                        expected.array(),
                        volume.block(block).toArray(ValueLayout.JAVA_BYTE),
                        "block " + block);
            }
        }
        assertEquals(
                -1, volume.block(20_001).mismatch(MemorySegment.ofArray(data).asSlice(1024, 1024)));
    }

    @Test
    void namesOfCaseFoldedDirectoriesAreAsStored() throws IOException {
        Peers.require("mke2fs", "e2fsck", "debugfs");
        Path image = directory.resolve("volume.img");
        Peers.run("mke2fs", "-q", "-F", "-t", "ext4", "-O", "casefold", image, "16M").ok();
        var commands = new StringBuilder("mkdir folded\nsif folded flags 0x40080000\ncd folded\n");
        for (int i = 0; i < 300; i++) {
            commands.append("symlink Na\u00efve-Name-").append(i).append(" target\n");
        }
        Path file = Files.writeString(directory.resolve("commands"), commands);
        Peers.run("debugfs", "-w", "-f", file, image).ok();
        Peers.run("e2fsck", "-fyD", image);
        Peers.run("e2fsck", "-fn", image).ok();
        BlockSource volume = BlockSource.of(Files.readAllBytes(image));
        FileTree tree = new Ext4().read(FILE, volume);
        assertEquals(300, assertInstanceOf(Directory.class, tree.find("folded")).count());
        assertNotNull(tree.find("folded/Na\u00efve-Name-7"));
        assertEquals(List.of(), findings(volume, Finding.Severity.ERROR, Finding.Severity.WARNING));
    }

    /// Makes, changes and deletes files, so that blocks are freed and taken again.
    private static void churn(Path top, int round) throws IOException {
        var random = Cases.random(round);
        Path here = Files.createDirectory(top.resolve("round " + round));
        // what the journal must not take for blocks of its own
        Files.write(here.resolve("like a log"), new byte[] {(byte) 0xc0, 0x3b, 0x39, (byte) 0x98});
        for (int i = 0; i < 40; i++) {
            Files.write(here.resolve("file " + i), bytes(random, random.nextInt(8000)));
        }
        if (round > 1) {
            Path before = top.resolve("round " + (round - 2));
            try (var files = Files.list(before)) {
                for (Path it : files.toList()) {
                    Files.delete(it);
                }
            }
            Files.delete(before);
        }
        Files.write(top.resolve("of 70000"), new byte[] {1}, StandardOpenOption.APPEND);
        Files.move(here.resolve("file 1"), top.resolve("moved " + round));
    }
}
