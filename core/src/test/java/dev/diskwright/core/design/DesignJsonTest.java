package dev.diskwright.core.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DesignJsonTest {
    private static Design read(String text) {
        DesignJson.Parsed parsed = DesignJson.read(text);
        assertEquals(List.of(), parsed.diagnostics());
        return Objects.requireNonNull(parsed.design());
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        Design design = read("{ \"name\": \"web\" }");
        assertEquals("qcow2", design.disk().format());
        assertNull(design.disk().size());
        assertEquals(512L << 20, design.disk().additionalSpace().bytes());
        assertEquals(TableKind.GPT, design.layout().table());
        assertEquals(Boot.Loader.SELF_TEST, design.boot().effectiveLoader());
    }

    @Test
    void defaultsAreNotWritten() {
        assertEquals(
                """
                {
                  "$schema": "https://diskwright.dev/schema/design-1.json",
                  "version": 1,
                  "name": "web",
                  "layout": {
                    "preset": "legacy+gpt"
                  }
                }
                """,
                DesignJson.write(Design.of("web", Preset.LEGACY_GPT)));
    }

    @Test
    void everyKeySurvivesWritingAndReading() {
        String text =
                """
                { // a comment
                  "name": "all",
                  "disk": { "format": "raw", "size": "8GiB", "sectorSize": 4096, "additionalSpace": "1GiB" },
                  "layout": {
                    "table": "gpt", "diskId": "97fd5997-f390-0b4a-a3f8-d106c1723aea", "align": "4MiB",
                    "partitions": [
                      { "name": "ESP", "type": "esp", "number": 2, "start": "8MiB", "end": "256MiB", "flags": ["boot"],
                        "filesystem": { "type": "vfat", "label": "ESP", "fatBits": 32, "volumeId": "1234-ABCD" },
                        "mount": "/boot" },
                      { "name": "root", "size": "rest * 2 min 1GiB", "uuid": "f222513b-ded1-49fa-b591-20ce86a2fe7f",
                        "filesystem": { "type": "ext4", "label": "nixos", "blockSize": 1024 }, "mount": "/" }, ] },
                  "contents": [ { "source": "a.tar", "target": "/x", "mode": "0644", "user": "root", "group": "0" } ],
                  "boot": { "loader": "systemd-boot", "kernel": "k", "initrd": ["i"], "cmdline": ["quiet"], "systemdBoot": "s" },
                  "reproducible": { "seed": "s", "timestamp": 5, "identifiers": "nixos" }
                }
                """;
        Design design = read(text);
        assertTrue(DesignJson.read(text).comments());
        Design again = read(DesignJson.write(design));
        assertEquals(design, again);
        assertFalse(DesignJson.read(DesignJson.write(design)).comments());
    }

    @Test
    void everyMistakeIsToldWithItsPath() {
        DesignJson.Parsed parsed =
                DesignJson.read(
                        """
                        { "nmae": "x",
                          "disk": { "size": "8", "sectorSize": "512", "compres": "none" },
                          "layout": { "preset": "uefi", "partitions": [ { "size": "most", "uuid": "12", "filesystem": { "type": "ext5" } } ] },
                          "contents": [ { "source": 7, "target": "/" } ],
                          "boot": [] }
                        """);
        assertEquals(
                List.of(
                        "/nmae",
                        "/name",
                        "/disk/compres",
                        "/disk/size",
                        "/disk/sectorSize",
                        "/layout/preset",
                        "/layout/partitions/0/size",
                        "/layout/partitions/0/uuid",
                        "/layout/partitions/0/filesystem/type",
                        "/contents/0/source",
                        "/boot"),
                parsed.diagnostics().stream().map(Diagnostic::path).toList());
        assertEquals("did you mean \"name\"?", parsed.diagnostics().getFirst().remedy());
        assertNotNull(parsed.design());
    }

    @Test
    void textThatIsNoJsonIsOneErrorWithItsLine() {
        for (String text :
                List.of(
                        "",
                        "{",
                        "[]",
                        "{ \"name\": }",
                        "{\"name\":\"a\",\"name\":\"b\"}",
                        "\u0000",
                        "[".repeat(100_000))) {
            DesignJson.Parsed parsed = DesignJson.read(text);
            assertNull(parsed.design());
            assertEquals(1, parsed.diagnostics().size());
        }
    }

    @Test
    void aNewerVersionIsToldAndNotRead() {
        DesignJson.Parsed parsed =
                DesignJson.read("{ \"version\": 2, \"name\": \"x\", \"whatever\": 1 }");
        assertNull(parsed.design());
        assertEquals(
                List.of("/version"), parsed.diagnostics().stream().map(Diagnostic::path).toList());
    }

    @Test
    void commentMarksInStringsAreNoComments() {
        assertFalse(DesignJson.read("{ \"name\": \"a // b \\\" /* c\" }").comments());
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void aPresetWrittenOutIsADesignToo(Preset preset) {
        Design design = Design.of("x", preset);
        Design explicit = design.withLayout(Presets.expand(design));
        assertEquals(List.of(), DesignChecks.check(explicit));
        assertEquals(explicit, read(DesignJson.write(explicit)));
    }

    @Test
    void theSchemaNamesEveryKey() {
        String schema = DesignSchema.text();
        for (String key :
                List.of(
                        "additionalSpace",
                        "bootSize",
                        "fatBits",
                        "systemdBoot",
                        "identifiers",
                        "\"const\" : \"ext4\"")) {
            assertTrue(schema.contains(key), key);
        }
    }
}
