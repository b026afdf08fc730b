package dev.diskwright.ui.testing;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javafx.application.Platform;

/// Watches the toolkit's thread: whoever keeps it busy, or waits on it, for longer than the limit is named with its
/// stack. Time in which the thread was ready but the machine gave it no processor does not count, nor does the toolkit's
/// own waiting for its renderer.
public final class FxWatch {
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int FRAMES = 30;

    private final long waitLimit;
    private final long workLimit;
    private final Thread toolkit;
    private final Thread watcher;
    private final List<String> stalls = new ArrayList<>();
    private volatile boolean closed;

    private FxWatch(long waitMillis, long workMillis, Thread toolkit) {
        waitLimit = TimeUnit.MILLISECONDS.toNanos(waitMillis);
        workLimit = TimeUnit.MILLISECONDS.toNanos(workMillis);
        this.toolkit = toolkit;
        watcher = new Thread(this::watch, "toolkit-watch");
        watcher.setDaemon(true);
        watcher.start();
    }

    /// Starts to watch.
    ///
    /// @param waitMillis longest time that the toolkit's thread may wait for anything while there is work
    /// @param workMillis longest time that one piece of work may take; more than the same work takes once it is compiled
    public static FxWatch start(long waitMillis, long workMillis) throws InterruptedException {
        var thread = new ArrayList<Thread>();
        var ready = new CountDownLatch(1);
        Platform.runLater(() -> {
            thread.add(Thread.currentThread());
            ready.countDown();
        });
        ready.await();
        return new FxWatch(waitMillis, workMillis, thread.getFirst());
    }

    private void watch() {
        ThreadMXBean times = ManagementFactory.getThreadMXBean();
        long id = toolkit.threadId();
        try {
            while (!closed) {
                var served = new CountDownLatch(1);
                long busy = times.getThreadCpuTime(id);
                long waited = 0;
                String longest = "";
                Platform.runLater(served::countDown);
                while (!served.await(STEP, TimeUnit.NANOSECONDS)) {
                    longest = stack();
                    waited += isWaiting() && longest.contains("dev.diskwright") ? STEP : 0;
                }
                long worked = times.getThreadCpuTime(id) - busy;
                if (waited > waitLimit || worked > workLimit) {
                    stalls.add(
                            "waited %d ms, worked %d ms%n%s"
                                    .formatted(waited / 1_000_000, worked / 1_000_000, longest));
                }
                TimeUnit.NANOSECONDS.sleep(STEP);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isWaiting() {
        return switch (toolkit.getState()) {
            case BLOCKED, WAITING, TIMED_WAITING -> true;
            case NEW, RUNNABLE, TERMINATED -> false;
        };
    }

    private String stack() {
        return Arrays.stream(toolkit.getStackTrace())
                .limit(FRAMES)
                .map(it -> "    at " + it)
                .collect(Collectors.joining("\n"));
    }

    /// Stops watching.
    ///
    /// @return what took too long, each with the last stack seen
    public List<String> stop() throws InterruptedException {
        closed = true;
        watcher.join();
        return List.copyOf(stalls);
    }
}
