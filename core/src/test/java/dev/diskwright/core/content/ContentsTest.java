package dev.diskwright.core.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.diskwright.core.testing.TarWriter;
import dev.diskwright.core.testing.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentsTest {
    @TempDir Path folder;
    @TempDir Path temporary;
    private Scratch scratch = new Scratch(Path.of(""), 0);

    @BeforeEach
    void openScratch() {
        scratch = new Scratch(temporary, 1 << 20);
    }

    @AfterEach
    void closeScratch() throws IOException {
        scratch.close();
    }

    private static ContentSpec spec(String source, String target) {
        return new ContentSpec(source, target, null, null, null);
    }

    private static ContentSpec spec(
            String source,
            String target,
            @Nullable String mode,
            @Nullable String user,
            @Nullable String group) {
        return new ContentSpec(source, target, mode, user, group);
    }

    private Contents.Assembly assemble(ContentSpec... specs)
            throws IOException, InterruptedException {
        return Contents.assemble(List.of(specs), folder, 5, scratch);
    }

    private FileTree tree(ContentSpec... specs) throws IOException, InterruptedException {
        Contents.Assembly assembly = assemble(specs);
        assertEquals(List.of(), assembly.problems());
        return assembly.tree();
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(UTF_8));
    }

    private void passwd() throws IOException {
        byte[] users = "root:x:0:0::/:/bin/sh\nweb:x:33:44::/:\n".getBytes(UTF_8);
        byte[] groups = "root:x:0:\nwww:x:55:\n".getBytes(UTF_8);
        Files.write(
                folder.resolve("base.tar"),
                new TarWriter()
                        .member("./", '5', 0751, "", new byte[0])
                        .member("./etc/passwd", '0', 0644, "", users)
                        .member("./usr/group", '0', 0644, "", groups)
                        .member("./etc/group", '2', 0777, "../usr/group", new byte[0])
                        .end());
    }

    @Test
    void aSourceBecomesItsTarget() throws IOException, InterruptedException {
        write("d/a", "1");
        write("d/b/c", "2");
        passwd();
        FileTree tree =
                tree(spec("base.tar", "/"), spec("d", "/srv/data"), spec("d/a", "/etc/motd"));
        assertEquals("1", Trees.text(tree, "/srv/data/a"));
        assertEquals("2", Trees.text(tree, "/srv/data/b/c"));
        assertEquals("1", Trees.text(tree, "/etc/motd"));
        assertEquals(0751, tree.root().attributes().mode());
        assertEquals(Attributes.root(0755, 5), Trees.find(tree, "/srv").attributes());
    }

    @Test
    void ownersAreTheImagesOwn() throws IOException, InterruptedException {
        passwd();
        write("d/a", "1");
        Files.createLink(folder.resolve("d/b"), folder.resolve("d/a"));
        FileTree tree =
                tree(
                        spec("d", "/w", "0640", "web", "www"),
                        spec("d/a", "/n", null, "7", "4000000000"),
                        spec("base.tar", "/"));
        Attributes named = Trees.find(tree, "/w/a").attributes();
        assertEquals(33, named.uid());
        assertEquals(55, named.gid());
        assertEquals(0640, named.mode());
        assertEquals(0640, Trees.find(tree, "/w").attributes().mode());
        assertEquals(4_000_000_000L, Trees.find(tree, "/n").attributes().gid());
        assertSame(tree.find("/w/a"), tree.find("/w/b"));
    }

    @Test
    void wildcardsPutMatchesBelowTheTarget() throws IOException, InterruptedException {
        write("etc/b.conf", "b");
        write("etc/a.conf", "a");
        write("etc/.hidden.conf", "h");
        write("etc/x/deep/c.txt", "c");
        write("etc/[odd]", "o");
        FileTree tree =
                tree(
                        spec("etc/*.conf", "/one"),
                        spec("**/*.txt", "/two"),
                        spec("etc/[!b].con?", "/three"),
                        spec("etc/[odd]", "/four"),
                        spec("et[c-d]/x", "/five"));
        assertEquals("a", Trees.text(tree, "/one/a.conf"));
        assertEquals("b", Trees.text(tree, "/one/b.conf"));
        assertNull(tree.find("/one/.hidden.conf"));
        assertEquals("c", Trees.text(tree, "/two/c.txt"));
        assertNotNull(tree.find("/three/a.conf"));
        assertNull(tree.find("/three/b.conf"));
        assertEquals("o", Trees.text(tree, "/four"));
        assertNotNull(tree.find("/five/x/deep/c.txt"));
    }

    @Test
    void allProblemsAreToldAtOnce() throws IOException, InterruptedException {
        passwd();
        write("a", "1");
        write("x/same", "1");
        write("y/same", "2");
        Contents.Assembly assembly =
                assemble(
                        spec("missing", "/m"),
                        spec("a", "relative"),
                        spec("a", "/b", "0999", "web", null),
                        spec("a", "/one"),
                        spec("a", "/one"),
                        spec("*.none", "/c"),
                        spec("a", "/d", null, "nobody", "www"),
                        spec("a", "/../e"),
                        spec("*/same", "/f"),
                        spec("base.tar", "/"),
                        spec("a", "/dir/"),
                        spec("a[", "/g"),
                        spec("a", "/etc/group/x"));
        assertEquals(
                List.of(
                        "0 source " + folder.resolve("missing") + ": no such file or directory",
                        "1 target \"relative\" is no absolute path",
                        "2 mode \"0999\" is no mode in octal digits",
                        "2 group a user is given, and no group",
                        "4 target a brings a second /one, after the one of a",
                        "5 source nothing matches \"*.none\"",
                        "6 user the image's own /etc/passwd knows no user \"nobody\"",
                        "7 target a brings a path that would leave its target by \"..\"",
                        "8 source two matches have the name \"same\"",
                        "10 target \"/dir/\" names a directory, and the source is a file",
                        "11 source the pattern is wrong: a [ without its ]",
                        "12 target a brings a path that would leave its target through the link"
                                + " /etc/group -> ../usr/group"),
                assembly.problems().stream()
                        .map(it -> it.entry() + " " + it.field() + " " + it.sentence())
                        .toList());
    }

    @Test
    void aDamagedArchiveIsAProblemOfItsEntry() throws IOException, InterruptedException {
        write("base.tar", "not an archive");
        List<ContentProblem> problems = assemble(spec("base.tar", "/")).problems();
        assertEquals(1, problems.size());
        assertNotNull(problems.getFirst().cause());
    }

    @Test
    void aNamedLinkIsFollowedAndAMatchedOneIsKept() throws IOException, InterruptedException {
        write("real/x", "1");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));
        FileTree tree = tree(spec("link", "/a"), spec("lin*", "/b"));
        assertEquals("1", Trees.text(tree, "/a/x"));
        assertEquals("real", ((SymbolicLink) Trees.find(tree, "/b/link")).target());
    }

    /// The URI of a link that leads to a directory ends in a slash, by which libc would follow the link.
    @Test
    void aLinkWithANameBeyondAsciiToADirectoryIsALink() throws IOException, InterruptedException {
        write("top/größe/x", "1");
        Files.createSymbolicLink(folder.resolve("top/maß"), Path.of("größe"));
        Files.createSymbolicLink(folder.resolve("top/really?"), Path.of("größe"));
        FileTree tree = tree(spec("top", "/"));
        assertEquals("größe", ((SymbolicLink) Trees.find(tree, "/maß")).target());
        assertEquals("größe", ((SymbolicLink) Trees.find(tree, "/really?")).target());
        assertEquals("1", Trees.text(tree, "/größe/x"));
    }

    private FileTree excluding(String... patterns) throws IOException, InterruptedException {
        write("top/usr/share/doc/a/b", "1");
        write("top/usr/share/doc/.hidden", "1");
        write("top/usr/share/x.pyc", "1");
        write("top/usr/lib/deep/er/y.pyc", "1");
        write("top/.cache/z", "1");
        var spec =
                new ContentSpec(
                        "top", null, Selection.ONLY, "/t", List.of(patterns), null, null, null);
        return tree(spec);
    }

    @Test
    void whatIsExcludedIsLeftOut() throws IOException, InterruptedException {
        FileTree tree = excluding("usr/share/doc/**", "**/*.pyc", "/.cache");
        assertEquals(0, ((Directory) Trees.find(tree, "/t/usr/share/doc")).count());
        assertNull(tree.find("/t/usr/share/x.pyc"));
        assertNull(tree.find("/t/usr/lib/deep/er/y.pyc"));
        assertNotNull(tree.find("/t/usr/lib/deep/er"));
        assertNull(tree.find("/t/.cache"));
        tree = excluding("usr/*/doc", "usr/**/er/*", "*");
        assertEquals(0, ((Directory) Trees.find(tree, "/t")).count());
        tree = excluding("usr/**/doc", "share", "usr/lib/deep/er/y.pyc/**");
        assertNull(tree.find("/t/usr/share/doc"));
        assertNotNull(tree.find("/t/usr/share/x.pyc"));
        assertNotNull(tree.find("/t/usr/lib/deep/er/y.pyc"));
    }

    @Test
    void matchesAreExcludedByTheirNames() throws IOException, InterruptedException {
        write("d/a.conf", "1");
        write("d/b.conf", "1");
        write("d/c.conf/in", "1");
        var spec =
                new ContentSpec(
                        "d/*",
                        null,
                        Selection.ONLY,
                        "/t",
                        List.of("b.*", "c.conf/*"),
                        null,
                        null,
                        null);
        FileTree tree = tree(spec);
        assertNotNull(tree.find("/t/a.conf"));
        assertNull(tree.find("/t/b.conf"));
        assertNotNull(tree.find("/t/c.conf"));
        assertNull(tree.find("/t/c.conf/in"));
    }

    @Test
    void aWrongPatternIsToldByItsPlace() throws IOException, InterruptedException {
        write("a", "1");
        var spec =
                new ContentSpec(
                        "a",
                        null,
                        Selection.ONLY,
                        "/t",
                        List.of("x", "[a", "//"),
                        null,
                        null,
                        null);
        assertEquals(
                List.of("exclude/1", "exclude/2"),
                assemble(spec).problems().stream().map(ContentProblem::field).toList());
    }

    @Test
    void aTextIsAFile() throws IOException, InterruptedException {
        passwd();
        var spec =
                new ContentSpec(
                        "",
                        "Größe\n",
                        Selection.ONLY,
                        "/etc/motd",
                        List.of(),
                        "0600",
                        "web",
                        "www");
        FileTree tree = tree(spec, spec("base.tar", "/"));
        assertEquals("Größe\n", Trees.text(tree, "/etc/motd"));
        assertEquals(33, Trees.find(tree, "/etc/motd").attributes().uid());
        assertEquals(0600, Trees.find(tree, "/etc/motd").attributes().mode());
        assertEquals(
                "the text for /etc/motd brings a second /etc/motd, after the one of the text for"
                        + " /etc/motd",
                assemble(spec, spec, spec("base.tar", "/")).problems().getFirst().sentence());
    }
}
