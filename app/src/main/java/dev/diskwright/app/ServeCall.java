package dev.diskwright.app;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.nbd.Export;
import dev.diskwright.core.nbd.NbdListener;
import dev.diskwright.core.nbd.NbdServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// `diskwright serve`.
@Command(
        name = "serve",
        description = {
            "Serve the disk in an image, read-only, to NBD clients on this machine: QEMU, qemu-img,",
            "nbdcopy. Prints the address to give them, and serves until interrupted."
        },
        footer = {
            "  diskwright serve web.diskwright.json           a disk that was never written",
            "  diskwright serve web.vmdk --socket web.sock",
            "  qemu-img info 'nbd+unix:///?socket=web.sock'   look at it",
            "  qemu-img create -f qcow2 -b 'nbd+unix:///?socket=web.sock' -F raw play.qcow2",
            "                                                 boot it from an overlay of its own"
        })
final class ServeCall extends Call {
    private static final int MOST_MESSAGES = 100;

    @Parameters(paramLabel = "SOURCE", description = "An image or a design.")
    Path file = Path.of("");

    @Option(
            names = "--socket",
            paramLabel = "PATH",
            description = "A Unix socket to make. Without, a TCP port of this machine alone.")
    @Nullable Path socket;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The TCP port; 0, the default, takes a free one.")
    @Nullable Integer port;

    @Option(
            names = "--export",
            paramLabel = "NAME",
            description = "The name by which clients ask for the disk; by default they need none.")
    String export = "";

    @Mixin SourceOptions reading = new SourceOptions();

    ServeCall(Console console) {
        super(console);
    }

    @Override
    int run() throws IOException, InterruptedException, Failure {
        SocketAddress address = address();
        if (export.getBytes(StandardCharsets.UTF_8).length > Export.MAX_STRING) {
            throw Failure.refused("the name of the export is too long", "take a shorter one");
        }
        try (Source source = Source.open(file, reading, console)) {
            BlockSource disk = source.image().disk();
            var exports = Map.of(export, new Export(disk, description()));
            try (NbdServer server = NbdServer.open(address, exports, new Teller())) {
                tell(server, disk.size());
                new CountDownLatch(1).await(); // until this thread is interrupted
                throw new IllegalStateException("nobody counts down");
            }
        }
    }

    private SocketAddress address() throws Failure {
        if (socket != null) {
            if (port != null) {
                throw Failure.refused(
                        "--socket and --port are two ways to listen", "give one of them");
            }
            if (Files.exists(at(socket), LinkOption.NOFOLLOW_LINKS)) {
                throw Failure.refused(
                        socket + ": exists already",
                        "give another name, or delete it if nothing uses it any more");
            }
            return UnixDomainSocketAddress.of(at(socket));
        }
        int number = port == null ? 0 : port;
        if (number < 0 || number > 65535) {
            throw Failure.refused("port " + number + " is none", "take one from 1 to 65535");
        }
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), number);
    }

    private String description() {
        Path name = file.getFileName();
        String text = name == null ? "" : name.toString();
        return text.length() > Export.MAX_STRING / 4 ? "" : text;
    }

    private void tell(NbdServer server, long size) throws IOException {
        String uri = server.uri(export);
        if (json) {
            ObjectNode document = object().put("source", file.toString()).put("uri", uri);
            document.put("export", export).put("size", size);
            switch (server.address()) {
                case UnixDomainSocketAddress unix ->
                        document.put("socket", unix.getPath().toAbsolutePath().toString());
                case InetSocketAddress tcp -> document.put("port", tcp.getPort());
                default -> {}
            }
            console.print(document);
        } else {
            console.print(uri + "\n");
        }
        remark(
                "Serving %s, %s, read-only. Ctrl+C ends it. From another terminal:"
                        .formatted(file, SizeText.display(size)));
        remark("  qemu-img info '" + uri + "'");
        remark("  qemu-img create -f qcow2 -b '" + uri + "' -F raw overlay.qcow2");
        remark("  nbdcopy '" + uri + "' disk.img");
    }

    /// Tells what goes wrong, each thing once.
    private final class Teller implements NbdListener {
        private final Set<String> told = ConcurrentHashMap.newKeySet();

        @Override
        public void failed(int client, IOException problem) {
            String line = Failure.of(problem).line();
            if (told.size() < MOST_MESSAGES && told.add(line)) {
                console.message("diskwright: client %d: %s".formatted(client, line));
            }
        }
    }
}
