package dev.diskwright.core.fs;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Threads that read, pack and unpack. They are never interrupted, as that would close files under other readers: what
/// they have begun is awaited, and what they have not is dropped.
public final class WorkerPool implements AutoCloseable {
    private final ThreadPoolExecutor threads;

    /// @param name how the threads are called
    /// @param count of threads, 1 or more
    public WorkerPool(String name, int count) {
        threads =
                new ThreadPoolExecutor(
                        count,
                        count,
                        0,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name(name + "-", 0).factory());
    }

    /// {@return what the work comes to, in a while}
    ///
    /// @param <T> what it comes to
    public <T> Future<T> submit(Callable<T> work) {
        return threads.submit(work);
    }

    /// {@return what the work came to}
    ///
    /// @param <T> what it comes to
    /// @throws IOException if the work failed so
    /// @throws InterruptedException if this thread, or one that the work depends on, was interrupted
    public static <T> T await(Future<T> work) throws IOException, InterruptedException {
        try {
            return work.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case ClosedByInterruptException _, InterruptedIOException _ -> {
                    var interruption = new InterruptedException("interrupted while working");
                    interruption.initCause(e);
                    throw interruption;
                }
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    /// Returns when no thread is left.
    @Override
    public void close() {
        threads.getQueue().clear();
        threads.shutdown();
        boolean interrupted = false;
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, TimeUnit.HOURS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
