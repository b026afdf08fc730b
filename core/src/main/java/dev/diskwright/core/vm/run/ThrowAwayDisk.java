package dev.diskwright.core.vm.run;

import dev.diskwright.core.block.AtomicOutput;
import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.container.Encoding;
import dev.diskwright.core.container.Encoding.Job;
import dev.diskwright.core.nbd.Export;
import dev.diskwright.core.nbd.NbdListener;
import dev.diskwright.core.nbd.NbdServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// A disk that a machine may write to without changing it, and that need not exist: a design that was never built, an
/// image in any format. It is served over a local socket, read-only, below an empty qcow2 overlay that takes the guest's
/// writes.
///
/// The machine opens [#overlay] as its disk. The overlay is written by us, not by QEMU's `snapshot=on`, as a file of its
/// own can be larger than the disk, goes with `-blockdev` as with `-drive`, and lies in the run's directory instead of
/// one that QEMU chooses; both take the same time to the first byte of a guest.
///
/// Close it after the machine.
public final class ThrowAwayDisk implements AutoCloseable {
    /// The format of [#overlay], for the machine's arguments.
    public static final String FORMAT = "qcow2";

    private static final int LARGE = 2 << 20; // clusters that can map any size
    private static final long LARGE_FROM = 1L << 45; // bytes from which they are needed
    private static final long SECTOR = 512;
    private static final boolean UNIX = FileSystems.getDefault().getSeparator().equals("/");

    private final NbdServer server;
    private final Path overlay;
    private final long size;

    private ThrowAwayDisk(NbdServer server, Path overlay, long size) {
        this.server = server;
        this.overlay = overlay;
        this.size = size;
    }

    /// Serves a disk.
    ///
    /// @param directory takes the socket and the overlay
    /// @param name unique in the directory; at most 12 letters, digits and `-`
    /// @param disk read from several threads, until this is closed
    /// @param size in bytes that the machine sees; `disk` is followed by zeros if it is smaller
    /// @param problems told when `disk` cannot be read, which the guest sees as a bad disk
    public static ThrowAwayDisk open(
            RunDirectory directory,
            String name,
            BlockSource disk,
            long size,
            Consumer<IOException> problems)
            throws IOException, InterruptedException {
        if (!name.matches("[A-Za-z0-9-]{1,12}")) {
            throw new IllegalArgumentException("\"" + name + "\"");
        }
        long whole = Units.roundUp(Math.max(size, disk.size()), SECTOR);
        SocketAddress address =
                UNIX
                        ? UnixDomainSocketAddress.of(directory.file(name + ".nbd"))
                        : new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        NbdServer server =
                NbdServer.open(address, Map.of("", new Export(disk, name)), new Teller(problems));
        boolean complete = false;
        try {
            Path overlay = directory.file(name + ".qcow2");
            write(overlay, whole, server.uri(""));
            complete = true;
            return new ThrowAwayDisk(server, overlay, whole);
        } finally {
            if (!complete) {
                server.close();
            }
        }
    }

    private record Teller(Consumer<IOException> problems) implements NbdListener {
        @Override
        public void failed(int client, IOException problem) {
            problems.accept(problem);
        }
    }

    /// An overlay of zeros over zeros maps nothing, so everything shows through.
    private static void write(Path overlay, long size, String uri)
            throws IOException, InterruptedException {
        ContainerFormat format = Containers.named(FORMAT).orElseThrow();
        Companions backing = (_, _) -> BlockSource.zeros(SECTOR);
        Map<String, String> options =
                Map.of(
                        "backing",
                        uri,
                        "backing_format",
                        "raw",
                        "cluster_size",
                        String.valueOf(size < LARGE_FROM ? 65536 : LARGE));
        Encoding empty = Encoding.of(BlockSource.zeros(size), Optional.empty());
        try (AtomicOutput target = AtomicOutput.create(overlay, false)) {
            empty.write(List.of(new Job(format, options, target, backing, true)), Progress.NONE);
            target.commit();
        }
    }

    /// {@return the file that the machine opens as its disk, in [#FORMAT]; it may write to it}
    public Path overlay() {
        return overlay;
    }

    /// {@return the size of the disk that the machine sees, in bytes}
    public long size() {
        return size;
    }

    /// {@return where the disk itself is served, for other NBD clients}
    public String uri() {
        return server.uri("");
    }

    /// Ends the service and deletes what the guest has written.
    @Override
    public void close() throws IOException {
        try {
            server.close();
        } finally {
            Files.deleteIfExists(overlay);
        }
    }
}
