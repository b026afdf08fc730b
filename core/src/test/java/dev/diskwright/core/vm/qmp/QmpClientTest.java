package dev.diskwright.core.vm.qmp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.vm.qmp.QmpException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Conversations with peers that keep to the protocol, and with those that do not.
@Timeout(60)
class QmpClientTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);

    @TempDir Path folder;
    private final List<QmpEvent> events = new CopyOnWriteArrayList<>();

    private FakePeer peer(FakePeer.Script script) throws IOException {
        return new FakePeer(folder.resolve("qmp"), script);
    }

    private QmpClient open(FakePeer peer) throws QmpException, InterruptedException {
        return QmpClient.open(peer.client, events::add, LONG);
    }

    private static QmpException fails(Kind kind, org.junit.jupiter.api.function.Executable call) {
        QmpException e = assertThrows(QmpException.class, call);
        assertEquals(kind, e.kind(), e.getMessage());
        return e;
    }

    private static void execute(QmpClient client) throws QmpException, InterruptedException {
        var _ = client.execute("query-status", Map.of(), LONG);
    }

    @Test
    void answersGoToTheirCommandsWhateverTheirOrder() throws Exception {
        try (var peer =
                        peer(it -> {
                            it.begin();
                            int first = it.command("one");
                            int second = it.command("two");
                            it.send(
                                    "{\"event\": \"RESET\", \"data\": {\"reason\": \"guest-reset\"}}\r\n");
                            it.send("{\"return\": {\"is\": 2}, \"id\": %d}\r\n".formatted(second));
                            it.send("{\"return\": {\"is\": 1}, \"id\": %d}\r\n".formatted(first));
                        });
                QmpClient client = open(peer);
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> one = pool.submit(() -> is(client, "one"));
            while (peerHasNotRead(one)) {
                Thread.sleep(20);
            }
            Future<Integer> two = pool.submit(() -> is(client, "two"));
            assertEquals(1, one.get());
            assertEquals(2, two.get());
            peer.ended();
            assertEquals("guest-reset", events.getFirst().text("reason"));
            assertEquals("", events.getFirst().text("none"));
        }
    }

    /// The first command is on its way once its thread has had a little time; the script checks the order.
    private static boolean peerHasNotRead(Future<Integer> first) throws InterruptedException {
        Thread.sleep(200);
        return first.isDone();
    }

    private static int is(QmpClient client, String command) throws Exception {
        return client.execute(command, Map.of(), LONG).path("is").intValue();
    }

    @Test
    void argumentsArriveAndRefusalsAreTheEmulatorsWords() throws Exception {
        try (var peer =
                        peer(it -> {
                            it.begin();
                            String line = it.in().readLine();
                            assertTrue(
                                    line.contains("\"arguments\":{\"filename\":\"/a \\\"b\"}"),
                                    line);
                            it.send(
                                    "{\"id\": 2, \"error\": {\"class\": \"GenericError\","
                                            + " \"desc\": \"no\\u001b[31m screen\"}}\n");
                        });
                QmpClient client = open(peer)) {
            QmpException e =
                    fails(
                            Kind.REFUSED,
                            () -> client.execute("dump", Map.of("filename", "/a \"b"), LONG));
            assertEquals("no [31m screen", e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\n",
                "[]\n",
                "{}\n",
                "{\"QMP\": 1}\n",
                "null\n",
                "{\"QMP\": {}} {\"QMP\": {}}\n",
                "\0\0\0\n",
                "SSH-2.0-OpenSSH_9.2\r\n"
            })
    void whatIsNoGreetingIsMalformed(String greeting) throws Exception {
        try (var peer = peer(it -> it.send(greeting))) {
            fails(Kind.MALFORMED, () -> open(peer));
            assertFalse(peer.client.isOpen());
        }
    }

    @Test
    void peerThatClosesAtOnceOrWithinAnAnswerIsClosed() throws Exception {
        try (var peer = peer(_ -> {})) {
            fails(Kind.CLOSED, () -> open(peer));
        }
        try (var peer =
                        peer(it -> {
                            it.begin();
                            it.send("{\"return\": {\"half\": ");
                        });
                QmpClient client = open(peer)) {
            fails(Kind.CLOSED, () -> execute(client));
            client.ended().get(10, TimeUnit.SECONDS);
            fails(Kind.CLOSED, () -> execute(client));
        }
    }

    @Test
    void silentPeerCostsNoMoreThanTheTimeAllowed() throws Exception {
        var done = new CountDownLatch(1);
        try (var peer = peer(_ -> done.await())) {
            fails(Kind.TIMED_OUT, () -> QmpClient.open(peer.client, events::add, SHORT));
            assertFalse(peer.client.isOpen());
            done.countDown();
        }
    }

    @Test
    void answerThatComesTooLateIsNotTakenForAnother() throws Exception {
        try (var peer =
                        peer(it -> {
                            it.begin();
                            int first = it.command("slow");
                            int second = it.command("quick");
                            it.send("{\"return\": {\"is\": 1}, \"id\": %d}\n".formatted(first));
                            it.send(
                                    "{\"return\": {\"is\": 9}, \"id\": 99}\n{\"return\": {\"is\": 8}}\n");
                            it.send("{\"return\": {\"is\": 2}, \"id\": %d}\n".formatted(second));
                        });
                QmpClient client = open(peer)) {
            fails(Kind.TIMED_OUT, () -> client.execute("slow", Map.of(), SHORT));
            assertEquals(2, is(client, "quick"));
        }
    }

    @Test
    void peerThatReadsNothingBlocksNobodyAndHoldsNoMemory() throws Exception {
        var done = new CountDownLatch(1);
        try (var peer =
                        peer(it -> {
                            it.begin();
                            done.await();
                        });
                QmpClient client = open(peer)) {
            String large = "x".repeat(1 << 16);
            for (int i = 0; i < 200; i++) {
                fails(
                        Kind.TIMED_OUT,
                        () -> client.execute("c", Map.of("a", large), Duration.ofMillis(2)));
            }
            done.countDown();
        }
    }

    @Test
    void oneGibibyteWithoutAnEndIsRefusedAfterItsFirstMebibyte() throws Exception {
        var sent = new AtomicLong();
        try (var peer =
                        peer(it -> {
                            it.begin();
                            byte[] piece = "x".repeat(1 << 16).getBytes(UTF_8);
                            while (sent.get() < 1 << 30) {
                                sent.addAndGet(it.channel().write(ByteBuffer.wrap(piece)));
                            }
                        });
                QmpClient client = open(peer)) {
            client.ended().get(30, TimeUnit.SECONDS);
            QmpException e = fails(Kind.MALFORMED, () -> execute(client));
            String said = String.valueOf(e.getMessage());
            assertTrue(said.contains("1048576 bytes"), said);
            assertTrue(sent.get() < 4 << 20, sent + " bytes were taken");
        }
    }

    @Test
    void deepNestingIsRefused() throws Exception {
        try (var peer =
                        peer(it -> {
                            it.begin();
                            it.send(
                                    "{\"return\": "
                                            + "[".repeat(400_000)
                                            + "]".repeat(400_000)
                                            + "}\n");
                        });
                QmpClient client = open(peer)) {
            client.ended().get(30, TimeUnit.SECONDS);
            fails(Kind.MALFORMED, () -> execute(client));
        }
    }

    @Test
    void floodOfEventsDelaysAnswersOnlyByItsLength() throws Exception {
        try (var peer =
                peer(it -> {
                    it.begin();
                    int id = it.command("query-status");
                    String event = "{\"event\": \"RTC_CHANGE\", \"data\": {\"offset\": 78}}\r\n";
                    for (int i = 0; i < 2000; i++) {
                        it.send(event.repeat(100));
                    }
                    it.send("{\"return\": {}, \"id\": %d}\r\n".formatted(id));
                })) {
            var count = new AtomicLong();
            try (QmpClient client =
                    QmpClient.open(peer.client, _ -> count.incrementAndGet(), LONG)) {
                execute(client);
                assertEquals(200_000, count.get());
            }
        }
    }

    @Test
    void manyCommandsAtOnceAreAnsweredOrTurnedAway() throws Exception {
        try (var peer =
                        peer(it -> {
                            it.begin();
                            while (true) {
                                String line = it.in().readLine();
                                if (line == null) {
                                    return;
                                }
                                String id = line.replaceAll(".*\"id\":([0-9]+).*", "$1");
                                it.send(
                                        "{\"return\": {\"is\": %s}, \"id\": %s}\n"
                                                .formatted(id, id));
                            }
                        });
                QmpClient client = open(peer);
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < QmpClient.MAX_WAITING; i++) {
                calls.add(() -> is(client, "c"));
            }
            long different =
                    pool.invokeAll(calls).stream().map(Future::resultNow).distinct().count();
            assertEquals(QmpClient.MAX_WAITING, different);
        }
    }

    @Test
    void closingFailsThoseWhoWait() throws Exception {
        var done = new CountDownLatch(1);
        try (var peer =
                        peer(it -> {
                            it.begin();
                            it.command("query-status");
                            done.countDown();
                            it.in().readLine();
                        });
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            QmpClient client = open(peer);
            Future<QmpException> waits =
                    pool.submit(() -> fails(Kind.CLOSED, () -> execute(client)));
            done.await();
            client.close();
            assertEquals("the connection was closed", waits.get().getMessage());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedConversationEndsInAnAnswerOrTheOneError(long seed) throws Exception {
        Random random = Cases.random(seed);
        var text =
                new StringBuilder(FakePeer.GREETING)
                        .append(
                                "{\"return\": {}, \"id\": 1}\n{\"event\": \"STOP\", \"data\": {}}\n")
                        .append("{\"return\": {\"running\": true}, \"id\": 2}\n");
        for (int flips = 1 + random.nextInt(6); flips > 0; flips--) {
            int at = random.nextInt(text.length());
            text.setCharAt(at, (char) (text.charAt(at) ^ 1 << random.nextInt(7)));
        }
        try (var peer = peer(it -> it.send(text.toString()))) {
            try (QmpClient client = QmpClient.open(peer.client, events::add, LONG)) {
                execute(client);
            } catch (QmpException allowed) {
                // the one way out
            }
        }
    }
}
