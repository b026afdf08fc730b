package dev.diskwright.core.vm.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A serial port of the guest, in both directions. For several threads.
///
/// Holds a bounded part of what the guest writes, whatever it writes, and goes on reading whatever listeners do: neither
/// a guest that floods it nor one that takes no input can block or bloat us.
public final class SerialConsole {
    /// How much of the text is kept in memory, in characters.
    public static final int KEPT = 1 << 20;

    /// Longest input that is taken at once, in bytes.
    public static final int MAX_INPUT = 4096;

    private static final int BUFFER = 16 << 10;
    private static final int BACKLOG = 256 << 10; // characters that wait for a listener
    private static final int INPUTS = 64;

    private final ByteChannel channel;
    private final Consumer<String> tap;
    private final @Nullable SerialLog log;
    private final TextRing ring = new TextRing(KEPT);
    private final AtomicLong received = new AtomicLong();
    private final List<Mailbox<String>> listeners = new CopyOnWriteArrayList<>();
    private final BlockingQueue<byte[]> input = new ArrayBlockingQueue<>(INPUTS);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread writer = Thread.ofVirtual().name("serial-writer").unstarted(this::write);
    private volatile @Nullable IOException logProblem;

    private SerialConsole(ByteChannel channel, Consumer<String> tap, @Nullable SerialLog log) {
        this.channel = channel;
        this.tap = tap;
        this.log = log;
    }

    /// Begins to read.
    ///
    /// @param channel connected; closed when it ends
    /// @param tap gets all text at once, on the reading thread, which it may slow down; must throw nothing
    /// @param log closed when it ends
    static SerialConsole open(ByteChannel channel, Consumer<String> tap, @Nullable SerialLog log) {
        var console = new SerialConsole(channel, tap, log);
        console.writer.start();
        var _ = Thread.ofVirtual().name("serial-reader").start(console::read);
        return console;
    }

    /// {@return the last [#KEPT] characters, control sequences included}
    public String text() {
        return ring.text();
    }

    /// {@return how many bytes the guest has written}
    public long received() {
        return received.get();
    }

    /// Tells a listener of what comes from now on.
    ///
    /// @return ends that
    public Runnable listen(SerialListener listener) {
        var mailbox =
                new Mailbox<String>(
                        "serial-listener",
                        BACKLOG,
                        String::length,
                        (pieces, lost) -> listener.wrote(String.join("", pieces), lost));
        listeners.add(mailbox);
        if (ended.isDone()) {
            mailbox.close();
        }
        return () -> {
            listeners.remove(mailbox);
            mailbox.close();
        };
    }

    /// Types something. Returns at once; the guest gets it when it takes input.
    ///
    /// @param text at most [#MAX_INPUT] bytes of UTF-8; `\r` is the Enter key
    /// @return false if it was not taken: too long, or too much waits already
    public boolean type(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return bytes.length <= MAX_INPUT && !ended.isDone() && input.offer(bytes);
    }

    /// {@return completed when the port is closed, which is when the emulator has ended}
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /// {@return why the log is not complete; null if it is}
    public @Nullable IOException logProblem() {
        return logProblem;
    }

    /// Ends it, though the emulator may go on.
    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // it is gone in any case
        }
    }

    private void read() {
        CharsetDecoder decoder =
                UTF_8.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE);
        ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
        CharBuffer characters = CharBuffer.allocate(BUFFER);
        try {
            while (true) {
                int before = bytes.position(); // the start of a character
                int count = channel.read(bytes);
                if (count < 0) {
                    break;
                }
                received.addAndGet(count);
                if (log != null) {
                    byte[] all = bytes.array();
                    log.write(Arrays.copyOfRange(all, before, before + count), count);
                }
                bytes.flip();
                decoder.decode(bytes, characters, false);
                bytes.compact();
                tell(characters.flip().toString());
                characters.clear();
            }
        } catch (IOException e) {
            // closed by either side
        } finally {
            end();
        }
    }

    private void tell(String text) {
        if (!text.isEmpty()) {
            ring.append(text);
            tap.accept(text);
            listeners.forEach(it -> it.put(text));
        }
    }

    private void end() {
        close();
        writer.interrupt();
        if (log != null) {
            try {
                log.close();
            } catch (IOException e) {
                logProblem = e;
            }
        }
        ended.complete(null);
        listeners.forEach(Mailbox::close);
    }

    private void write() {
        try {
            while (true) {
                ByteBuffer bytes = ByteBuffer.wrap(input.take());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
        } catch (InterruptedException | IOException e) {
            // the port is closed
        }
    }
}
