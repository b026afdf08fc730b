package dev.diskwright.core.nbd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One connection from its start to its end.
final class Client {
    /// How far a connection has got.
    private enum State {
        HANDSHAKE,
        OPENED,
        TOO_SLOW
    }

    private final int number;
    private final SocketChannel channel;
    private final NbdListener listener;
    private final Limits limits;
    private final AtomicReference<State> state = new AtomicReference<>(State.HANDSHAKE);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean closing;

    Client(int number, SocketChannel channel, NbdListener listener, Limits limits) {
        this.number = number;
        this.channel = channel;
        this.listener = listener;
        this.limits = limits;
    }

    /// Serves it on a thread of its own.
    ///
    /// @param clock cuts it off if it does not choose an export in time
    /// @param atEnd called when it is gone
    void start(Map<String, Export> exports, ScheduledExecutorService clock, Runnable atEnd) {
        var _ =
                Thread.ofVirtual()
                        .name("nbd-client-" + number)
                        .start(() -> {
                            @Nullable IOException problem = null;
                            try {
                                problem = serve(exports, clock);
                            } finally {
                                cutOff();
                                atEnd.run();
                                tell(problem);
                                ended.complete(null);
                            }
                        });
    }

    private void tell(@Nullable IOException problem) {
        if (problem != null) {
            listener.failed(number, problem);
        }
        if (state.get() == State.OPENED) {
            listener.left(number);
        }
    }

    /// {@return what the client did wrong; null if nothing}
    private @Nullable IOException serve(
            Map<String, Export> exports, ScheduledExecutorService clock) {
        var deadline =
                clock.schedule(this::giveUp, limits.handshake().toMillis(), TimeUnit.MILLISECONDS);
        try {
            Wire wire = new Wire(channel);
            Optional<Handshake.Agreement> agreed = new Handshake(wire, exports).run();
            if (agreed.isPresent() && state.compareAndSet(State.HANDSHAKE, State.OPENED)) {
                listener.opened(number, agreed.get().name());
                new Transmission(
                                wire,
                                agreed.get(),
                                limits,
                                () -> closing,
                                problem -> listener.failed(number, problem))
                        .run(this::cutOff);
            }
        } catch (ProtocolException e) {
            return e;
        } catch (IOException e) {
            if (state.get() == State.TOO_SLOW) {
                return new ProtocolException("chose no export in time");
            } // else it has gone, or was cut off
        } finally {
            deadline.cancel(false);
        }
        return null;
    }

    private void giveUp() {
        if (state.compareAndSet(State.HANDSHAKE, State.TOO_SLOW)) {
            cutOff();
        }
    }

    /// {@return completed when it is gone}
    CompletableFuture<Void> ended() {
        return ended;
    }

    /// Receives nothing more; requests in flight are still answered.
    void close() {
        closing = true;
        try {
            channel.shutdownInput();
        } catch (IOException e) {
            // it is gone already
        }
    }

    /// Ends the connection now.
    void cutOff() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // closing a socket does not fail
        }
    }
}
