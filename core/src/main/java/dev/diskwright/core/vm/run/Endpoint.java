package dev.diskwright.core.vm.run;

import dev.diskwright.core.block.HostPaths;
import dev.diskwright.core.nbd.NbdServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/// A socket on which we wait for one connection of the emulator: a Unix socket in the private directory, or a port of
/// the loopback address where emulators have no Unix sockets (Windows).
final class Endpoint implements AutoCloseable {
    private final ServerSocketChannel listening;
    private final SocketAddress address;
    private final CompletableFuture<SocketChannel> connection = new CompletableFuture<>();
    private final Thread acceptor;

    private Endpoint(ServerSocketChannel listening) throws IOException {
        this.listening = listening;
        address = listening.getLocalAddress();
        acceptor = Thread.ofVirtual().name("endpoint").start(this::accept);
    }

    /// @param isUnix which kind
    static Endpoint open(Path path, boolean isUnix) throws IOException {
        ServerSocketChannel channel =
                isUnix
                        ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                        : ServerSocketChannel.open();
        try {
            channel.bind(
                    isUnix
                            ? UnixDomainSocketAddress.of(path)
                            : new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return new Endpoint(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /// {@return whether the path of a Unix socket is not too long}
    static boolean fits(Path path) {
        return HostPaths.bytes(path).length <= NbdServer.MAX_SOCKET_PATH;
    }

    /// {@return the part of the value of `-chardev` that tells the emulator where to connect}
    String place() {
        return switch (address) {
            case UnixDomainSocketAddress unix -> place(unix.getPath());
            case InetSocketAddress tcp ->
                    "host=%s,port=%d".formatted(tcp.getAddress().getHostAddress(), tcp.getPort());
            default -> throw new IllegalStateException(address.toString());
        };
    }

    /// {@return the same for a Unix socket}
    static String place(Path path) {
        return "path=" + path.toString().replace(",", ",,");
    }

    /// {@return the connection, as soon as there is one; never if it is closed before}
    CompletableFuture<SocketChannel> connection() {
        return connection;
    }

    private void accept() {
        try (listening) {
            SocketChannel accepted = listening.accept();
            if (!connection.complete(accepted)) {
                accepted.close();
            }
        } catch (IOException e) {
            connection.completeExceptionally(e);
        }
        deleteFile();
    }

    private void deleteFile() {
        if (address instanceof UnixDomainSocketAddress unix) {
            try {
                Files.deleteIfExists(unix.getPath());
            } catch (IOException e) {
                // it goes with the directory
            }
        }
    }

    /// Waits no longer, and cuts a connection that nobody has taken over.
    @Override
    public void close() {
        try {
            listening.close();
            while (acceptor.isAlive()) {
                Thread.onSpinWait(); // it has only to delete the file
            }
            if (!connection.cancel(false) && !connection.isCompletedExceptionally()) {
                connection.join().close();
            }
        } catch (IOException e) {
            // closing a socket does not fail
        }
    }
}
