package dev.diskwright.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateTest {
    private static final String TEN_MISTAKES =
            """
            {
              "version": 1,
              "name": "a/b",
              "disc": {},
              "disk": { "format": "floppy", "size": "8", "sectorSize": 520 },
              "layout": {
                "table": "gpt",
                "partitions": [
                  { "name": "one", "type": "lunix", "size": "10MiB" },
                  { "name": "two", "size": "10MiB", "filesystem": { "type": "ext9" } },
                  { "name": "three", "size": "rest", "filesystem": { "type": "ext4", "label": "longer than sixteen bytes" }, "mount": "/" }
                ]
              },
              "contents": [
                { "source": "x", "target": "/", "user": "root" },
                { "source": "y", "target": "relative" }
              ]
            }
            """;

    @TempDir private Path folder;

    @Test
    void tenMistakesAreTenDiagnostics() throws IOException {
        var cli = new Cli(folder);
        cli.write("ten.diskwright.json", TEN_MISTAKES);
        var json = cli.run("validate", "--json", "ten.diskwright.json").ended(2).json();
        List<String> paths =
                json.get("diagnostics")
                        .valueStream()
                        .map(it -> it.get("path").stringValue())
                        .toList();
        for (String path :
                List.of(
                        "/name",
                        "/disc",
                        "/disk/format",
                        "/disk/size",
                        "/disk/sectorSize",
                        "/layout/partitions/0/type",
                        "/layout/partitions/1/filesystem/type",
                        "/layout/partitions/2/filesystem/label",
                        "/contents/0",
                        "/contents/1/target")) {
            assertTrue(
                    paths.stream().anyMatch(it -> it.startsWith(path)), () -> path + " in " + json);
        }
        String text = cli.run("validate", "ten.diskwright.json").ended(2).output();
        assertTrue(text.contains("error "), text);
        cli.run("build", "ten.diskwright.json").ended(2).told("ten.diskwright.json", "errors");
        assertEquals(List.of("ten.diskwright.json"), cli.names());
    }

    @Test
    void whatIsNoJsonIsToldWithItsPlace() throws IOException {
        var cli = new Cli(folder);
        cli.write("x.json", "{\n  \"name\": \n}");
        String text = cli.run("validate", "x.json").ended(2).output();
        assertTrue(text.contains("line 3"), text);
    }

    @Test
    void newerVersionIsRefused() throws IOException {
        var cli = new Cli(folder);
        cli.write("x.json", "{ \"version\": 99, \"name\": \"x\" }");
        String text = cli.run("validate", "x.json").ended(2).output();
        assertTrue(text.contains("99"), text);
    }

    @Test
    void designMayComeFromStandardInput() {
        var cli =
                new Cli(
                        folder,
                        "{ \"name\": \"x\", \"layout\": { \"preset\": \"efi\" } }",
                        Map.of(),
                        false);
        cli.run("validate", "-").ended(0);
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        var cli = new Cli(folder);
        Files.write(cli.file("x.json"), new byte[] {'{', (byte) 0xff, '}'});
        cli.run("validate", "x.json").ended(2).told("x.json", "UTF-8");
    }
}
