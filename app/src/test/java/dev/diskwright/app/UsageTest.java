package dev.diskwright.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.container.Containers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    @TempDir private Path folder;

    private static Set<String> commands() {
        var console = new Console(Host.ofProcess());
        return Diskwright.commandLine(console).getSubcommands().keySet();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHelpsWithExamples(String command) {
        var result = new Cli(folder).run(command, "--help").ended(0);
        assertTrue(result.output().contains("Examples:\n  "), result.output());
        assertTrue(result.output().contains("diskwright " + command), result.output());
        assertEquals("", result.error());
    }

    @Test
    void helpNamesEveryCommand() {
        String help = new Cli(folder).run("--help").ended(0).output();
        for (String command : commands()) {
            assertTrue(help.contains("\n  " + command + " "), command);
        }
        assertFalse(help.contains("\u001b"), help);
    }

    @Test
    void helpIsColouredOnlyForATerminalThatWantsIt() {
        var terminal = new Cli(folder, "", Map.of("TERM", "xterm"), true);
        var without = new Cli(folder, "", Map.of("TERM", "xterm", "NO_COLOR", "1"), true);
        assertTrue(terminal.run("--help").output().contains("\u001b["));
        assertFalse(without.run("--help").output().contains("\u001b["));
    }

    @Test
    void onlyADesignAloneOrNothingOpensTheWindow() {
        assertEquals(Diskwright.NAMES, commands());
        assertTrue(Main.isForWindow(new String[0]));
        assertTrue(Main.isForWindow(new String[] {"web.diskwright.json"}));
        assertFalse(Main.isForWindow(new String[] {"valdate"}));
        assertFalse(Main.isForWindow(new String[] {"--help"}));
        assertFalse(Main.isForWindow(new String[] {"build", "web.diskwright.json"}));
    }

    @Test
    void wrongUsageEndsWith2AndSaysWhereHelpIs() {
        var cli = new Cli(folder);
        cli.run("valdate", "x").ended(2).told("valdate", "validate", "--help");
        cli.run("validate").ended(2).told("DESIGN", "diskwright validate --help");
        cli.run("new", "--preset", "uefi").ended(2).told("uefi", "hybrid");
        cli.run("build", "x", "--compress", "best").ended(2).told("best");
        cli.run("ls", "x", "-p", "one").ended(2).told("one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"validate", "plan", "build", "inspect", "ls", "verify", "digest", "serve"})
    void missingFileIsOneLineAndOneDocument(String command) {
        var result = new Cli(folder).run(command, "--json", "none.json").ended(2);
        result.told("none.json", "no such file");
        assertEquals(2, result.json().get("status").asInt());
    }

    @Test
    void stackTraceComesOnlyWithDebug() {
        var cli = new Cli(folder);
        assertFalse(cli.run("validate", "none.json").error().contains("\tat "));
        assertTrue(cli.run("validate", "none.json", "--debug").error().contains("\tat "));
    }

    @Test
    void versionIsTold() {
        String version = new Cli(folder).run("--version").ended(0).output();
        assertTrue(version.startsWith("diskwright 0."), version);
    }

    @Test
    void formatsAreListedInBothForms() {
        var cli = new Cli(folder);
        String text = cli.run("formats").ended(0).output();
        var json = cli.run("formats", "--json").ended(0).json();
        for (String name :
                List.of("raw", "qcow2", "ext4", "squashfs", "erofs", "vfat", "legacy+gpt")) {
            assertTrue(text.contains("\n" + name + " "), text);
        }
        assertEquals(Containers.ALL.size(), json.get("containers").size());
    }

    @Test
    void schemaIsJson() {
        var schema = new Cli(folder).run("schema").ended(0).json();
        assertEquals("Diskwright design", schema.get("title").stringValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void completionKnowsEveryCommand(String shell) {
        String script = new Cli(folder).run("completion", shell).ended(0).output();
        for (String command : commands()) {
            assertTrue(script.contains(command), command);
        }
        assertTrue(script.contains("legacy+gpt"), script);
    }
}
