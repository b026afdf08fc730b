package dev.diskwright.ui;

import dev.diskwright.ui.job.Job;
import dev.diskwright.ui.job.JobRunner;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.concurrent.Task;

/// The one place that knows both threads.
final class FxJobRunner implements JobRunner {
    private final AtomicInteger started = new AtomicInteger();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("timer").factory());
    private final Consumer<Throwable> faults;

    /// @param faults hears of what no job may throw: errors and unchecked exceptions
    FxJobRunner(Consumer<Throwable> faults) {
        this.faults = faults;
    }

    @Override
    public <T> Running start(Job<T> job, Consumer<T> done, Consumer<Exception> failed) {
        var task =
                new Task<T>() {
                    @Override
                    protected T call() throws Exception {
                        return job.run();
                    }
                };
        task.setOnSucceeded(_ -> done.accept(task.getValue()));
        task.setOnFailed(_ -> {
            Throwable why = task.getException();
            if (why instanceof Error
                    || (why instanceof RuntimeException
                            && !(why instanceof UncheckedIOException))) {
                faults.accept(why);
            }
            failed.accept(asException(why));
        });
        Thread thread = new Thread(task, "job-" + started.incrementAndGet());
        thread.setDaemon(true);
        thread.start();
        return () -> task.cancel(true);
    }

    @Override
    public <T> Running startToEnd(Job<T> job, Consumer<T> done, Consumer<Exception> failed) {
        var thread =
                new Thread(
                        () -> {
                            try {
                                T result = job.run();
                                Platform.runLater(() -> done.accept(result));
                            } catch (Throwable fault) {
                                Platform.runLater(() -> failed.accept(asException(fault)));
                            }
                        },
                        "job-" + started.incrementAndGet());
        thread.setDaemon(true);
        thread.start();
        return thread::interrupt;
    }

    /// Errors are the program's own faults and go where those go; the job's owner hears of them all the same.
    private static Exception asException(Throwable fault) {
        return fault instanceof Exception exception
                ? exception
                : new IllegalStateException(fault.toString(), fault);
    }

    @Override
    public Running later(Duration delay, Runnable action) {
        var cancelled = new AtomicBoolean();
        // A pause of the toolkit would have it draw sixty times a second meanwhile.
        ScheduledFuture<?> due =
                timer.schedule(
                        () ->
                                Platform.runLater(() -> {
                                    if (!cancelled.get()) {
                                        action.run();
                                    }
                                }),
                        delay.toMillis(),
                        TimeUnit.MILLISECONDS);
        return () -> {
            cancelled.set(true);
            due.cancel(false);
        };
    }

    @Override
    public void post(Runnable action) {
        Platform.runLater(action);
    }
}
