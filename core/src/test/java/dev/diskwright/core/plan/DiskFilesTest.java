package dev.diskwright.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.content.ContentSpec;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.Scratch;
import dev.diskwright.core.content.Selection;
import dev.diskwright.core.content.SourceReader;
import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiskFilesTest {
    @TempDir Path base;

    private Path tree() throws IOException, InterruptedException {
        Path top =
                Files.createDirectories(base.resolve("top/deep/er")).resolve("../..").normalize();
        Files.write(top.resolve("plain"), Cases.bytes(Cases.random(3), 300_000));
        Files.createLink(top.resolve("again"), top.resolve("plain"));
        Files.createSymbolicLink(top.resolve("link"), Path.of("some/where"));
        Files.writeString(top.resolve("deep/er/größe"), "1");
        Peers.run("setfattr", "-n", "user.note", "-v", "0x00ff3d0a", top.resolve("plain")).ok();
        Peers.run("chmod", "2750", top.resolve("deep")).ok();
        if (Trees.root()) {
            Peers.run("chown", "12:34", top.resolve("deep/er")).ok();
        }
        return top;
    }

    private String list(String source) throws IOException, InterruptedException {
        Design design =
                Design.of("x", Preset.LEGACY)
                        .withContents(List.of(new Content(source, "/", null, null, null)));
        try (var planner = new Planner(base, base)) {
            Plan plan = planner.plan(design);
            assertEquals(List.of(), plan.diagnostics());
            FileTree tree = Objects.requireNonNull(plan.partitions().getLast().volume()).tree();
            return coarse(Trees.list(tree));
        }
    }

    /// Whole seconds, as mksquashfs and mke2fs keep them.
    private static String coarse(String list) {
        return list.replaceAll("(?m)\\.[0-9]{9} /", " /");
    }

    @ParameterizedTest
    @ValueSource(strings = {"squashfs", "ext4"})
    @Tag("peer")
    void filesKeepTheirAttributes(String type) throws Exception {
        Peers.require("mksquashfs", "mke2fs", "setfattr");
        Path top = tree();
        Path image = base.resolve("image");
        if (type.equals("squashfs")) {
            Peers.run("mksquashfs", top, image, "-noappend", "-quiet").ok();
        } else {
            Peers.run("mke2fs", "-q", "-t", "ext4", "-d", top, image, "8M").ok();
        }
        assertEquals(list("top"), list("image"));
    }

    @ParameterizedTest
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedImagesFailCleanly(long seed) throws Exception {
        var random = Cases.random(seed);
        Files.writeString(base.resolve("file"), "1");
        Design design =
                Design.of("x", Preset.LEGACY)
                        .withContents(List.of(new Content("file", "/f", null, null, null)));
        Path image = base.resolve("image");
        try (var planner = new Planner(base, base)) {
            var disk = planner.image(planner.plan(design), ImageListener.NONE);
            byte[] bytes = new byte[4 << 20];
            disk.read(0, java.lang.foreign.MemorySegment.ofArray(bytes));
            for (int i = 0; i < 40; i++) {
                bytes[random.nextInt(3 << 20)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(image, bytes);
        }
        var selection =
                new Selection(
                        null, null, "amd64", random.nextInt(3), random.nextBoolean() ? "/" : null);
        var spec = new ContentSpec("image", null, selection, "/", List.of(), null, null, null);
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> {
                    try (var scratch = new Scratch(base, 1 << 20)) {
                        SourceReader.read(spec, base, 0, scratch, DiskFiles::read);
                    } catch (ImageException allowed) {
                        // the one way out
                    }
                });
    }
}
