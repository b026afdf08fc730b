package dev.diskwright.core.vm.qmp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/// An emulator's side of a control socket that does what a test tells it to.
final class FakePeer implements AutoCloseable {
    static final String GREETING =
            """
            {"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}}, "capabilities": ["oob"]}}
            """;

    final SocketChannel client;
    private final SocketChannel own;
    private final Thread thread;
    private final CompletableFuture<Void> result = new CompletableFuture<>();

    /// What the peer does.
    interface Script {
        void run(Conversation with) throws IOException, InterruptedException;
    }

    /// Its side of the connection.
    record Conversation(SocketChannel channel, BufferedReader in) {
        void send(String text) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        /// {@return the number of the next command}
        int command(String name) throws IOException {
            String line = in.readLine();
            if (line == null || !line.contains("\"execute\":\"" + name + "\"")) {
                throw new IOException("expected " + name + ", got " + line);
            }
            return Integer.parseInt(line.replaceAll(".*\"id\":([0-9]+).*", "$1"));
        }

        /// Goes through the beginning as QEMU does.
        void begin() throws IOException {
            send(GREETING);
            send("{\"return\": {}, \"id\": %d}\r\n".formatted(command("qmp_capabilities")));
        }
    }

    FakePeer(Path socket, Script script) throws IOException {
        var address = UnixDomainSocketAddress.of(socket);
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            client = SocketChannel.open(address);
            own = server.accept();
        }
        Files.delete(socket);
        thread = Thread.ofPlatform().start(() -> play(script));
    }

    private void play(Script script) {
        try (own) {
            script.run(new Conversation(own, new BufferedReader(Channels.newReader(own, UTF_8))));
            result.complete(null);
        } catch (IOException | InterruptedException e) {
            result.completeExceptionally(e);
        }
    }

    /// Waits for the end of the script, which must have gone as written.
    void ended() {
        result.join();
    }

    @Override
    public void close() throws IOException {
        own.close();
        client.close();
        thread.interrupt();
        while (thread.isAlive()) {
            Thread.onSpinWait();
        }
    }
}
