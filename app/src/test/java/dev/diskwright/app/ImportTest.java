package dev.diskwright.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.DesignJson;
import dev.diskwright.core.design.Filesystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {
    private static final String DESIGN =
            """
            {"name": "old", "disk": {"format": "raw"}, "boot": {"loader": "none"}, "layout": {"partitions": [
              {"name": "a", "size": "1MiB"},
              {"name": "b", "size": "8MiB", "filesystem": {"type": "ext4", "label": "root"}}]}}
            """;

    @TempDir private Path folder;

    private Cli built() throws IOException {
        var cli = new Cli(folder);
        cli.write("old.diskwright.json", DESIGN);
        Files.createDirectories(cli.file("images"));
        cli.run("build", "old.diskwright.json", "-o", "images/old.img", "-q").ended(0);
        return cli;
    }

    private static Design design(String text) {
        DesignJson.Parsed parsed = DesignJson.read(text);
        assertEquals(List.of(), parsed.diagnostics());
        return Objects.requireNonNull(parsed.design());
    }

    @Test
    void anImportedImageBuildsToTheSameDisk() throws IOException {
        Cli cli = built();
        Files.createDirectories(folder.resolve("designs"));
        cli.run("import", "images/old.img", "-o", "designs/new.diskwright.json").ended(0);
        Design design = design(Files.readString(cli.file("designs/new.diskwright.json")));
        assertEquals("old", design.name());
        assertEquals(
                new Filesystem.Image("../images/old.img", 2),
                design.layout().partitions().getLast().filesystem());
        cli.run("build", "designs/new.diskwright.json", "-o", "new.img", "-q").ended(0);
        assertEquals(-1, Files.mismatch(cli.file("images/old.img"), cli.file("new.img")));
    }

    @Test
    void withoutContentsOnlyTheLayoutIsTaken() throws IOException {
        Cli cli = built();
        Design design = design(cli.run("import", "--empty", "images/old.img", "-o", "-").output());
        assertTrue(
                design.layout().partitions().getLast().filesystem() instanceof Filesystem.Ext4 it
                        && it.label().equals("root"));
    }

    @Test
    void existingFilesDesignsAndWhatIsNotThereAreRefused() throws IOException {
        Cli cli = built();
        cli.run("import", "images/old.img").ended(2).told("old.diskwright.json", "--force");
        assertEquals(DESIGN, Files.readString(cli.file("old.diskwright.json")));
        cli.run("import", "old.diskwright.json", "-o", "x.json").ended(2).told("design already");
        cli.run("import", "nowhere.img").ended(2).told("nowhere.img");
        assertFalse(Files.exists(cli.file("x.json")));
    }

    @Test
    void whatGetsLostIsTold() throws IOException {
        Cli cli = built();
        Path image = cli.file("images/old.img");
        byte[] bytes = Files.readAllBytes(image);
        bytes[0] = 1;
        Files.write(image, bytes);
        Cli.Result result =
                cli.run("import", "images/old.img", "-o", "n.diskwright.json", "--json").ended(0);
        assertEquals("n.diskwright.json", result.json().get("file").stringValue());
        assertEquals(1, result.json().get("lost").size());
        assertTrue(result.error().contains("boot code"), result.error());
    }
}
