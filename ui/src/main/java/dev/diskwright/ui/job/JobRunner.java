package dev.diskwright.ui.job;

import java.time.Duration;
import java.util.function.Consumer;

/// Runs work off the toolkit's thread and brings its results back. View models know no other way to wait.
public interface JobRunner {
    /// Starts `job` on a thread of its own. Exactly one of the two consumers is called, on the toolkit's thread; none
    /// once the job is cancelled and has not ended yet.
    <T> Running start(Job<T> job, Consumer<T> done, Consumer<Exception> failed);

    /// Starts `job` likewise, but a cancelled one is heard of too: exactly one of the two consumers is called when the
    /// job has really ended, with an [InterruptedException] where it heeded the cancellation.
    <T> Running startToEnd(Job<T> job, Consumer<T> done, Consumer<Exception> failed);

    /// Runs `action` on the toolkit's thread after `delay`.
    Running later(Duration delay, Runnable action);

    /// Runs `action` on the toolkit's thread soon. May be called from any thread.
    void post(Runnable action);

    /// Work under way.
    interface Running {
        /// Nothing under way.
        Running NOTHING = () -> {};

        /// Stops it. Harmless when it has ended.
        void cancel();
    }
}
