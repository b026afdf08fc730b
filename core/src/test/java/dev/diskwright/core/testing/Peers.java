package dev.diskwright.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// Foreign tools as judges. A missing one skips the test, saying so; with `DISKWRIGHT_REQUIRE_PEERS=true` in the
/// environment it fails it.
public final class Peers {
    private static final boolean REQUIRED =
            "true".equals(System.getenv("DISKWRIGHT_REQUIRE_PEERS"));

    private Peers() {}

    /// What a tool did.
    ///
    /// @param status exit status
    /// @param output standard output and error, interleaved
    public record Result(int status, String output) {
        /// {@return the output of a call that must have ended with 0}
        public String ok() {
            assertEquals(0, status, output);
            return output;
        }
    }

    /// Skips the test, or fails it where peers are required, unless all these programs are found.
    public static void require(String... programs) {
        for (String program : programs) {
            if (find(program).isEmpty()) {
                missing(program);
            }
        }
    }

    /// Skips the test, or fails it where peers are required, unless this file of a peer exists.
    public static Path requireFile(String... places) {
        for (String place : places) {
            if (Files.isReadable(Path.of(place))) {
                return Path.of(place);
            }
        }
        missing(String.join(" or ", places));
        throw new IllegalStateException();
    }

    private static void missing(String what) {
        if (REQUIRED) {
            fail("this test needs " + what + ", and DISKWRIGHT_REQUIRE_PEERS is set");
        }
        Assumptions.abort("skipped: " + what + " is not installed");
    }

    /// {@return where the program is} Looks in PATH and in the places of system programs.
    public static Optional<Path> find(String program) {
        String path =
                Optional.ofNullable(System.getenv("PATH")).orElse("")
                        + File.pathSeparator
                        + "/usr/sbin"
                        + File.pathSeparator
                        + "/sbin";
        for (String directory : path.split(File.pathSeparator, -1)) {
            Path candidate = Path.of(directory.isEmpty() ? "." : directory, program);
            if (Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /// Runs a program that [#require] has found, for at most two minutes, in the C locale and UTC.
    public static Result run(String program, Object... arguments) {
        return run(120, program, arguments);
    }

    /// Runs a program for at most `seconds`.
    public static Result run(long seconds, String program, Object... arguments) {
        var command = new ArrayList<String>(List.of(find(program).orElseThrow().toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        builder.environment().put("MTOOLS_SKIP_CHECK", "1");
        try {
            Path output = Files.createTempFile("peer", ".out");
            try {
                Process process =
                        builder.redirectOutput(output.toFile())
                                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                                .start();
                if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                    fail(command + " did not end within " + seconds + " s: " + text(output));
                }
                return new Result(process.exitValue(), text(output));
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new AssertionError(command.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(command.toString(), e);
        }
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(1 << 20), StandardCharsets.ISO_8859_1);
        }
    }
}
