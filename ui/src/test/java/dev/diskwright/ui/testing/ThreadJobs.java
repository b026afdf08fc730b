package dev.diskwright.ui.testing;

import dev.diskwright.ui.job.Job;
import dev.diskwright.ui.job.JobRunner;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Works on threads; the test's own thread is the toolkit's, while it waits.
public final class ThreadJobs implements JobRunner {
    private record Due(long at, Runnable action) {}

    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    private volatile @Nullable Due later;

    @Override
    public <T> Running start(Job<T> job, Consumer<T> done, Consumer<Exception> failed) {
        return startToEnd(job, done, failed);
    }

    @Override
    public <T> Running startToEnd(Job<T> job, Consumer<T> done, Consumer<Exception> failed) {
        Thread thread =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> {
                            try {
                                T result = job.run();
                                queue.add(() -> done.accept(result));
                            } catch (Exception fault) {
                                queue.add(() -> failed.accept(fault));
                            }
                        });
        return thread::interrupt;
    }

    /// Keeps one action: what a view model ticks with.
    @Override
    public Running later(Duration delay, Runnable action) {
        var due = new Due(System.nanoTime() + delay.toNanos(), action);
        later = due;
        return () -> later = due.equals(later) ? null : later;
    }

    @Override
    public void post(Runnable action) {
        queue.add(action);
    }

    /// Does what comes up until `condition` holds.
    ///
    /// @throws TimeoutException after `limit`
    public void until(BooleanSupplier condition, Duration limit)
            throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("not within " + limit);
            }
            Runnable next = queue.poll(5, TimeUnit.MILLISECONDS);
            if (next != null) {
                next.run();
            }
            Due due = later;
            if (due != null && System.nanoTime() >= due.at()) {
                later = null;
                due.action().run();
            }
        }
    }
}
