package dev.diskwright.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.DesignJson;
import dev.diskwright.core.design.Preset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NewTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(Preset.class)
    void startingDesignHasNoProblems(Preset preset) throws IOException {
        var cli = new Cli(folder);
        cli.run("new", "--preset", preset.toString(), "--name", "web").ended(0);
        var parsed = DesignJson.read(Files.readString(cli.file("web.diskwright.json")));
        assertTrue(parsed.comments());
        assertEquals(preset, Objects.requireNonNull(parsed.design()).layout().preset());
        String problems = cli.run("validate", "web.diskwright.json").ended(0).output();
        assertEquals("", problems);
    }

    @Test
    void existingFileIsRefused() throws IOException {
        var cli = new Cli(folder);
        cli.write("a.diskwright.json", "mine");
        cli.run("new", "-o", "a.diskwright.json").ended(2).told("a.diskwright.json", "--force");
        assertEquals("mine", Files.readString(cli.file("a.diskwright.json")));
        cli.run("new", "-o", "a.diskwright.json", "--force").ended(0);
        assertNotEquals("mine", Files.readString(cli.file("a.diskwright.json")));
    }

    @Test
    void seedsDifferUnlessGiven() {
        var cli = new Cli(folder);
        String one = cli.run(new Random(1), "new", "-o", "-").output();
        String two = cli.run(new Random(2), "new", "-o", "-").output();
        assertNotEquals(one, two);
        String given = cli.run(new Random(1), "new", "-o", "-", "--seed", "s").output();
        assertEquals(given, cli.run(new Random(2), "new", "-o", "-", "--seed", "s").output());
    }

    @Test
    void namesThatNeedQuotingSurvive() throws IOException {
        var cli = new Cli(folder);
        cli.run("new", "--name", "a \"b\" %seed", "-o", "x.diskwright.json").ended(0);
        var parsed = DesignJson.read(Files.readString(cli.file("x.diskwright.json")));
        assertEquals("a \"b\" %seed", Objects.requireNonNull(parsed.design()).name());
    }

    @Test
    void outputNamesTheImage() {
        var result = new Cli(folder).run("new", "-o", "web.diskwright.json", "--json").ended(0);
        assertEquals("web", result.json().get("name").stringValue());
        assertEquals("efi", result.json().get("preset").stringValue());
    }
}
