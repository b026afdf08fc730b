package dev.diskwright.core.content.cpio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.Scratch;
import dev.diskwright.core.content.SpecialFile;
import dev.diskwright.core.content.SymbolicLink;
import dev.diskwright.core.testing.Peers;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpioWriterTest {
    private static final Where WHERE = Where.file("archive");
    @TempDir Path directory;

    @Test
    void archiveIsWhatTheSpecificationSays() throws IOException {
        var tree = new FileTree(folder(Map.of("a", file(0644, "hello"))));
        String expected =
                "070701"
                        + "00000001" // inode
                        + "000081a4" // a regular file, 0644
                        + "00000001"
                        + "00000002"
                        + "00000001" // links
                        + "00000007" // time
                        + "00000005" // size
                        + "00000000000000000000000000000000"
                        + "00000002" // of the name
                        + "00000000"
                        + "a\0hello\0\0\0"
                        + "070701"
                        + "0000000000000000"
                        + "0000000000000000"
                        + "00000001"
                        + "000000000000000000000000000000000000000000000000"
                        + "0000000b00000000TRAILER!!!\0\0\0\0";
        byte[] archive = bytes(CpioWriter.write(WHERE, tree));
        assertEquals(512, archive.length);
        assertEquals(expected, new String(archive, 0, expected.length(), UTF_8));
        for (int i = expected.length(); i < archive.length; i++) {
            assertEquals(0, archive[i]);
        }
    }

    @Test
    void everyKindOfFileComesBack() throws Exception {
        FileTree back = read(CpioWriter.write(WHERE, everything()));
        assertTrue(
                back.find("/dir/ä") instanceof RegularFile it && it.attributes().mode() == 04755);
        assertTrue(back.find("/link") instanceof SymbolicLink it && it.target().equals("dir/ä"));
        assertTrue(
                back.find("/console") instanceof SpecialFile it
                        && it.kind() == SpecialFile.Kind.CHARACTER_DEVICE
                        && it.major() == 5
                        && it.minor() == 1);
        assertTrue(back.find("/dir") instanceof Directory it && it.attributes().mode() == 0750);
        assertSame(back.find("/dir/ä"), back.find("/second"));
        assertArrayEquals(
                bytes(CpioWriter.write(WHERE, everything())),
                bytes(CpioWriter.write(WHERE, everything())));
        assertArrayEquals(
                bytes(CpioWriter.write(WHERE, everything())), bytes(CpioWriter.write(WHERE, back)));
    }

    @Test
    void whatTheFormCannotHoldIsRefused() {
        var large = new RegularFile(Attributes.root(0644, 0), BlockSource.zeros(1L << 32));
        var old = new RegularFile(Attributes.root(0644, -1), BlockSource.zeros(0));
        for (FileNode it : new FileNode[] {large, old}) {
            var tree = new FileTree(folder(Map.of("a", it)));
            assertThrows(UnsupportedImageException.class, () -> CpioWriter.write(WHERE, tree));
        }
    }

    @Tag("peer")
    @Test
    void cpioReadsIt() throws IOException {
        Peers.require("cpio");
        Path archive = directory.resolve("archive.cpio");
        Files.write(archive, bytes(CpioWriter.write(WHERE, everything())));
        String list = Peers.run("cpio", "-itv", "--quiet", "-F", archive).ok();
        assertTrue(
                list.contains("crw-------   1 root     root       5,   1")
                        && list.contains("link -> dir/")
                        && list.lines().count() == 5,
                list);
        Peers.run("cpio", "-i", "--only-verify-crc", "--quiet", "-F", archive).ok();
    }

    private static FileTree everything() {
        FileNode shared = file(04755, "contents");
        return new FileTree(
                folder(
                        Map.of(
                                "dir",
                                new Directory(
                                        new Attributes(0750, 1, 2, 7, 0, Attributes.NO_XATTRS),
                                        Map.of("ä", shared)),
                                "second",
                                shared,
                                "link",
                                new SymbolicLink(Attributes.root(0777, 7), "dir/ä"),
                                "console",
                                new SpecialFile(
                                        Attributes.root(0600, 7),
                                        SpecialFile.Kind.CHARACTER_DEVICE,
                                        5,
                                        1))));
    }

    private static Directory folder(Map<String, FileNode> entries) {
        return new Directory(Attributes.root(0755, 7), entries);
    }

    private static RegularFile file(int mode, String content) {
        return new RegularFile(
                new Attributes(mode, 1, 2, 7, 0, Attributes.NO_XATTRS),
                BlockSource.of(content.getBytes(UTF_8)));
    }

    private FileTree read(BlockSource archive) throws Exception {
        try (var scratch = new Scratch(directory, Long.MAX_VALUE)) {
            return CpioSource.read("archive.cpio", archive, scratch, 7).orElseThrow();
        }
    }

    private static byte[] bytes(BlockSource source) throws IOException {
        return source.bytes(0, (int) source.size()).toArray(ValueLayout.JAVA_BYTE);
    }
}
