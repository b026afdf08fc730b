package dev.diskwright.ui.contents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Preset;
import dev.diskwright.resources.WindowResources;
import dev.diskwright.ui.document.ProblemIndex;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Very many entries and files: what is shown stays right, and how long it takes is told.
class ManyTest {
    @Test
    void tenThousandEntriesAreListedAndFiltered() {
        var contents = new ArrayList<Content>();
        for (int i = 0; i < 10_000; i++) {
            contents.add(
                    new Content("src/file" + i, "/srv/" + i % 100 + "/f" + i, null, null, null));
        }
        Design design = Design.of("many", Preset.EFI).withContents(contents);
        var texts = new Texts(WindowResources.texts(Locale.ENGLISH));
        List<ContentRow> rows = List.of();
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            long start = System.nanoTime();
            rows = new ContentRows(design, null, ProblemIndex.EMPTY, texts).rows(Set.of(), "");
            best = Math.min(best, System.nanoTime() - start);
        }
        assertEquals(10_002, rows.size());
        System.out.printf("10,000 entries listed in %.1f ms%n", best / 1e6);
        assertEquals(
                112,
                new ContentRows(design, null, ProblemIndex.EMPTY, texts)
                        .rows(Set.of(), "file99")
                        .size());
    }

    @Test
    void aHundredThousandFilesAreSummedAndSearched() throws Exception {
        var plain = Attributes.root(0644, 0);
        var top = new HashMap<String, FileNode>();
        for (int d = 0; d < 100; d++) {
            var files = new HashMap<String, FileNode>();
            for (int f = 0; f < 1000; f++) {
                files.put("f" + f, new RegularFile(plain, BlockSource.of(new byte[8])));
            }
            top.put("d" + d, new Directory(plain, files));
        }
        var tree = new FileTree(new Directory(plain, top));
        long start = System.nanoTime();
        TreeIndex index = TreeIndex.of(tree);
        long made = System.nanoTime();
        TreeIndex.Findings found = index.search("f99", 2000);
        long searched = System.nanoTime();
        assertEquals(800_000, index.sum(tree.root()).bytes());
        assertEquals(1100, found.total());
        System.out.printf(
                "100,000 files summed in %.1f ms, searched in %.1f ms%n",
                (made - start) / 1e6, (searched - made) / 1e6);
    }
}
