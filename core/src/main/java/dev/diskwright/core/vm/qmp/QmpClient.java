package dev.diskwright.core.vm.qmp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.vm.qmp.QmpException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A conversation with an emulator, from its greeting to its end. For several threads.
///
/// Holds at most one message of [#MAX_MESSAGE] bytes and [#MAX_WAITING] commands, whatever the peer sends.
public final class QmpClient implements AutoCloseable {
    /// Longest message that is taken from the emulator, in bytes. The longest real ones have some tens of thousands.
    public static final int MAX_MESSAGE = 1 << 20;

    /// Commands that may wait for an answer at once.
    public static final int MAX_WAITING = 64;

    private static final int MAX_NESTING = 64;
    private static final int MAX_SHOWN = 300;

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAX_NESTING)
                                                    .maxStringLength(MAX_MESSAGE)
                                                    .maxDocumentLength(MAX_MESSAGE)
                                                    .build())
                                    .build())
                    .build();

    private final ByteChannel channel;
    private final Consumer<QmpEvent> events;
    private final CompletableFuture<JsonNode> greeting = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Map<Long, CompletableFuture<JsonNode>> waiting =
            new HashMap<>(); // guards itself, `lastId` and `end`
    private final BlockingQueue<byte[]> sending = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Thread writer;
    private long lastId;
    private @Nullable QmpException end;

    private QmpClient(ByteChannel channel, Consumer<QmpEvent> events) {
        this.channel = channel;
        this.events = events;
        writer = Thread.ofVirtual().name("qmp-writer").unstarted(this::write);
    }

    /// Waits for the greeting and agrees on the capabilities, of which none are asked for.
    ///
    /// @param channel connected; closed by the client, at once if this fails
    /// @param events told of everything that happens, one after the other on the client's own thread; must return soon
    ///     and throw nothing
    /// @param patience for each of the two steps
    public static QmpClient open(ByteChannel channel, Consumer<QmpEvent> events, Duration patience)
            throws QmpException, InterruptedException {
        var client = new QmpClient(channel, events);
        client.writer.start();
        var _ = Thread.ofVirtual().name("qmp-reader").start(client::read);
        boolean agreed = false;
        try {
            client.await(client.greeting, patience, "sent no greeting");
            client.execute("qmp_capabilities", Map.of(), patience);
            agreed = true;
            return client;
        } finally {
            if (!agreed) {
                client.close();
            }
        }
    }

    /// Has the emulator do something.
    ///
    /// @param arguments text, numbers and truth values by name
    /// @return what the protocol documents for the command
    /// @throws QmpException if it refuses, does not answer in time, or is gone
    public JsonNode execute(String command, Map<String, ?> arguments, Duration patience)
            throws QmpException, InterruptedException {
        var answer = new CompletableFuture<JsonNode>();
        long id;
        synchronized (waiting) {
            if (end != null) {
                throw again(end);
            }
            if (waiting.size() >= MAX_WAITING) {
                throw new QmpException(
                        Kind.TIMED_OUT, "%d commands are not answered".formatted(MAX_WAITING));
            }
            id = ++lastId;
            waiting.put(id, answer);
        }
        try {
            if (!sending.offer(message(command, arguments, id))) {
                throw new QmpException(Kind.TIMED_OUT, "takes no commands");
            }
            return await(answer, patience, "did not answer " + command);
        } finally {
            synchronized (waiting) {
                waiting.remove(id);
            }
        }
    }

    private static byte[] message(String command, Map<String, ?> arguments, long id) {
        ObjectNode message = JSON.createObjectNode().put("execute", command).put("id", id);
        if (!arguments.isEmpty()) {
            message.set("arguments", JSON.valueToTree(arguments));
        }
        return (message + "\n").getBytes(UTF_8);
    }

    private <T> T await(CompletableFuture<T> answer, Duration patience, String otherwise)
            throws QmpException, InterruptedException {
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new QmpException(
                    Kind.TIMED_OUT, "%s within %d ms".formatted(otherwise, patience.toMillis()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof QmpException problem) {
                throw again(problem);
            }
            throw new IllegalStateException(e); // nothing else is ever put in
        }
    }

    /// {@return the same with the caller's own stack}
    private static QmpException again(QmpException problem) {
        return new QmpException(problem.kind(), String.valueOf(problem.getMessage()));
    }

    /// {@return completed when the connection has ended and all events have been told}
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /// Ends the connection, not the emulator. Commands that wait fail.
    @Override
    public void close() {
        end(new QmpException(Kind.CLOSED, "the connection was closed"));
    }

    private void read() {
        var lines = new Lines(channel, MAX_MESSAGE);
        try {
            while (true) {
                byte[] line = lines.next();
                if (line == null) {
                    throw new QmpException(Kind.CLOSED, "the connection ended");
                }
                if (!isBlank(line)) {
                    take(parsed(line));
                }
            }
        } catch (QmpException e) {
            end(e);
        } catch (IOException e) {
            end(new QmpException(Kind.CLOSED, "the connection ended: " + e.getMessage()));
        } finally {
            ended.complete(null);
        }
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return true;
    }

    private static JsonNode parsed(byte[] line) throws QmpException {
        try {
            JsonNode message = JSON.readTree(line);
            if (message.isObject()) {
                return message;
            }
        } catch (JacksonException e) {
            // as below
        }
        String start = new String(line, 0, Math.min(line.length, 40), UTF_8);
        throw new QmpException(Kind.MALFORMED, "no message: \"" + shown(start) + "\"");
    }

    private void take(JsonNode message) throws QmpException {
        if (!greeting.isDone()) {
            if (!message.path("QMP").isObject()) {
                throw new QmpException(Kind.MALFORMED, "a greeting that is none");
            }
            greeting.complete(message);
        } else if (message.path("event").isString()) {
            events.accept(new QmpEvent(message.path("event").stringValue(), message.path("data")));
        } else {
            answer(message);
        }
    }

    /// An answer that nobody waits for any more came too late, and is left.
    private void answer(JsonNode message) throws QmpException {
        boolean isError = message.has("error");
        if (!isError && !message.has("return")) {
            throw new QmpException(Kind.MALFORMED, "neither an event nor an answer");
        }
        JsonNode id = message.path("id");
        CompletableFuture<JsonNode> answer;
        synchronized (waiting) {
            answer =
                    id.isIntegralNumber() && id.canConvertToLong()
                            ? waiting.get(id.longValue())
                            : null;
        }
        if (answer == null) {
            return;
        }
        if (isError) {
            JsonNode description = message.path("error").path("desc");
            String problem = description.isString() ? description.stringValue() : "no reason given";
            answer.completeExceptionally(new QmpException(Kind.REFUSED, shown(problem)));
        } else {
            answer.complete(message.path("return"));
        }
    }

    /// {@return the peer's words, short and without control characters}
    private static String shown(String words) {
        String start = words.length() > MAX_SHOWN ? words.substring(0, MAX_SHOWN) + "…" : words;
        return start.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    private void write() {
        try {
            while (true) {
                ByteBuffer message = ByteBuffer.wrap(sending.take());
                while (message.hasRemaining()) {
                    channel.write(message);
                }
            }
        } catch (InterruptedException e) {
            // the conversation is over
        } catch (IOException e) {
            end(new QmpException(Kind.CLOSED, "the connection ended: " + e.getMessage()));
        }
    }

    private void end(QmpException why) {
        List<CompletableFuture<JsonNode>> left;
        synchronized (waiting) {
            if (end != null) {
                return;
            }
            end = why;
            left = new ArrayList<>(waiting.values());
        }
        try {
            channel.close();
        } catch (IOException e) {
            // it is gone in any case
        }
        writer.interrupt();
        greeting.completeExceptionally(why);
        left.forEach(it -> it.completeExceptionally(why));
    }
}
