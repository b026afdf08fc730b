package dev.diskwright.core.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.testing.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TreeBuilderTest {
    private final TreeBuilder tree = new TreeBuilder(7);
    private final List<String> problems = new ArrayList<>();

    private static RegularFile file() {
        return new RegularFile(Attributes.root(0644, 0), BlockSource.zeros(0));
    }

    private static Directory directory(int mode) {
        return new Directory(Attributes.root(mode, 0), Map.of());
    }

    private void put(String path, FileNode node, String origin) {
        tree.put(path, node, origin, problems::add);
    }

    private FileNode at(String path) {
        return Trees.find(tree.build(), path);
    }

    @Test
    void impliedDirectoriesTakeTheFirstExplicitAttributes() {
        put("/a/b/file", file(), "one");
        assertEquals(Attributes.root(0755, 7), at("/a/b").attributes());
        put("a//./b/", directory(0700), "one");
        put("/a/b", directory(0711), "two");
        assertEquals(0700, at("/a/b").attributes().mode());
        assertNotNull(tree.build().find("/a/b/file"));
        assertEquals(List.of(), problems);
    }

    @Test
    void aSecondFileIsRefusedAndBothAreNamed() {
        FileNode first = file();
        put("/etc/motd", first, "base.tar");
        put("/etc/motd", file(), "overlay");
        put("/etc/motd", directory(0755), "overlay");
        put("/etc", file(), "overlay");
        put("/etc/motd/x", file(), "overlay");
        assertEquals(
                List.of(
                        "a second /etc/motd, after the one of base.tar",
                        "a second /etc/motd, after the one of base.tar",
                        "a file at /etc, where an earlier path has a directory",
                        "a path below /etc/motd, which is a file of base.tar"),
                problems);
        assertSame(first, at("/etc/motd"));
    }

    @Test
    void withinOneOriginTheLaterFileWins() {
        put("/a", file(), "tar");
        FileNode later = file();
        put("/a", later, "tar");
        assertSame(later, tree.file("a"));
        put("/a", directory(0755), "tar");
        assertNull(tree.file("/a"));
        assertEquals(List.of(), problems);
    }

    @Test
    void nothingLeavesItsPath() {
        put("/lib", new SymbolicLink(Attributes.root(0777, 0), "usr/lib"), "base");
        put("/lib/modules/x", file(), "base");
        put("../x", file(), "base");
        put("a/../../x", file(), "base");
        put("a\0b", file(), "base");
        put("/", file(), "base");
        put("d/".repeat(2000) + "x", file(), "base");
        assertEquals(6, problems.size());
        assertEquals(
                "a path that would leave its target through the link /lib -> usr/lib",
                problems.get(0));
        assertEquals(1, tree.build().root().count());
    }

    @Test
    void directoriesComeWithAllThatIsInThem() {
        FileNode twice = file();
        put("/t/a", file(), "one");
        var below = new Directory(Attributes.root(0700, 1), Map.of("x", twice, "y", twice));
        put("/t", new Directory(Attributes.root(0750, 2), Map.of("a", file(), "b", below)), "two");
        assertEquals(List.of("a second /t/a, after the one of one"), problems);
        assertSame(at("/t/b/x"), at("/t/b/y"));
        assertEquals(0750, at("/t").attributes().mode());
    }
}
