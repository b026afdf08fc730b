package dev.diskwright.core.vm.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// Hands things to a listener on a thread of its own, so that a slow one delays nobody. What it has no time for is
/// dropped, oldest first, and counted.
final class Mailbox<T> implements AutoCloseable {
    private final ArrayDeque<T> waiting = new ArrayDeque<>(); // guards itself and all below
    private final int capacity;
    private final ToIntFunction<T> weight;
    private final Listener<T> listener;
    private final Thread thread;
    private int total;
    private long lost;
    private boolean closed;

    /// Gets what has come.
    @FunctionalInterface
    interface Listener<T> {
        /// @param things in order, one or more
        /// @param lost weight of what was dropped before them
        void take(List<T> things, long lost);
    }

    /// @param capacity the most that waits, by weight
    Mailbox(String name, int capacity, ToIntFunction<T> weight, Listener<T> listener) {
        this.capacity = capacity;
        this.weight = weight;
        this.listener = listener;
        thread = Thread.ofVirtual().name(name).start(this::deliver);
    }

    /// Never blocks.
    void put(T thing) {
        synchronized (waiting) {
            if (closed) {
                return;
            }
            waiting.add(thing);
            total += weight.applyAsInt(thing);
            while (total > capacity && waiting.size() > 1) {
                int dropped = weight.applyAsInt(waiting.remove());
                total -= dropped;
                lost += dropped;
            }
            waiting.notifyAll();
        }
    }

    private void deliver() {
        try {
            while (true) {
                List<T> things;
                long before;
                synchronized (waiting) {
                    while (waiting.isEmpty()) {
                        if (closed) {
                            return;
                        }
                        waiting.wait();
                    }
                    things = new ArrayList<>(waiting);
                    before = lost;
                    waiting.clear();
                    total = 0;
                    lost = 0;
                }
                listener.take(things, before);
            }
        } catch (InterruptedException e) {
            // nobody interrupts it but a listener that wants to hear no more
        }
    }

    /// Takes nothing more; what waits is still delivered.
    @Override
    public void close() {
        synchronized (waiting) {
            closed = true;
            waiting.notifyAll();
        }
    }

    /// Waits until everything is delivered after [#close].
    ///
    /// @return false if that takes longer than `millis`
    boolean join(long millis) throws InterruptedException {
        return thread.join(Duration.ofMillis(millis));
    }
}
