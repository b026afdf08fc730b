package dev.diskwright.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.testing.Peers;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ServeTest {
    @TempDir private Path folder;

    /// A call that serves until it is interrupted.
    private static final class Serving implements AutoCloseable {
        final BufferedReader output;
        final ByteArrayOutputStream error = new ByteArrayOutputStream();
        private final CompletableFuture<Integer> status = new CompletableFuture<>();
        private final Thread thread;

        Serving(Path folder, String... arguments) throws IOException {
            var out = new PipedOutputStream();
            output = new BufferedReader(new InputStreamReader(new PipedInputStream(out), UTF_8));
            var host =
                    new Host(
                            new ByteArrayInputStream(new byte[0]),
                            out,
                            error,
                            folder,
                            Map.of(),
                            false,
                            false,
                            () -> 0,
                            new Random(1));
            thread =
                    Thread.ofPlatform()
                            .start(() -> {
                                try (out) {
                                    status.complete(Main.run(arguments, host));
                                } catch (IOException | RuntimeException e) {
                                    status.completeExceptionally(e);
                                }
                            });
        }

        /// {@return the exit status after an interrupt}
        int interrupted() {
            thread.interrupt();
            return status.join();
        }

        @Override
        public void close() {
            interrupted();
        }
    }

    private void design(Cli cli) throws IOException {
        cli.write("root/etc/hostname", "served\n");
        cli.write(
                "web.diskwright.json",
                """
                {
                  "name": "web",
                  "disk": { "format": "raw", "additionalSpace": "1M" },
                  "layout": { "preset": "legacy" },
                  "contents": [ { "source": "root", "target": "/", "user": "0", "group": "0" } ]
                }
                """);
    }

    @Test
    @Tag("peer")
    void designThatWasNeverBuiltIsServedAsTheDiskItWouldBe() throws Exception {
        Peers.require("qemu-img", "nbdinfo");
        var cli = new Cli(folder);
        design(cli);
        cli.run("build", "web.diskwright.json", "-q").ended(0);
        try (var serving = new Serving(folder, "serve", "web.diskwright.json", "--export", "a b")) {
            String uri = serving.output.readLine();
            assertTrue(uri.startsWith("nbd://") && uri.endsWith("/a%20b"), uri);
            Path raw = cli.file("web.img");
            Peers.run("qemu-img", "compare", "-f", "raw", "-F", "raw", raw, uri).ok();
            assertTrue(Peers.run("nbdinfo", uri).ok().contains("web.diskwright.json"));
            assertEquals(130, serving.interrupted());
            String error = serving.error.toString(UTF_8);
            assertTrue(error.contains("qemu-img info '" + uri + "'"), error);
            assertTrue(error.contains("diskwright: interrupted"), error);
        }
    }

    @Test
    void socketIsTheResultAndGoneAfterwards() throws Exception {
        var cli = new Cli(folder);
        cli.write("disk.img", "x".repeat(1000));
        String[] call = {"serve", "disk.img", "--socket", "disk.sock", "--json", "--quiet"};
        Path socket = cli.file("disk.sock");
        try (var serving = new Serving(folder, call)) {
            var text = new StringBuilder();
            String line = serving.output.readLine();
            while (line != null && !line.equals("}")) {
                text.append(line).append('\n');
                line = serving.output.readLine();
            }
            text.append(line);
            JsonNode json = Json.MAPPER.readTree(text.toString());
            assertEquals(1000, json.get("size").asInt());
            assertEquals(socket.toString(), json.get("socket").stringValue());
            assertTrue(json.get("uri").stringValue().startsWith("nbd+unix:///?socket=/"));
            assertTrue(Files.exists(socket));
            cli.run(call).ended(2).told("disk.sock", "exists already");
            assertTrue(Files.exists(socket));
            assertEquals(130, serving.interrupted());
            assertFalse(Files.exists(socket));
            assertTrue(serving.error.toString(UTF_8).startsWith("diskwright: interrupted"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port 70000", "--port -1", "--port x", "--port 1 --socket x"})
    void wrongPlacesAreRefused(String options) throws IOException {
        var cli = new Cli(folder);
        cli.write("disk.img", "x");
        cli.run(("serve disk.img " + options).split(" ")).ended(2).told(";");
    }

    @Test
    void missingSourceIsRefusedBeforeAnythingIsMade() throws IOException {
        var cli = new Cli(folder);
        cli.run("serve", "none.img", "--socket", "s").ended(2).told("none.img", "no such file");
        assertFalse(Files.exists(cli.file("s")));
    }
}
