package dev.diskwright.core.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderCompanionsTest {
    private static final Where FIELD = Where.file("a.qcow2").structure("header", 0);

    @TempDir private Path base;
    private Path given = Path.of("");

    @BeforeEach
    void files() throws IOException {
        given = Files.createDirectory(base.resolve("given"));
        Files.createDirectory(given.resolve("deep"));
        Files.writeString(given.resolve("base.img"), "in");
        Files.writeString(given.resolve("deep/more.img"), "deep");
        Files.createDirectory(base.resolve("outside"));
        Files.writeString(base.resolve("outside/secret"), "out");
    }

    private FolderCompanions companions(Path... more) {
        return new FolderCompanions(given, List.of(more), Map.of());
    }

    @Test
    void filesOfTheFolderAndBelowAreGiven() throws IOException {
        try (var companions = companions()) {
            assertEquals(2, companions.open(FIELD, "base.img").size());
            assertEquals(4, companions.open(FIELD, "deep/more.img").size());
            assertEquals(2, companions.open(FIELD, "deep/../base.img").size());
            assertEquals(2, companions.open(FIELD, "file:base.img").size());
            assertEquals(2, companions.open(FIELD, given.resolve("base.img").toString()).size());
            assertSame(companions.open(FIELD, "base.img"), companions.open(FIELD, "./base.img"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "deep",
                "../outside/secret",
                "deep/../../outside/secret",
                "/etc/passwd",
                "/dev/zero",
                "missing.img",
                "nbd://localhost/x",
                "http://localhost/x",
                "json:{\"file.filename\":\"base.img\"}",
                "nbd+unix:///x?socket=y",
                "file:/etc/passwd",
                "file:///etc/passwd",
                "base.img\0"
            })
    void everythingElseIsRefused(String name) throws IOException {
        try (var companions = companions()) {
            var e =
                    assertThrows(
                            UnsupportedImageException.class, () -> companions.open(FIELD, name));
            assertTrue(String.valueOf(e.getMessage()).startsWith("a.qcow2, header"), e.toString());
        }
    }

    @Test
    void linksAndSocketsDoNotLeadOut() throws IOException {
        Files.createSymbolicLink(given.resolve("link.img"), base.resolve("outside/secret"));
        Files.createSymbolicLink(given.resolve("inside.img"), Path.of("base.img"));
        Path socket = given.resolve("socket");
        try (var companions = companions();
                var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            assertEquals(2, companions.open(FIELD, "inside.img").size());
            assertThrows(UnsupportedImageException.class, () -> companions.open(FIELD, "link.img"));
            assertThrows(UnsupportedImageException.class, () -> companions.open(FIELD, "socket"));
        }
    }

    @Test
    void anotherFolderCanBeAllowed() throws IOException {
        try (var companions = companions(base.resolve("outside"))) {
            assertEquals(3, companions.open(FIELD, "../outside/secret").size());
        }
    }
}
