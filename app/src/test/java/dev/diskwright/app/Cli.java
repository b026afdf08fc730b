package dev.diskwright.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Calls the command in a folder of its own, in this process.
record Cli(Path folder, String input, Map<String, String> environment, boolean terminal) {
    Cli(Path folder) {
        this(folder, "", Map.of(), false);
    }

    /// What a call did.
    record Result(int status, String output, String error) {
        /// {@return this, which must have ended with that status}
        Result ended(int expected) {
            assertEquals(expected, status, () -> output + error);
            return this;
        }

        /// {@return the one document on standard output}
        JsonNode json() {
            return Json.MAPPER.readTree(output);
        }

        /// {@return this, whose message is one line that holds all these}
        Result told(String... parts) {
            List<String> lines =
                    error.lines().filter(line -> line.startsWith("diskwright: ")).toList();
            assertEquals(1, lines.size(), error);
            for (String part : parts) {
                assertTrue(lines.getFirst().contains(part), () -> part + " in " + error);
            }
            return this;
        }
    }

    Result run(String... arguments) {
        return run(new Random(1), arguments);
    }

    Result run(Random random, String... arguments) {
        var output = new ByteArrayOutputStream();
        var error = new ByteArrayOutputStream();
        var host =
                new Host(
                        new ByteArrayInputStream(input.getBytes(UTF_8)),
                        output,
                        error,
                        folder,
                        environment,
                        terminal,
                        terminal,
                        () -> System.nanoTime() / 1_000_000,
                        random);
        int status = Main.run(arguments, host);
        return new Result(status, output.toString(UTF_8), error.toString(UTF_8));
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /// Writes a file of the call's folder.
    Path write(String name, String text) throws IOException {
        Files.createDirectories(file(name).resolveSibling("."));
        return Files.writeString(file(name), text);
    }

    /// {@return the names in the call's folder, sorted}
    List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(it -> it.getFileName().toString()).sorted().toList();
        }
    }
}
