package dev.diskwright.core.nbd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.HostException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Sources;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NbdServerTest {
    private static final Duration SOON = Duration.ofMillis(100);

    @TempDir private Path folder;
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final NbdListener listener =
            new NbdListener() {
                @Override
                public void opened(int client, String export) {
                    events.add("opened " + export);
                }

                @Override
                public void left(int client) {
                    events.add("left");
                }

                @Override
                public void failed(int client, IOException problem) {
                    events.add("failed " + problem.getMessage());
                }
            };

    private NbdServer serve(BlockSource disk) throws IOException {
        return serve(disk, Limits.USUAL);
    }

    private NbdServer serve(BlockSource disk, Limits limits) throws IOException {
        return NbdServer.open(loopback(), Map.of("", new Export(disk, "a disk")), listener, limits);
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /// {@return 1 MiB of ones, 2 MiB of zeros, 100 bytes of ones, zeros up to 4 MiB}
    private static BlockSource sparse() {
        byte[] ones = new byte[1 << 20];
        Arrays.fill(ones, (byte) 1);
        return Composition.ofSize(4 << 20)
                .place(0, BlockSource.of(ones))
                .place(3 << 20, BlockSource.of(Arrays.copyOf(ones, 100)))
                .build();
    }

    private String event() throws InterruptedException {
        String event = events.poll(10, TimeUnit.SECONDS);
        return event == null ? "nothing" : event;
    }

    @Test
    void oldWayOfChoosingHasSizeFlagsAndZeros() throws IOException {
        try (var server = serve(sparse())) {
            for (int flags : new int[] {1, 3}) {
                try (var client = new TinyClient(server)) {
                    client.out.writeInt(flags);
                    client.option(1);
                    assertEquals(4 << 20, client.in.readLong());
                    assertEquals(0x507, client.in.readUnsignedShort());
                    if (flags == 1) {
                        assertArrayEquals(new byte[124], client.in.readNBytes(124));
                    }
                    client.request(Request.READ, 0, 7, 0, 16);
                    assertEquals(0, client.simpleReply(7));
                    assertEquals(1, client.in.readNBytes(16)[15]);
                    client.request(Request.DISC, 0, 8, 0, 0);
                    client.awaitEnd();
                }
            }
        }
    }

    @Test
    void exportsAreListedAndDescribed() throws IOException {
        var exports =
                Map.of(
                        "b", new Export(sparse(), "the second"),
                        "ä", new Export(BlockSource.zeros(1), ""),
                        "a", new Export(sparse(), "the first"));
        try (var server = NbdServer.open(loopback(), exports, listener);
                var client = new TinyClient(server)) {
            client.out.writeInt(3);
            client.option(3);
            assertEquals("\0\0\0\1athe first", client.reply().ended(2).text());
            assertEquals("\0\0\0\1bthe second", client.reply().ended(2).text());
            assertEquals("\0\0\0\2ä", client.reply().ended(2).text());
            client.reply().ended(TinyClient.ACK);
            client.option(6, TinyClient.string("b"), new byte[] {0, 3, 0, 1, 0, 2, 0, 3});
            ByteBuffer export = client.reply().ended(3).data();
            assertEquals(0, export.getShort());
            assertEquals(4 << 20, export.getLong());
            assertEquals("\0\1b", client.reply().ended(3).text());
            assertEquals("\0\2the second", client.reply().ended(3).text());
            ByteBuffer sizes = client.reply().ended(3).data().position(2);
            assertEquals(List.of(1, 65536, 32 << 20), ints(sizes));
            client.reply().ended(TinyClient.ACK);
            client.option(7, TinyClient.string("c"), new byte[2]);
            client.reply().ended(0x80000006);
            client.option(2);
            client.reply().ended(TinyClient.ACK);
            client.awaitEnd();
        }
        assertEquals(List.of(), List.copyOf(events));
    }

    private static List<Integer> ints(ByteBuffer data) {
        var all = new ArrayList<Integer>();
        while (data.hasRemaining()) {
            all.add(data.getInt());
        }
        return all;
    }

    @Test
    void wrongOptionsAreAnsweredAndMayBeFollowedByRightOnes() throws IOException {
        try (var server = serve(sparse());
                var client = new TinyClient(server)) {
            client.out.writeInt(3);
            client.option(5); // STARTTLS
            client.reply().ended(0x80000001);
            client.option(12345, new byte[100]);
            client.reply().ended(0x80000001);
            client.option(3, new byte[1]);
            client.reply().ended(0x80000003);
            client.option(8, new byte[1]);
            client.reply().ended(0x80000003);
            client.option(7, TinyClient.number(1000), new byte[2]);
            client.reply().ended(0x80000003);
            client.option(7, TinyClient.number(-1), new byte[2]);
            client.reply().ended(0x80000003);
            client.option(7, new byte[3]);
            client.reply().ended(0x80000003);
            client.option(7, TinyClient.string(""), new byte[] {0, 9});
            client.reply().ended(0x80000003);
            client.option(7, TinyClient.string("x".repeat(4097)), new byte[2]);
            client.reply().ended(0x80000009);
            client.option(6, new byte[] {0, 0, 0, 1, (byte) 0xff, 0, 0});
            client.reply().ended(0x80000003);
            client.option(77, new byte[100_000]);
            client.reply().ended(0x80000009);
            client.option(10, TinyClient.string(""), TinyClient.number(0));
            client.reply().ended(0x80000003); // structured replies come first
            client.option(8);
            client.reply().ended(TinyClient.ACK);
            client.option(10, TinyClient.string(""), TinyClient.number(-1));
            client.reply().ended(0x80000003);
            client.option(9, TinyClient.string("?"), TinyClient.number(0));
            client.reply().ended(0x80000006);
            client.option(7, TinyClient.string(""), new byte[2]);
            ByteBuffer info = client.reply().ended(3).data();
            assertEquals(0x587, info.getShort(10));
            client.reply().ended(TinyClient.ACK);
        }
    }

    @Test
    void contextsAreListedAndSelectedByTheirRules() throws IOException {
        try (var server = serve(sparse());
                var client = new TinyClient(server)) {
            client.out.writeInt(3);
            client.option(8);
            client.reply().ended(TinyClient.ACK);
            byte[] none = TinyClient.string("");
            client.option(9, none, TinyClient.number(0));
            assertEquals("\0\0\0\0base:allocation", client.reply().ended(4).text());
            client.reply().ended(TinyClient.ACK);
            client.option(9, none, TinyClient.number(1), TinyClient.string("base:"));
            client.reply().ended(4);
            client.reply().ended(TinyClient.ACK);
            client.option(9, none, TinyClient.number(1), TinyClient.string("qemu:"));
            client.reply().ended(TinyClient.ACK);
            client.option(10, none, TinyClient.number(1), TinyClient.string("base:"));
            client.reply().ended(TinyClient.ACK);
            client.option(10, none, TinyClient.number(1), TinyClient.string("base:allocation"));
            client.reply().ended(4);
            client.reply().ended(TinyClient.ACK);
            client.option(10, none, TinyClient.number(0)); // takes it back
            client.reply().ended(TinyClient.ACK);
            client.option(7, none, new byte[2]);
            client.reply().ended(3);
            client.reply().ended(TinyClient.ACK);
            client.request(Request.BLOCK_STATUS, 0, 1, 0, 512);
            assertEquals(22, client.chunk().error());
        }
    }

    @Test
    void holesAreSentAsHoles() throws IOException {
        try (var server = serve(sparse());
                var client = TinyClient.opened(server)) {
            client.request(Request.READ, 0, 5, 0, 4 << 20);
            List<TinyClient.Chunk> chunks = client.chunks();
            var shape = new ArrayList<String>();
            for (var chunk : chunks) {
                ByteBuffer data = chunk.data();
                long offset = data.getLong();
                int length = chunk.type() == 2 ? data.getInt() : data.remaining();
                shape.add(chunk.type() + " at " + offset / 4096 + " of " + length / 4096);
            }
            assertEquals(
                    List.of(
                            "1 at 0 of 64",
                            "1 at 64 of 64",
                            "1 at 128 of 64",
                            "1 at 192 of 64",
                            "2 at 256 of 512",
                            "1 at 768 of 1",
                            "2 at 769 of 255"),
                    shape);
        }
    }

    @Test
    void statusIsRoundedToSectorsAndBounded() throws IOException {
        try (var server = serve(sparse());
                var client = TinyClient.opened(server)) {
            client.request(Request.BLOCK_STATUS, 0, 5, 0, 4 << 20);
            int tail = (1 << 20) - 512;
            assertEquals(
                    List.of(1, 1 << 20, 0, 2 << 20, 3, 512, 0, tail, 3),
                    ints(client.chunk().data()));
            client.request(Request.BLOCK_STATUS, Request.FLAG_REQ_ONE, 6, 2 << 20, 2 << 20);
            assertEquals(List.of(1, 1 << 20, 3), ints(client.chunk().data()));
            client.request(Request.BLOCK_STATUS, 0, 6, 10, 20);
            assertEquals(List.of(1, 20, 0), ints(client.chunk().data()));
            client.request(Request.BLOCK_STATUS, 0, 6, (4 << 20) - 1, 2);
            assertEquals(22, client.chunk().error());
        }
        var comb = Composition.ofSize(100 << 20);
        for (int at = 0; at < 100 << 20; at += 8192) {
            comb.place(at, BlockSource.of(new byte[4096]));
        }
        try (var server = serve(comb.build());
                var client = TinyClient.opened(server)) {
            client.request(Request.BLOCK_STATUS, 0, 5, 0, 100 << 20);
            assertEquals(1 + 2 * 4096, ints(client.chunk().data()).size());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void whatIsReadAndWhatIsToldIsTheDisk(long seed) throws IOException {
        Random random = Cases.random(seed);
        int size = 1 + (int) Cases.size(random, 3 << 20);
        BlockSource disk = Sources.random(random, size);
        byte[] bytes = disk.bytes(0, size).toArray(ValueLayout.JAVA_BYTE);
        try (var server = serve(disk);
                var structured = TinyClient.opened(server);
                var simple = TinyClient.simple(server)) {
            for (int i = 0; i < 8; i++) {
                int offset = random.nextInt(size);
                int length = 1 + random.nextInt(size - offset);
                byte[] expected = Arrays.copyOfRange(bytes, offset, offset + length);
                simple.request(Request.READ, 0, i, offset, length);
                assertEquals(0, simple.simpleReply(i));
                assertArrayEquals(expected, simple.in.readNBytes(length));
                structured.request(Request.READ, 0, i, offset, length);
                assertArrayEquals(expected, joined(structured.chunks(), offset, length));
                structured.request(Request.BLOCK_STATUS, 0, i, offset, length);
                List<Integer> status = ints(structured.chunk().data());
                int at = offset;
                for (int j = 1; j < status.size(); j += 2) {
                    int end = at + status.get(j);
                    if (status.get(j + 1) == 3) {
                        assertArrayEquals(
                                new byte[end - at], Arrays.copyOfRange(bytes, at, end), "zeros");
                    }
                    at = end;
                }
                assertEquals(offset + length, at);
            }
        }
    }

    private static byte[] joined(List<TinyClient.Chunk> chunks, int offset, int length) {
        byte[] all = new byte[length];
        int covered = 0;
        for (var chunk : chunks) {
            ByteBuffer data = chunk.data();
            int at = (int) data.getLong() - offset;
            if (chunk.type() == 2) {
                covered += data.getInt();
            } else {
                covered += data.remaining();
                data.get(all, at, data.remaining());
            }
        }
        assertEquals(length, covered);
        return all;
    }

    @Test
    void whatCannotBeDoneIsRefusedAndTheNextRequestIsServed() throws IOException {
        try (var server = serve(sparse());
                var client = TinyClient.opened(server)) {
            client.request(Request.WRITE, 0, 1, 0, 5);
            client.out.write(new byte[5]);
            assertEquals(1, client.chunk().error());
            client.request(Request.TRIM, 0, 1, 0, 512);
            assertEquals(1, client.chunk().error());
            client.request(Request.WRITE_ZEROES, 0, 1, 0, 512);
            assertEquals(1, client.chunk().error());
            for (long offset : new long[] {4 << 20, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
                client.request(Request.READ, 0, 1, offset, 1);
                assertEquals(22, client.chunk().error());
                client.request(Request.CACHE, 0, 1, offset, 1);
                assertEquals(22, client.chunk().error());
            }
            client.request(Request.READ, 0, 1, 0, -1);
            assertEquals(22, client.chunk().error());
            client.request(Request.READ, 0x100, 1, 0, 1);
            assertEquals(22, client.chunk().error());
            client.request(99, 0, 1, 0, 1);
            assertEquals(22, client.chunk().error());
            client.request(Request.READ, Request.FLAG_DF, 1, 0, 1 << 20);
            assertEquals(75, client.chunk().error());
            client.request(Request.READ, Request.FLAG_DF, 1, (1 << 20) - 9, 99);
            assertEquals(107, client.chunk().payload().remaining());
            for (int type : new int[] {Request.FLUSH, Request.CACHE}) {
                client.request(type, 0, 9, 0, 0);
                assertTrue(client.chunk().done());
            }
            client.request(Request.READ, 0, 9, 3, 0);
            assertEquals(0, client.chunk().type());
        }
        assertEquals(List.of("opened ", "left"), List.copyOf(events));
    }

    @Test
    void failureOfTheDiskIsToldToTheClientAndTheCaller() throws Exception {
        var problem =
                new CorruptImageException(
                        Where.file("x.qcow2").structure("L2 table", 8), "0x1ff", "0");
        BlockSource disk = Sources.failingAt(4 << 20, 3 << 20, problem);
        String failed = "failed " + problem.getMessage();
        try (var server = serve(disk)) {
            try (var client = TinyClient.opened(server)) {
                event();
                client.request(Request.READ, 0, 1, 0, 4 << 20);
                TinyClient.Chunk last = client.chunks().getLast();
                assertEquals(5, last.error());
                assertEquals(problem.getMessage(), last.message());
                assertEquals(failed, event());
                client.request(Request.READ, 0, 2, 0, 4096);
                assertEquals(0, client.chunk().error());
            }
            assertEquals("left", event());
            try (var client = TinyClient.simple(server)) {
                event();
                client.request(Request.READ, 0, 1, 3 << 20, 4096);
                assertEquals(5, client.simpleReply(1));
                assertEquals(failed, event());
                client.request(Request.READ, 0, 2, 0, 4 << 20); // too late to tell: cut off
                assertEquals(0, client.simpleReply(2));
                client.awaitEnd();
                assertEquals(failed, event());
            }
            assertEquals("left", event());
        }
    }

    @Test
    void faultInTheDiskIsAFailureToo() throws IOException {
        BlockSource disk =
                new BlockSource() {
                    @Override
                    public long size() {
                        return 1 << 20;
                    }

                    @Override
                    public Extent extentAt(long offset) {
                        throw new IllegalStateException("extent");
                    }

                    @Override
                    public void read(long offset, MemorySegment target) {
                        throw new IllegalStateException("read");
                    }
                };
        try (var server = serve(disk);
                var client = TinyClient.opened(server)) {
            client.request(Request.READ, 0, 1, 0, 512);
            assertEquals(5, client.chunk().error());
            client.request(Request.BLOCK_STATUS, 0, 1, 0, 512);
            assertEquals(5, client.chunk().error());
            client.request(Request.READ, Request.FLAG_DF, 1, 0, 512);
            assertTrue(client.chunk().message().contains("read"));
        }
    }

    @Test
    void slowRequestDoesNotHoldUpTheOthers() throws Exception {
        var release = new CountDownLatch(1);
        BlockSource slow =
                new BlockSource() {
                    @Override
                    public long size() {
                        return 1 << 20;
                    }

                    @Override
                    public Extent extentAt(long offset) {
                        return new Extent(0, size(), Extent.Kind.DATA);
                    }

                    @Override
                    public void read(long offset, MemorySegment target) throws IOException {
                        try {
                            if (offset == 0) {
                                release.await();
                            }
                        } catch (InterruptedException e) {
                            throw new IOException(e);
                        }
                    }
                };
        try (var server = serve(slow);
                var client = TinyClient.opened(server)) {
            client.request(Request.READ, 0, 1, 0, 512);
            client.request(Request.READ, 0, 2, 512, 512);
            assertEquals(2, client.chunk().cookie());
            release.countDown();
            assertEquals(1, client.chunk().cookie());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void garbageEndsTheClientAndNobodyElse(long seed) throws Exception {
        Random random = Cases.random(seed);
        try (var server = serve(sparse());
                var other = TinyClient.opened(server)) {
            event();
            for (int i = 0; i < 10; i++) {
                boolean open = random.nextBoolean();
                try (var client = open ? TinyClient.opened(server) : new TinyClient(server)) {
                    try {
                        if (!open && random.nextBoolean()) {
                            client.out.writeInt(3);
                            client.out.writeLong(0x49484156454f5054L);
                            client.out.writeInt(random.nextInt(12));
                            client.out.writeInt(random.nextInt());
                        }
                        client.out.write(Cases.bytes(random, random.nextInt(100_000)));
                        client.awaitEnd(random.nextInt(3));
                    } catch (IOException e) {
                        // it was cut off while it still spoke
                    }
                }
            }
            other.request(Request.READ, 0, 3, 0, 1);
            assertEquals(3, other.chunk().cookie());
        }
    }

    @Test
    void hugeLengthsAreNotBelieved() throws Exception {
        try (var server = serve(sparse())) {
            try (var client = new TinyClient(server)) {
                client.out.writeInt(3);
                client.out.writeLong(0x49484156454f5054L);
                client.out.writeLong(7L << 32 | 0xffffffffL);
                client.awaitEnd();
                assertTrue(event().contains("4294967295 bytes"));
            }
            try (var client = TinyClient.opened(server)) {
                event();
                client.request(Request.WRITE, 0, 1, 0, -1);
                client.awaitEnd();
                assertTrue(event().contains("a write of 4294967295 bytes"));
            }
            try (var client = new TinyClient(server)) {
                event();
                client.out.writeInt(0x80);
                client.awaitEnd();
                assertTrue(event().contains("client flags 0x80"));
            }
        }
    }

    @Test
    void silentClientIsCutOffAndOneTooManyIsTurnedAway() throws Exception {
        var limits = new Limits(2, 1, SOON, SOON);
        try (var server = serve(sparse(), limits);
                var first = TinyClient.opened(server)) {
            event();
            try (var silent = new TinyClient(server)) {
                silent.awaitEnd();
                assertTrue(event().contains("chose no export in time"));
            }
            try (var second = TinyClient.opened(server)) {
                event();
                assertThrows(IOException.class, () -> new TinyClient(server));
                assertTrue(event().contains("more than 2 clients"));
                second.request(Request.READ, 0, 1, 0, 1);
                assertEquals(1, second.chunk().cookie());
            }
            assertEquals("left", event());
            try (var third = TinyClient.opened(server)) {
                third.request(Request.READ, 0, 1, 0, 1);
                assertEquals(1, third.chunk().cookie());
            }
            first.request(Request.READ, 0, 1, 0, 1);
            assertEquals(1, first.chunk().cookie());
        }
    }

    @Test
    void closingDoesNotWaitForClientsThatDoNotListen() {
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> {
                    var server = serve(sparse(), new Limits(8, 8, Duration.ofSeconds(30), SOON));
                    try (server;
                            var _ = new TinyClient(server);
                            var half = TinyClient.opened(server);
                            var deaf = TinyClient.opened(server);
                            var idle = TinyClient.opened(server)) {
                        half.out.write(new byte[] {0x25, 0x60});
                        for (int i = 0; i < 100; i++) {
                            deaf.request(Request.READ, 0, i, 0, 1 << 20);
                        }
                        server.close();
                        idle.awaitEnd();
                        assertThrows(IOException.class, () -> new TinyClient(server));
                        assertEquals(3, events.stream().filter("left"::equals).count());
                        server.close(); // once more changes nothing
                    }
                });
    }

    @Test
    void requestsInFlightAreAnsweredBeforeTheEnd() throws Exception {
        var reading = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        BlockSource slow =
                new BlockSource() {
                    @Override
                    public long size() {
                        return 4096;
                    }

                    @Override
                    public Extent extentAt(long offset) {
                        return new Extent(0, size(), Extent.Kind.DATA);
                    }

                    @Override
                    public void read(long offset, MemorySegment target) throws IOException {
                        reading.countDown();
                        try {
                            release.await();
                        } catch (InterruptedException e) {
                            throw new IOException(e);
                        }
                    }
                };
        var server = serve(slow, new Limits(8, 8, Duration.ofSeconds(30), Duration.ofSeconds(20)));
        try (var client = TinyClient.opened(server)) {
            client.request(Request.READ, 0, 4, 0, 4096);
            reading.await();
            Thread closing = Thread.startVirtualThread(() -> assertCloses(server));
            connectUntilRefused(server);
            release.countDown();
            assertEquals(4, client.chunk().cookie());
            closing.join();
            client.awaitEnd();
        }
    }

    /// Connects until nobody accepts any more.
    private static void connectUntilRefused(NbdServer server) throws IOException {
        for (boolean refused = false; !refused; ) {
            try (var _ = new TinyClient(server)) {
                refused = false;
            } catch (ConnectException e) {
                refused = true;
            } catch (EOFException | SocketException e) {
                refused = false; // one of the last that were let in
            }
        }
    }

    private static void assertCloses(NbdServer server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void socketFileIsMadeAndRemovedAndAnExistingOneRefused() throws IOException {
        Path socket = folder.resolve("a b.sock");
        var address = UnixDomainSocketAddress.of(socket);
        Map<String, Export> exports = Map.of("", new Export(sparse(), ""));
        try (var server = NbdServer.open(address, exports, listener)) {
            assertTrue(Files.exists(socket));
            assertEquals(
                    "nbd+unix:///?socket=" + folder + "/a%20b.sock".replace("//", "/"),
                    server.uri(""));
            var again =
                    assertThrows(
                            HostException.class, () -> NbdServer.open(address, exports, listener));
            assertEquals("exists already", again.problem());
            assertTrue(Files.exists(socket));
        }
        assertFalse(Files.exists(socket));
        try (var _ = NbdServer.open(address, exports, listener)) {
            Files.delete(socket);
            Files.writeString(socket, "another's");
        }
        assertEquals("another's", Files.readString(socket));
    }

    @Test
    void placesThatCannotBeListenedOnAreRefused() throws IOException {
        Map<String, Export> exports = Map.of("", new Export(sparse(), ""));
        var longPath = UnixDomainSocketAddress.of(folder.resolve("x".repeat(100)));
        var tooLong =
                assertThrows(
                        HostException.class, () -> NbdServer.open(longPath, exports, listener));
        assertTrue(tooLong.problem().contains("at most 103 bytes"), tooLong.problem());
        var nowhere = UnixDomainSocketAddress.of(folder.resolve("none/x"));
        assertThrows(HostException.class, () -> NbdServer.open(nowhere, exports, listener));
        for (String other : List.of("0.0.0.0", "192.0.2.1", "::")) {
            var address = new InetSocketAddress(InetAddress.getByName(other), 0);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> NbdServer.open(address, exports, listener));
        }
        try (var server = NbdServer.open(loopback(), exports, listener)) {
            var taken = (InetSocketAddress) server.address();
            var refused =
                    assertThrows(
                            HostException.class, () -> NbdServer.open(taken, exports, listener));
            assertEquals("port " + taken.getPort(), refused.where().file());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "disk 1", "ä/%"})
    void addressesAreEscaped(String name) throws IOException {
        try (var server = NbdServer.open(loopback(), Map.of(), listener)) {
            int port = ((InetSocketAddress) server.address()).getPort();
            String escaped = name.replace("%", "%25").replace(" ", "%20").replace("/", "%2F");
            assertEquals(
                    "nbd://127.0.0.1:%d/%s".formatted(port, escaped.replace("ä", "%C3%A4")),
                    server.uri(name));
        }
    }
}
