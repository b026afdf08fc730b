package dev.diskwright.ui.contents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.SymbolicLink;
import dev.diskwright.core.design.Content;
import dev.diskwright.resources.WindowResources;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TreeIndexTest {
    private static final Attributes PLAIN = Attributes.root(0644, 0);
    private static final Attributes FOLDER = Attributes.root(0755, 0);

    private static RegularFile file(int size) {
        return new RegularFile(PLAIN, BlockSource.of(new byte[size]));
    }

    private static Directory folder(Map<String, FileNode> entries) {
        return new Directory(FOLDER, entries);
    }

    private static FileTree tree() {
        RegularFile shared = file(50);
        return new FileTree(
                folder(
                        Map.of(
                                "etc", folder(Map.of("hosts", file(3), "Hosts.bak", file(4))),
                                "bin", folder(Map.of("sh", shared, "bash", shared)),
                                "lib", new SymbolicLink(PLAIN, "usr/lib"))));
    }

    @Test
    void foldersSumUpAndAFileWithTwoNamesCountsOnce() throws Exception {
        FileTree tree = tree();
        TreeIndex index = TreeIndex.of(tree);
        TreeIndex.Sum sum = index.sum(tree.root());
        assertEquals(57, sum.bytes());
        assertEquals(5, sum.files());
        assertEquals("bin", tree.root().name(sum.largest(0)));
    }

    @Test
    void searchIgnoresCaseAndASlashSearchesPaths() throws Exception {
        TreeIndex index = TreeIndex.of(tree());
        assertEquals(
                List.of("/etc/Hosts.bak", "/etc/hosts"),
                index.search("HOSTS", 10).first().stream().map(TreeIndex.Found::path).toList());
        assertEquals(2, index.search("n/", 10).total());
        TreeIndex.Findings few = index.search("s", 1);
        assertEquals(1, few.first().size());
        assertTrue(few.total() > 1);
    }

    @Test
    void anInterruptedSearchEnds() throws Exception {
        TreeIndex index = TreeIndex.of(tree());
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> index.search("x", 1));
    }

    @Test
    void treemapNamesTheLargestAndSumsUpTheOthers() throws Exception {
        var entries = new HashMap<String, FileNode>();
        for (int i = 0; i < 100; i++) {
            entries.put("f" + i, file(1000 + i));
        }
        FileTree tree = new FileTree(folder(entries));
        TreeIndex index = TreeIndex.of(tree);
        List<TreemapCell> cells =
                new TreemapCells(index, new Texts(WindowResources.texts(Locale.ENGLISH)))
                        .of("/", tree.root());
        assertEquals(41, cells.size());
        assertEquals("60 smaller", cells.getFirst().name());
        assertEquals(
                index.sum(tree.root()).bytes(), cells.stream().mapToLong(TreemapCell::bytes).sum());
        assertTrue(cells.get(1).description().startsWith("f99, "));
    }

    @Test
    void originIsToldOnlyWhereItIsCertain() {
        var list = new ArrayList<Content>();
        for (String target : List.of("/", "/etc/app", "/etc/motd")) {
            list.add(new Content("source", target, null, null, null));
        }
        assertEquals(0, Origins.of(list, "/usr/bin/sh").orElseThrow());
        assertEquals(2, Origins.of(list, "/etc/motd").orElseThrow());
        assertTrue(Origins.of(list, "/etc/app/x.conf").isEmpty());
    }
}
