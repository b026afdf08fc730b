package dev.diskwright.core.content.oci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.content.ContentSpec;
import dev.diskwright.core.content.Contents;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.Scratch;
import dev.diskwright.core.content.Selection;
import dev.diskwright.core.content.SymbolicLink;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.OciImages;
import dev.diskwright.core.testing.TarWriter;
import dev.diskwright.core.testing.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OciSourceTest {
    private static final byte[] NOTHING = new byte[0];

    @TempDir Path folder;
    private Scratch scratch = new Scratch(Path.of("."), 0);

    @BeforeEach
    void open() throws IOException {
        scratch = new Scratch(Files.createDirectory(folder.resolve("scratch")), 1 << 24);
    }

    @AfterEach
    void close() throws IOException {
        scratch.close();
    }

    private static TarWriter file(TarWriter tar, String path, String text) {
        return tar.member(path, '0', 0644, "", text.getBytes(UTF_8));
    }

    private static byte[] base() {
        TarWriter tar =
                new TarWriter()
                        .member("etc/", '5', 0711, "", NOTHING)
                        .member("usr/bin/", '5', 0755, "", NOTHING)
                        .member("bin", '2', 0777, "usr/bin", NOTHING)
                        .member("var/cache/", '5', 0700, "", NOTHING);
        file(tar, "etc/motd", "base");
        file(tar, "etc/gone", "base");
        file(tar, "usr/bin/sh", "shell");
        file(tar, "var/cache/old", "old");
        file(tar, "opt/dir/in", "base");
        return tar.end();
    }

    private static byte[] second() {
        TarWriter tar = new TarWriter().member("etc/.wh.gone", '0', 0, "", NOTHING);
        file(tar, "etc/motd", "second");
        file(tar, "var/cache/new", "new");
        tar.member("var/cache/.wh..wh..opq", '0', 0, "", NOTHING);
        tar.member("usr/bin/ash", '1', 0644, "bin/sh", NOTHING);
        tar.member(".wh..wh.plnk", '5', 0700, "", NOTHING);
        file(tar, "bin/ls", "list");
        file(tar, "opt/dir", "a file");
        return tar.end();
    }

    private FileTree read(
            Map<String, byte[]> files, @Nullable String reference, @Nullable String platform)
            throws IOException, InterruptedException {
        Path archive = folder.resolve("image.tar");
        Files.write(archive, OciImages.tar(files));
        return read(archive, reference, platform);
    }

    private FileTree read(Path source, @Nullable String reference, @Nullable String platform)
            throws IOException, InterruptedException {
        var selection = new Selection(reference, platform, "amd64", null, null);
        var spec =
                new ContentSpec(
                        source.toString(), null, selection, "/", List.of(), null, null, null);
        Contents.Assembly assembly = Contents.assemble(List.of(spec), folder, 7, scratch);
        if (!assembly.problems().isEmpty()) {
            ImageException cause = assembly.problems().getFirst().cause();
            if (cause != null) {
                throw cause;
            }
            throw new AssertionError(assembly.problems().toString());
        }
        return assembly.tree();
    }

    private static void judge(FileTree tree) throws IOException {
        assertEquals("second", Trees.text(tree, "/etc/motd"));
        assertEquals(0711, Trees.find(tree, "/etc").attributes().mode(), "implied in the second");
        assertNull(tree.find("/etc/gone"));
        assertNull(tree.find("/var/cache/old"));
        assertEquals("new", Trees.text(tree, "/var/cache/new"));
        assertSame(Trees.find(tree, "/usr/bin/sh"), Trees.find(tree, "/usr/bin/ash"));
        assertEquals("usr/bin", ((SymbolicLink) Trees.find(tree, "/bin")).target());
        assertEquals("list", Trees.text(tree, "/usr/bin/ls"));
        assertEquals("a file", Trees.text(tree, "/opt/dir"));
        assertTrue(Trees.list(tree).lines().noneMatch(it -> it.contains(".wh.")), "no whiteouts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gzip", "zstd"})
    void layersAreStackedInOrder(String compression) throws Exception {
        var image = new OciImages();
        image.add("", image.image("linux/amd64", compression, base(), second()));
        judge(read(image.layout(), null, null));
        Path layout = folder.resolve("layout");
        OciImages.write(image.layout(), layout);
        judge(read(layout, null, null));
    }

    @Test
    void whatDockerSavesIsTheSame() throws Exception {
        judge(read(OciImages.docker(Map.of("a:1", List.of(base(), second()))), null, null));
    }

    @Test
    void layersThatOldDockerLinksAreFollowed() throws Exception {
        Map<String, byte[]> files = OciImages.docker(Map.of("a:1", List.of(base(), second())));
        String layer = OciImages.digest(second()).substring(7) + "/layer.tar";
        var tar = new TarWriter();
        files.forEach((name, bytes) -> {
            if (name.equals(layer)) {
                tar.member("shared/layer.tar", '0', 0644, "", bytes);
                tar.member(name, '2', 0777, "../shared/layer.tar", NOTHING);
            } else {
                tar.member(name, '0', 0644, "", bytes);
            }
        });
        Path archive = folder.resolve("old.tar");
        Files.write(archive, tar.end());
        judge(read(archive, null, null));
    }

    @Test
    void oneOfSeveralImagesIsChosenByName() throws Exception {
        var image = new OciImages();
        image.add("one", image.image("linux/amd64", "", base()));
        image.add("two", image.image("linux/amd64", "", base(), second()));
        image.add("again", image.image("linux/amd64", "", base(), second()));
        assertEquals("base", Trees.text(read(image.layout(), "one", null), "/etc/motd"));
        assertEquals("second", Trees.text(read(image.layout(), "again", null), "/etc/motd"));
        refused(image.layout(), null, null, "a choice among one, two without a reference");
        refused(image.layout(), "three", null, "an image \"three\"; it has one, two");
        Map<String, byte[]> saved =
                OciImages.docker(
                        new TreeMap<>(
                                Map.of("a:1", List.of(base()), "b:2", List.of(base(), second()))));
        assertEquals("second", Trees.text(read(saved, "b:2", null), "/etc/motd"));
        refused(saved, null, null, "a choice among a:1, b:2 without a reference");
        refused(saved, "c", null, "it has a:1, b:2");
    }

    @Test
    void oneOfSeveralPlatformsIsChosen() throws Exception {
        var image = new OciImages();
        String index =
                image.index(
                        image.image("linux/arm/v6", "", base(), layer("v6")),
                        image.image("linux/arm/v7", "", base(), layer("v7")),
                        image.image("linux/amd64", "", base(), layer("pc")),
                        image.image("unknown/unknown", "", base()));
        image.add("x", image.index(index));
        assertEquals("pc", Trees.text(read(image.layout(), null, null), "/p"));
        assertEquals("v7", Trees.text(read(image.layout(), "x", "linux/arm"), "/p"));
        assertEquals("v6", Trees.text(read(image.layout(), null, "linux/arm/v6"), "/p"));
        refused(
                image.layout(),
                null,
                "linux/s390x",
                "an image for linux/s390x; it has linux/arm/v6, linux/arm/v7, linux/amd64");
    }

    private static byte[] layer(String text) {
        return file(new TarWriter(), "p", text).end();
    }

    @Test
    void theOnlyImageIsTakenUnlessAnotherPlatformIsAskedFor() throws Exception {
        var image = new OciImages();
        image.add("", image.image("linux/arm64", "", layer("arm")));
        assertEquals("arm", Trees.text(read(image.layout(), null, null), "/p"));
        assertEquals("arm", Trees.text(read(image.layout(), null, "linux/arm64/v8"), "/p"));
        refused(image.layout(), null, "linux/amd64", "an image for linux/amd64");
    }

    private void refused(
            Map<String, byte[]> files,
            @Nullable String reference,
            @Nullable String platform,
            String part) {
        ImageException e =
                assertThrows(
                        UnsupportedImageException.class, () -> read(files, reference, platform));
        assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
    }

    private void corrupt(Map<String, byte[]> files, String part) {
        ImageException e = assertThrows(CorruptImageException.class, () -> read(files, null, null));
        assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
    }

    @Test
    void everyBlobIsHeldAgainstItsDigest() {
        var image = new OciImages();
        image.add("", image.image("linux/amd64", "gzip", base(), second()));
        Map<String, byte[]> files = image.layout();
        for (String name : files.keySet()) {
            if (name.startsWith("blobs/")) {
                var damaged = new TreeMap<>(files);
                byte[] bytes = files.get(name).clone();
                bytes[bytes.length / 2] ^= 1;
                damaged.put(name, bytes);
                corrupt(damaged, "bytes with the digest sha256:");
                damaged.put(name, Arrays.copyOf(bytes, bytes.length - 1));
                corrupt(damaged, "as its descriptor says");
                damaged.remove(name);
                corrupt(damaged, "no such file");
            }
        }
        Map<String, byte[]> saved = OciImages.docker(Map.of("a:1", List.of(base(), second())));
        String layer = OciImages.digest(base()).substring(7) + "/layer.tar";
        byte[] bytes = Objects.requireNonNull(saved.get(layer)).clone();
        bytes[bytes.length / 2] ^= 1;
        saved.put(layer, bytes);
        corrupt(saved, "bytes with the digest sha256:");
    }

    @Test
    void hostilePathsLeadNowhere() throws Exception {
        var dots = new OciImages();
        dots.add(
                "",
                dots.image(
                        "linux/amd64",
                        "",
                        layer("1"),
                        file(new TarWriter(), "../../x", "1").end()));
        corrupt(dots.layout(), "member \"../../x\"");
        var links = new OciImages();
        byte[] out = new TarWriter().member("out", '2', 0777, "../../../../srv", NOTHING).end();
        links.add(
                "",
                links.image(
                        "linux/amd64",
                        "",
                        base(),
                        out,
                        file(new TarWriter().member("srv/", '5', 0755, "", NOTHING), "out/x", "1")
                                .end()));
        assertEquals(
                "1",
                Trees.text(read(links.layout(), null, null), "/srv/x"),
                "beyond the top is the top");
        var loop = new OciImages();
        byte[] circle =
                new TarWriter()
                        .member("a", '2', 0777, "b", NOTHING)
                        .member("b", '2', 0777, "a", NOTHING)
                        .end();
        loop.add(
                "", loop.image("linux/amd64", "", circle, file(new TarWriter(), "a/x", "1").end()));
        corrupt(loop.layout(), "a link in an earlier layer that does not lead to a directory");
        var opaque = new OciImages();
        byte[] wh =
                new TarWriter()
                        .member(".wh.", '0', 0, "", NOTHING)
                        .member(".wh...", '0', 0, "", NOTHING)
                        .end();
        opaque.add("", opaque.image("linux/amd64", "", base(), wh));
        assertNotNull(read(opaque.layout(), null, null).find("/etc/motd"));
        var missing = new OciImages();
        byte[] link = new TarWriter().member("l", '1', 0644, "no/where", NOTHING).end();
        missing.add("", missing.image("linux/amd64", "", base(), link));
        corrupt(missing.layout(), "no/where");
    }

    @Test
    void aFileThatALaterLayerReplacesIsAFileOfItsOwn() throws Exception {
        byte[] again = file(new TarWriter(), "usr/bin/sh", "other").end();
        var image = new OciImages();
        image.add("", image.image("linux/amd64", "", base(), second(), again));
        FileTree tree = read(image.layout(), null, null);
        assertNotSame(Trees.find(tree, "/usr/bin/sh"), Trees.find(tree, "/usr/bin/ash"));
        assertEquals("shell", Trees.text(tree, "/usr/bin/ash"));
    }

    @Test
    void indexesThatNestTooDeeplyAreRefused() {
        var image = new OciImages();
        String it = image.image("linux/amd64", "", base());
        for (int i = 0; i < 20; i++) {
            it = image.index(it);
        }
        image.add("", it);
        refused(image.layout(), null, null, "indexes nested more deeply");
    }

    @Test
    void otherArchivesStayWhatTheyAre() throws Exception {
        Map<String, byte[]> files = Map.of("manifest.json", "{\"name\":\"app\"}".getBytes(UTF_8));
        assertNotNull(read(files, null, null).find("/manifest.json"));
        files = Map.of("manifest.json", "[1, {\"Config\":2}]".getBytes(UTF_8));
        assertNotNull(read(files, null, null).find("/manifest.json"));
    }

    @ParameterizedTest
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void aDamagedImageFailsCleanly(long seed) {
        var random = Cases.random(seed);
        boolean saved = seed % 2 == 0;
        var image = new OciImages();
        image.add("one", image.index(image.image("linux/amd64", "gzip", base(), second())));
        Map<String, byte[]> files =
                saved ? OciImages.docker(Map.of("a:1", List.of(base(), second()))) : image.layout();
        List<String> names =
                files.keySet().stream()
                        .filter(it -> it.endsWith("n") || random.nextInt(3) == 0)
                        .toList();
        String name = names.get(random.nextInt(names.size()));
        byte[] bytes = Objects.requireNonNull(files.get(name)).clone();
        if (bytes.length > 0) {
            Cases.damage(random, bytes);
        }
        files.put(name, bytes);
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> {
                    try {
                        read(files, null, null);
                    } catch (ImageException allowed) {
                        // the one way out
                    }
                });
    }

    /// Without digests in the way, so that damage reaches the layers.
    @ParameterizedTest
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedLayersFailCleanly(long seed) {
        var random = Cases.random(seed);
        byte[] layer = second();
        Cases.damage(random, layer);
        TarWriter.fixChecksums(layer);
        var image = new OciImages();
        image.add("", image.image("linux/amd64", "", base(), layer, second()));
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> {
                    try {
                        Trees.list(read(image.layout(), null, null));
                    } catch (ImageException allowed) {
                        // the one way out
                    }
                });
    }
}
