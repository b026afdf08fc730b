package dev.diskwright.core.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ExtractionTest {
    @TempDir Path folder;
    private final List<Extraction.Note> notes = new ArrayList<>();

    private static Attributes attributes(int mode, long owner) {
        var xattrs = new TreeMap<>(Map.of("user.note", "x".getBytes(UTF_8)));
        return new Attributes(mode, owner, owner + 1, 1_000_000_000, 123_456_789, xattrs);
    }

    private static RegularFile file(byte[] content) {
        return new RegularFile(attributes(0640, Trees.root() ? 7 : 0), BlockSource.of(content));
    }

    private void extract(Directory directory) throws IOException, InterruptedException {
        Extraction.extract(directory, folder.resolve("out"), notes::add, Progress.NONE);
    }

    private static Directory directory(Map<String, FileNode> entries) {
        return new Directory(Attributes.root(0755, 5), entries);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatIsExtractedReadsAsTheSameTree() throws IOException, InterruptedException {
        Random random = Cases.random(1);
        RegularFile twice = file(Cases.bytes(random, 3_000_000));
        BlockSource sparse =
                Composition.ofSize(9_000_000)
                        .place(5_000_000, BlockSource.of(Cases.bytes(random, 9000)))
                        .build();
        var readOnly =
                new Directory(attributes(0555, 0).withOwner(0, 0), Map.of("in", file(new byte[9])));
        Attributes plain = Attributes.root(0777, 3);
        Directory tree =
                directory(
                        Map.of(
                                "a",
                                twice,
                                "b",
                                twice,
                                "sparse",
                                new RegularFile(Attributes.root(0600, 1), sparse),
                                "zeros",
                                file(new byte[100_000]),
                                "closed",
                                readOnly,
                                "link",
                                new SymbolicLink(plain, "//odd//target/"),
                                "\udce4",
                                file(new byte[1]),
                                "pipe",
                                new SpecialFile(
                                        Attributes.root(0600, 3), SpecialFile.Kind.FIFO, 0, 0)));
        extract(tree);
        if (Trees.root()) {
            assertEquals(List.of(), notes);
            var found = (Directory) new DirectorySource().read(folder.resolve("out"));
            assertEquals(
                    below(Trees.list(new FileTree(tree))), below(Trees.list(new FileTree(found))));
        }
    }

    /// Without the line of the top directory, which is the host's own.
    private static String below(String listing) {
        return listing.substring(listing.indexOf('\n'));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void linksThatAreThereAreNotFollowed() throws IOException, InterruptedException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path out = Files.createDirectory(folder.resolve("out"));
        Files.createSymbolicLink(out.resolve("d"), outside);
        Directory through = directory(Map.of("d", directory(Map.of("x", file(new byte[1])))));
        assertThrows(HostException.class, () -> extract(through));
        Files.createSymbolicLink(out.resolve("f"), outside.resolve("f"));
        assertThrows(HostException.class, () -> extract(directory(Map.of("f", file(new byte[1])))));
        try (var list = Files.list(outside)) {
            assertEquals(0, list.count());
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void theImagesOwnLinksComeLast() throws IOException, InterruptedException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Attributes plain = Attributes.root(0777, 0);
        extract(
                directory(
                        Map.of(
                                "a",
                                new SymbolicLink(plain, outside.toString()),
                                "b",
                                directory(Map.of("x", file(new byte[2]))))));
        assertTrue(Files.isSymbolicLink(folder.resolve("out/a")));
        assertEquals(2, Files.size(folder.resolve("out/b/x")));
    }

    @Test
    void existingFilesAreKept() throws IOException, InterruptedException {
        Path out = Files.createDirectories(folder.resolve("out/d"));
        Files.write(out.resolve("x"), new byte[] {9});
        Directory tree = directory(Map.of("d", directory(Map.of("x", file(new byte[1])))));
        var e = assertThrows(HostException.class, () -> extract(tree));
        assertEquals("exists already", e.problem());
        assertEquals(9, Files.readAllBytes(out.resolve("x"))[0]);
    }

    @Test
    void aSingleFileIsExtractedUnderItsName() throws IOException, InterruptedException {
        Extraction.extract("one", file(new byte[3]), folder, notes::add, Progress.NONE);
        assertEquals(3, Files.size(folder.resolve("one")));
    }

    @Test
    void namesThatWindowsCannotHaveAreKnown() {
        for (String name : List.of("a:b", "nul", "COM1.txt", "dot.", "space ", "a\\b", "\udcff")) {
            assertTrue(HostNames.problemOnWindows(name).isPresent(), name);
        }
        assertFalse(HostNames.problemOnWindows("größe.conf").isPresent());
    }
}
