package dev.diskwright.core.nbd;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.HostErrors;
import dev.diskwright.core.block.HostPaths;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A read-only NBD server for clients on this machine. Serves from the moment it is opened until it is closed.
///
/// Each client has a bounded share of memory, so that neither many nor slow nor hostile ones exhaust it; what exceeds the
/// bounds waits or is cut off. For several threads.
public final class NbdServer implements AutoCloseable {
    /// Longest path of a Unix socket that all systems take, in bytes.
    public static final int MAX_SOCKET_PATH = 103;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final ServerSocketChannel listening;
    private final SocketAddress address;
    private final @Nullable SocketFile file;
    private final SortedMap<String, Export> exports;
    private final NbdListener listener;
    private final Limits limits;
    private final Set<Client> clients = new HashSet<>(); // guards itself and `closing`
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread acceptor;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("diskwright-nbd-clock").factory());

    /// The file that a Unix socket has made.
    ///
    /// @param key tells it from one that took its place; null where the system has none
    private record SocketFile(Path path, @Nullable Object key) {
        static SocketFile at(Path path) throws IOException {
            return new SocketFile(path, keyOf(path));
        }

        private static @Nullable Object keyOf(Path path) throws IOException {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        }

        void delete() throws IOException {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                    && (key == null || key.equals(keyOf(path)))) {
                Files.delete(path);
            }
        }
    }

    private NbdServer(
            ServerSocketChannel listening,
            @Nullable SocketFile file,
            SortedMap<String, Export> exports,
            NbdListener listener,
            Limits limits)
            throws IOException {
        this.listening = listening;
        this.file = file;
        this.exports = exports;
        this.listener = listener;
        this.limits = limits;
        address = listening.getLocalAddress();
        acceptor = Thread.ofVirtual().name("nbd-acceptor").unstarted(this::accept);
    }

    /// Begins to serve.
    ///
    /// @param address a Unix socket that does not exist yet and is made, or a TCP port of a loopback address; port 0 takes
    ///     a free one
    /// @param exports by name, at most 4096 bytes of UTF-8 each; the empty name is what clients get that name none
    /// @throws HostException if the address cannot be had
    /// @throws IllegalArgumentException for an address that other machines could reach, or names that are too long
    public static NbdServer open(
            SocketAddress address, Map<String, Export> exports, NbdListener listener)
            throws IOException {
        return open(address, exports, listener, Limits.USUAL);
    }

    static NbdServer open(
            SocketAddress address, Map<String, Export> exports, NbdListener listener, Limits limits)
            throws IOException {
        SortedMap<String, Export> sorted = new TreeMap<>(exports);
        for (String name : sorted.keySet()) {
            if (name.getBytes(UTF_8).length > Export.MAX_STRING) {
                throw new IllegalArgumentException("an export's name of more than 4096 bytes");
            }
        }
        var server =
                switch (address) {
                    case UnixDomainSocketAddress unix ->
                            unix(unix.getPath(), sorted, listener, limits);
                    case InetSocketAddress tcp -> tcp(tcp, sorted, listener, limits);
                    default -> throw new IllegalArgumentException("address " + address);
                };
        server.acceptor.start();
        return server;
    }

    private static NbdServer unix(
            Path path, SortedMap<String, Export> exports, NbdListener listener, Limits limits)
            throws IOException {
        Where where = Where.file(path.toString());
        if (HostPaths.bytes(path).length > MAX_SOCKET_PATH) {
            throw new HostException(
                    where,
                    "the path of a Unix socket is at most %d bytes long"
                            .formatted(MAX_SOCKET_PATH));
        }
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw HostErrors.writing(path, new FileAlreadyExistsException(path.toString()));
        }
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        @Nullable SocketFile file = null;
        try {
            channel.bind(UnixDomainSocketAddress.of(path));
            file = SocketFile.at(path);
            return new NbdServer(channel, file, exports, listener, limits);
        } catch (IOException e) {
            channel.close();
            if (file != null) {
                file.delete();
            }
            throw HostErrors.writing(path, e);
        }
    }

    private static NbdServer tcp(
            InetSocketAddress address,
            SortedMap<String, Export> exports,
            NbdListener listener,
            Limits limits)
            throws IOException {
        if (address.getAddress() == null || !address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException(address + " is not a loopback address");
        }
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(address);
            return new NbdServer(channel, null, exports, listener, limits);
        } catch (IOException e) {
            channel.close();
            String reason = String.valueOf(e.getMessage());
            throw new HostException(
                    Where.file("port " + address.getPort()), "cannot be listened on: " + reason, e);
        }
    }

    /// {@return where it listens}
    public SocketAddress address() {
        return address;
    }

    /// {@return what clients open to get an export, such as `nbd://127.0.0.1:10809/name` or
    /// `nbd+unix:///name?socket=/run/x` (the NBD URI specification)}
    public String uri(String export) {
        String name = escaped(export.getBytes(UTF_8), "");
        return switch (address) {
            case UnixDomainSocketAddress unix ->
                    "nbd+unix:///%s?socket=%s"
                            .formatted(name, escaped(HostPaths.bytes(unix.getPath()), "/"));
            case InetSocketAddress tcp -> {
                String host = tcp.getAddress().getHostAddress();
                yield "nbd://%s:%d/%s"
                        .formatted(
                                host.contains(":") ? "[" + host + "]" : host, tcp.getPort(), name);
            }
            default -> throw new IllegalStateException(address.toString());
        };
    }

    private static String escaped(byte[] text, String alsoPlain) {
        var out = new StringBuilder();
        for (byte b : text) {
            char c = (char) (b & 0xff);
            boolean plain = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
            if (plain || "-._~".indexOf(c) >= 0 || alsoPlain.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append(HEX.toHexDigits(b));
            }
        }
        return out.toString();
    }

    private void accept() {
        for (int number = 1; ; number++) {
            try {
                welcome(listening.accept(), number);
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                listener.failed(0, e); // such as too many open files, which may pass
                if (isClosedWithinASecond()) {
                    return;
                }
            }
        }
    }

    private boolean isClosedWithinASecond() {
        try {
            return closing.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return true; // nobody has this thread
        }
    }

    private void welcome(SocketChannel channel, int number) throws IOException {
        try {
            if (address instanceof InetSocketAddress) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
        } catch (IOException e) {
            channel.close(); // nobody else would
            throw e;
        }
        var client = new Client(number, channel, listener, limits);
        synchronized (clients) {
            if (closing.getCount() > 0 && clients.size() < limits.clients()) {
                clients.add(client);
                client.start(exports, clock, () -> forget(client));
                return;
            }
        }
        channel.close();
        if (closing.getCount() > 0) {
            listener.failed(
                    number,
                    new IOException("more than %d clients at once".formatted(limits.clients())));
        }
    }

    private void forget(Client client) {
        synchronized (clients) {
            clients.remove(client);
        }
    }

    /// Ends it: no new clients, requests in flight answered within two seconds, everyone cut off, the socket's file
    /// deleted if it is still the one that was made. When this returns, the disks are not read any more.
    @Override
    public void close() throws IOException {
        List<Client> remaining;
        synchronized (clients) {
            closing.countDown();
            remaining = new ArrayList<>(clients);
        }
        try {
            listening.close();
            if (file != null) {
                file.delete();
            }
        } catch (IOException e) {
            throw file == null ? e : HostErrors.writing(file.path, e);
        } finally {
            remaining.forEach(Client::close);
            var all =
                    CompletableFuture.allOf(
                            remaining.stream()
                                    .map(Client::ended)
                                    .toArray(CompletableFuture<?>[]::new));
            boolean interrupted = !waitFor(all);
            remaining.forEach(Client::cutOff);
            all.join(); // of requests in flight each has at most one piece left to read
            clock.shutdownNow();
            joinAcceptor(interrupted);
        }
    }

    /// {@return false if interrupted}
    private boolean waitFor(CompletableFuture<Void> all) {
        try {
            all.get(limits.grace().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return false;
        } catch (TimeoutException e) {
            // the rest is cut off
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // they only ever end
        }
        return true;
    }

    private void joinAcceptor(boolean wasInterrupted) {
        boolean interrupted = wasInterrupted;
        while (acceptor.isAlive()) {
            try {
                acceptor.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
