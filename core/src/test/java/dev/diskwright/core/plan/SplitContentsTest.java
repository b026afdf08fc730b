package dev.diskwright.core.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.testing.Designs;
import dev.diskwright.core.testing.TarWriter;
import dev.diskwright.core.testing.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One tree of the whole image, cut at its mount points.
class SplitContentsTest {
    private static final byte[] DATA = {1, 2, 3};

    @TempDir Path base;

    @BeforeEach
    void writeSources() throws IOException {
        byte[] passwd = "web:x:33:44::/:\n".getBytes(UTF_8);
        byte[] group = "web:x:44:\n".getBytes(UTF_8);
        Files.write(
                base.resolve("root.tar"),
                new TarWriter()
                        .member("./", '5', 0751, "", new byte[0])
                        .member("./boot/", '5', 0700, "", new byte[0])
                        .member("./boot/vmlinuz", '0', 0600, "", DATA)
                        .member("./boot/efi/EFI/debian/grubx64.efi", '0', 0644, "", DATA)
                        .member("./etc/passwd", '0', 0644, "", passwd)
                        .member("./etc/group", '0', 0644, "", group)
                        .member("./srv/data/x", '0', 0644, "", DATA)
                        .member("./var", '2', 0777, "srv", new byte[0])
                        .end());
        Files.writeString(base.resolve("file"), "1");
    }

    /// Partitions for /, /boot, /boot/efi and one more.
    private static Design design(String more, String filesystem) {
        return Designs.parse(
                """
                { "name": "split",
                  "disk": { "size": "256MiB" },
                  "layout": { "table": "gpt", "partitions": [
                    { "name": "esp", "type": "esp", "size": "40MiB",
                      "filesystem": { "type": "vfat" }, "mount": "/boot/efi" },
                    { "name": "boot", "type": "linux", "size": "32MiB",
                      "filesystem": { "type": "ext4" }, "mount": "/boot/" },
                    { "name": "more", "type": "linux", "size": "32MiB",
                      "filesystem": %s, "mount": "%s" },
                    { "name": "root", "type": "linux", "size": "rest",
                      "filesystem": { "type": "ext4" }, "mount": "/" } ] },
                  "contents": [ { "source": "root.tar" } ] }
                """
                        .formatted(filesystem, more));
    }

    private static Design design(String more) {
        return design(more, "{ \"type\": \"ext4\" }");
    }

    private static Design with(Design design, Content... more) {
        var contents = new ArrayList<>(design.contents());
        contents.addAll(List.of(more));
        return design.withContents(contents);
    }

    private static FileTree tree(Plan plan, String name) {
        return plan.partitions().stream()
                .filter(it -> it.spec().name().equals(name))
                .map(it -> Objects.requireNonNull(it.volume()).tree())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> problems(Plan plan) {
        return plan.diagnostics().stream()
                .filter(Diagnostic::isError)
                .map(it -> it.path() + " " + it.problem())
                .toList();
    }

    @Test
    void aSourceIsSplitByMountPoint() throws Exception {
        try (var planner = new Planner(base, base)) {
            Plan plan = planner.plan(design("/srv"));
            assertEquals(List.of(), problems(plan));
            FileTree root = tree(plan, "root");
            assertEquals(0, ((Directory) Trees.find(root, "/boot")).count());
            assertEquals(0700, Trees.find(root, "/boot").attributes().mode());
            assertEquals(0751, root.root().attributes().mode());
            assertNotNull(root.find("/etc/passwd"));
            assertEquals(0, ((Directory) Trees.find(root, "/srv")).count());
            FileTree boot = tree(plan, "boot");
            assertEquals(0700, boot.root().attributes().mode());
            assertNotNull(boot.find("/vmlinuz"));
            assertEquals(0, ((Directory) Trees.find(boot, "/efi")).count());
            assertNotNull(tree(plan, "esp").find("/EFI/debian/grubx64.efi"));
            assertNotNull(tree(plan, "more").find("/data/x"));
        }
    }

    @Test
    void aMountPointThatIsALinkSplitsNothing() throws Exception {
        try (var planner = new Planner(base, base)) {
            Plan plan = planner.plan(design("/var"));
            assertEquals(List.of(), problems(plan));
            assertNotNull(tree(plan, "root").find("/var"));
            assertNotNull(tree(plan, "root").find("/srv/data/x"));
            assertEquals(0, tree(plan, "more").root().count());
        }
    }

    @Test
    void whatAnImageWouldHideStaysWhereItIs() throws Exception {
        Files.write(base.resolve("data.img"), new byte[1 << 20]);
        try (var planner = new Planner(base, base)) {
            Plan plan =
                    planner.plan(
                            design("/srv", "{ \"type\": \"image\", \"source\": \"data.img\" }"));
            assertEquals(List.of(), problems(plan));
            assertNotNull(tree(plan, "root").find("/srv/data/x"));
        }
    }

    @Test
    void twoEntriesMeetInAPartition() throws Exception {
        Design design =
                with(
                        design("/srv"),
                        new Content("file", "/boot/config", "0640", "web", "web"),
                        new Content("file", "/boot/vmlinuz", null, null, null));
        try (var planner = new Planner(base, base)) {
            Plan plan = planner.plan(design);
            assertEquals(
                    List.of(
                            "/contents/2/target file brings a second /boot/vmlinuz, after the one"
                                    + " of root.tar"),
                    problems(plan));
            var config = Trees.find(tree(plan, "boot"), "/config").attributes();
            assertEquals(33, config.uid(), "the passwd of the root counts everywhere");
            assertEquals(44, config.gid());
        }
    }

    @Test
    void whatAnEditDoesNotTouchIsNeitherReadNorMadeAgain() throws Exception {
        Design design = with(design("/srv"), new Content("file", "/boot/a", null, "web", "web"));
        try (var planner = new Planner(base, base)) {
            Plan before = planner.plan(design);
            assertEquals(List.of(), problems(before));
            Design moved = with(design("/srv"), new Content("file", "/boot/b", null, "web", "web"));
            Plan after = planner.plan(moved);
            assertSame(tree(before, "root").root(), tree(after, "root").root());
            assertSame(tree(before, "esp").root(), tree(after, "esp").root());
            assertNotSame(tree(before, "boot").root(), tree(after, "boot").root());
            assertSame(tree(before, "boot").find("/vmlinuz"), tree(after, "boot").find("/vmlinuz"));
        }
    }

    @Test
    void aChangedSourceLeavesTheOthersAlone() throws Exception {
        Files.createDirectories(base.resolve("kernel"));
        Files.writeString(base.resolve("kernel/k"), "1");
        Design design = with(design("/srv"), new Content("kernel", "/boot", null, null, null));
        try (var planner = new Planner(base, base)) {
            Plan before = planner.plan(design);
            Files.writeString(base.resolve("kernel/k"), "22");
            assertTrue(planner.refresh());
            Plan after = planner.plan(design);
            assertEquals("22", Trees.text(tree(after, "boot"), "/k"));
            assertSame(tree(before, "root").root(), tree(after, "root").root());
        }
    }

    @Test
    void aMountPointThatNoSourceBringsIsNotMade() throws Exception {
        Design design =
                design("/opt/data")
                        .withContents(
                                List.of(
                                        new Content("file", "/opt/data/x", null, null, null),
                                        new Content("file", "/y", null, null, null)));
        try (var planner = new Planner(base, base)) {
            Plan plan = planner.plan(design);
            assertNotNull(tree(plan, "more").find("/x"));
            assertNull(tree(plan, "root").find("/opt"));
            assertNotNull(tree(plan, "root").find("/y"));
        }
    }

    @Test
    void oneFileUnderTwoEntriesIsTwoFiles() throws Exception {
        Design design =
                with(
                        design("/srv"),
                        new Content("file", "/one", null, null, null),
                        new Content("file", "/two", null, null, null));
        try (var planner = new Planner(base, base)) {
            FileTree root = tree(planner.plan(design), "root");
            assertNotSame(Trees.find(root, "/one"), Trees.find(root, "/two"));
        }
    }

    @Test
    void everyFileThatFatCannotHoldIsToldByItself() throws Exception {
        var tar = new TarWriter();
        tar.member("boot/efi/a", '0', 0644, "", DATA);
        tar.member("boot/efi/A", '0', 0644, "", DATA);
        tar.member("boot/efi/x:y", '0', 0644, "", DATA);
        tar.member("boot/efi/dir/link", '2', 0777, "a", new byte[0]);
        tar.member("boot/efi/dir/e.", '0', 0644, "", DATA);
        Files.write(base.resolve("few.tar"), tar.end());
        List<Content> few = List.of(new Content("few.tar", "/", null, null, null));
        try (var planner = new Planner(base, base)) {
            List<String> told = problems(planner.plan(design("/srv").withContents(few)));
            assertEquals(4, told.size(), told.toString());
            for (String part : List.of("\"A\" only in case", "/x:y", "/dir/link", "/dir/e.")) {
                assertTrue(told.stream().anyMatch(it -> it.contains(part)), part + told);
            }
            var many = new TarWriter();
            for (int i = 0; i < 100; i++) {
                many.member("boot/efi/" + i + ":", '0', 0644, "", DATA);
            }
            Files.write(base.resolve("many.tar"), many.end());
            List<Content> all = List.of(new Content("many.tar", "/", null, null, null));
            told = problems(planner.plan(design("/srv").withContents(all)));
            assertEquals(21, told.size());
            assertTrue(told.stream().anyMatch(it -> it.contains("80 more files cannot be")));
        }
    }
}
