package dev.diskwright.core.nbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.boot.SelfTest;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.Qemu;
import dev.diskwright.core.testing.Sources;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What QEMU's tools and libnbd's make of our server.
@Tag("peer")
class NbdPeersTest {
    @TempDir Path folder;
    private Path raw;

    @BeforeEach
    void requirePeers() {
        Peers.require("qemu-img", "qemu-io", "qemu-nbd", "nbdinfo", "nbdcopy");
        raw = folder.resolve("disk.img");
    }

    private NbdServer serve(SocketAddress address, Map<String, Export> exports) throws IOException {
        return NbdServer.open(address, exports, NbdListener.NONE);
    }

    private NbdServer serve(BlockSource disk) throws IOException {
        SocketAddress socket = UnixDomainSocketAddress.of(folder.resolve("disk.sock"));
        return serve(socket, Map.of("", new Export(disk, "a disk")));
    }

    private static SocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private BlockSource written(long seed, int size) throws IOException {
        BlockSource disk = Sources.random(Cases.random(seed), size);
        Files.write(raw, disk.bytes(0, size).toArray(ValueLayout.JAVA_BYTE));
        return disk;
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1 << 20, 5_000_192})
    void qemuReadsComparesAndConverts(int size) throws IOException {
        try (var server = serve(written(size, size))) {
            String uri = server.uri("");
            String info = Peers.run("qemu-img", "info", uri).ok();
            assertTrue(info.contains("(" + size + " bytes)"), info);
            Peers.run("qemu-img", "compare", "-f", "raw", "-F", "raw", raw, uri).ok();
            Path copy = folder.resolve("copy.qcow2");
            Peers.run("qemu-img", "convert", "-f", "raw", "-O", "qcow2", uri, copy).ok();
            Peers.run("qemu-img", "compare", "-f", "raw", "-F", "qcow2", raw, copy).ok();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 511, 513, 4097, 3_000_001})
    void libnbdCopiesOddSizesByBothKindsOfAddress(int size) throws IOException {
        BlockSource disk = written(size, size);
        try (var unix = serve(disk);
                var tcp = serve(loopback(), Map.of("", new Export(disk, "")))) {
            for (NbdServer server : new NbdServer[] {unix, tcp}) {
                Path copy = folder.resolve("copy.img");
                Peers.run("nbdcopy", server.uri(""), copy).ok();
                assertEquals(-1, Files.mismatch(raw, copy));
                Files.delete(copy);
            }
        }
    }

    @Test
    void exportsAreListedByBoth() throws IOException {
        var exports =
                Map.of(
                        "first", new Export(BlockSource.zeros(1 << 20), "the first"),
                        "the second/ä", new Export(BlockSource.zeros(8L << 40), ""));
        try (var server = serve(loopback(), exports)) {
            int port = ((InetSocketAddress) server.address()).getPort();
            String list = Peers.run("qemu-nbd", "-L", "-b", "127.0.0.1", "-p", port).ok();
            assertTrue(list.contains("description: the first"), list);
            assertTrue(list.contains("size:  " + (8L << 40)), list);
            assertTrue(list.contains("readonly"), list);
            assertTrue(list.contains("multi"), list);
            assertTrue(list.contains("base:allocation"), list);
            String all = Peers.run("nbdinfo", "--list", server.uri("")).ok();
            assertTrue(all.contains("export-size: " + (8L << 40)), all);
            String one = Peers.run("nbdinfo", server.uri("the second/ä")).ok();
            for (String fact :
                    new String[] {
                        "is_read_only: true",
                        "can_multi_conn: true",
                        "can_cache: true",
                        "can_df: true",
                        "can_flush: true",
                        "block_size_minimum: 1",
                        "block_size_preferred: 65536",
                        "block_size_maximum: 33554432",
                        "protocol: newstyle-fixed without TLS, using structured packets"
                    }) {
                assertTrue(one.contains(fact), one);
            }
        }
    }

    @Test
    void holesAreMappedByBoth() throws IOException {
        var disk =
                Composition.ofSize(64L << 30)
                        .place(1 << 20, BlockSource.of(Cases.bytes(Cases.random(1), 3 << 16)))
                        .place(32L << 30, BlockSource.of(Cases.bytes(Cases.random(2), 100)))
                        .build();
        try (var server = serve(disk)) {
            String map = Peers.run("nbdinfo", "--map", server.uri("")).ok();
            assertEquals(
                    """
                    0 1048576 3 hole,zero
                    1048576 196608 0 data
                    1245184 34358493184 3 hole,zero
                    34359738368 512 0 data
                    34359738880 34359737856 3 hole,zero
                    """,
                    map.replaceAll("(?m)^ +", "").replaceAll(" +", " "));
            String qemu =
                    Peers.run("qemu-img", "map", "--output=json", "-f", "raw", server.uri("")).ok();
            assertEquals(2, qemu.split("\"data\": true", -1).length - 1, qemu);
            String rest = "\"start\": 34359738880, \"length\": 34359737856";
            assertTrue(qemu.contains(rest), qemu);
        }
    }

    @Test
    void overlayReadsThroughAndIsWrittenTo() throws IOException {
        Path overlay = folder.resolve("overlay.qcow2");
        try (var server = serve(written(9, 4 << 20))) {
            overlay(server.uri(""), overlay);
            Peers.run("qemu-img", "compare", "-f", "raw", "-F", "qcow2", raw, overlay).ok();
            String io =
                    Peers.run(
                                    "qemu-io",
                                    "-f",
                                    "qcow2",
                                    "-c",
                                    "write -P 7 1000448 4096",
                                    "-c",
                                    "read -P 7 1000448 4096",
                                    "-c",
                                    "read 0 4M",
                                    overlay)
                            .ok();
            assertTrue(io.contains("read 4194304/4194304 bytes"), io);
            var refused = Peers.run("qemu-io", "-f", "raw", "-c", "write 0 512", server.uri(""));
            assertTrue(refused.output().contains("Permission denied"), refused.output());
        }
    }

    /// The disk is in no file; what the machine writes goes to the overlay.
    @Test
    @Tag("boot")
    void machineBootsFromADiskThatWasNeverWritten() throws IOException {
        byte[] sector = Arrays.copyOf(SelfTest.bios("served"), 512);
        byte[] entry = {(byte) 0x80, 0, 2, 0, (byte) 0x83, 0, 2, 0, 1, 0, 0, 0, (byte) 0xff, 7};
        System.arraycopy(entry, 0, sector, 446, entry.length);
        sector[510] = 0x55;
        sector[511] = (byte) 0xaa;
        var disk = Composition.ofSize(4L << 40).place(0, BlockSource.of(sector)).build();
        Path overlay = folder.resolve("overlay.qcow2");
        try (var server = serve(disk)) {
            overlay(server.uri(""), overlay);
            String serial = Qemu.bootBios(overlay, "qcow2", "virtio");
            assertTrue(serial.contains(SelfTest.line("served", "bios")), serial);
        }
    }

    private static void overlay(String uri, Path overlay) {
        Peers.run("qemu-img", "create", "-f", "qcow2", "-b", uri, "-F", "raw", overlay).ok();
    }

    @Test
    void failureOfTheDiskEndsACopyWithItsMessage() throws IOException {
        var problem = new IOException("entry 17 is damaged");
        try (var server = serve(Sources.failingAt(8 << 20, 5 << 20, problem))) {
            var result = Peers.run("nbdcopy", server.uri(""), folder.resolve("copy.img"));
            assertTrue(result.status() != 0, result.output());
            assertTrue(result.output().contains("Input/output error"), result.output());
        }
    }

    @Test
    void manyClientsAtOnceGetTheSameDisk() throws Exception {
        Random random = Cases.random(3);
        try (var server = serve(written(3, 5_000_192));
                var pool = Executors.newFixedThreadPool(6)) {
            var runs = new ArrayList<Callable<String>>();
            for (int i = 0; i < 6; i++) {
                Path copy = folder.resolve("copy" + i);
                int connections = 1 + random.nextInt(4);
                boolean qemu = i % 2 == 0;
                runs.add(() ->
                        qemu
                                ? Peers.run(
                                                "qemu-img",
                                                "compare",
                                                "-f",
                                                "raw",
                                                "-F",
                                                "raw",
                                                raw,
                                                server.uri(""))
                                        .ok()
                                : Peers.run("nbdcopy", "-C", connections, server.uri(""), copy)
                                        .ok());
            }
            for (Future<String> run : pool.invokeAll(runs)) {
                run.get();
            }
            for (int i = 1; i < 6; i += 2) {
                assertEquals(-1, Files.mismatch(raw, folder.resolve("copy" + i)));
            }
        }
    }
}
