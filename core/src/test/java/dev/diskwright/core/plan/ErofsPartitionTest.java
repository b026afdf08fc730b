package dev.diskwright.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.fs.erofs.Erofs;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Designs;
import dev.diskwright.core.testing.Trees;
import dev.diskwright.core.verify.DiskImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// EROFS partitions: size by contents, label and identifier by design.
class ErofsPartitionTest {
    private static final int RANDOM = 3_000_000; // bytes that nothing packs

    @TempDir Path base;
    @TempDir Path temporary;

    @BeforeEach
    void makeContents() throws IOException {
        Path root = Files.createDirectories(base.resolve("root/etc"));
        Files.writeString(root.resolve("hostname"), "test\n");
        Files.write(root.resolve("random"), Cases.bytes(Cases.random(1), RANDOM));
        Files.writeString(root.resolve("text"), "again and again ".repeat(100_000));
    }

    private static Design design(String options) {
        return Designs.parse(
                """
                { "name": "packed",
                  "layout": { "preset": null, "table": "gpt", "partitions": [
                    { "name": "root", "size": "fit", "mount": "/",
                      "filesystem": { "type": "erofs"%s } },
                    { "name": "data", "size": "16MiB", "filesystem": { "type": "ext4" } } ] },
                  "contents": [ { "source": "root", "target": "/" } ],
                  "derived": { "fstab": true },
                  "boot": { "loader": "none" } }
                """
                        .formatted(options));
    }

    @ParameterizedTest
    @CsvSource({"lz4, 4000000", "lz4hc, 4000000", "none, 6000000"})
    void theSizeIsWhatTheContentsArePackedTo(String compression, long most) throws Exception {
        Path image = base.resolve("disk.qcow2");
        String options =
                ", \"label\": \"nix-store\", \"uuid\": \"eb176051-bd15-49b7-9e6b-462e0b467019\","
                        + " \"compression\": \"%s\"".formatted(compression);
        Designs.build(design(options), base, image, "qcow2");
        try (DiskImage disk = DiskImage.open(image)) {
            DiskImage.Part part = disk.parts().getFirst();
            var info = part.volume().orElseThrow();
            assertEquals("erofs", info.type());
            assertEquals("nix-store", info.label());
            assertEquals("eb176051-bd15-49b7-9e6b-462e0b467019", info.uuid());
            assertTrue(info.size() > RANDOM && info.size() < most, info.toString());
            assertTrue(part.bytes().size() - info.size() < 1 << 20, part.bytes().size() + " bytes");
            var tree = part.format().orElseThrow().read(part.where(), part.bytes());
            assertEquals("test\n", Trees.text(tree, "/etc/hostname"));
            String fstab = Trees.text(tree, "/etc/fstab");
            assertTrue(fstab.contains(" / erofs ro 0 0\n"), fstab);
        }
    }

    @Test
    void labelAndIdentifierAreGivenWithoutPackingAgain() throws Exception {
        try (var planner = new Planner(base, temporary)) {
            Plan one = planner.plan(design(""));
            Plan two = planner.plan(design(", \"label\": \"other\""));
            assertTrue(two.isBuildable(), two.diagnostics().toString());
            var disk = planner.image(two, ImageListener.NONE);
            var segment = two.partition(0).orElseThrow();
            assertEquals(one.partition(0).orElseThrow().size(), segment.size());
            var info =
                    new Erofs()
                            .probe(Where.file("disk"), disk.slice(segment.start(), segment.size()))
                            .orElseThrow();
            assertEquals("other", info.label());
            assertEquals(Objects.requireNonNull(segment.volume()).uuid(), info.uuid());
        }
    }

    @Test
    void aLabelThatIsTooLongIsTold() throws Exception {
        try (var planner = new Planner(base, temporary)) {
            Plan plan = planner.plan(design(", \"label\": \"more than sixteen\""));
            List<String> codes = plan.diagnostics().stream().map(Diagnostic::code).toList();
            assertTrue(codes.contains("FS-001"), codes.toString());
        }
    }
}
