package dev.diskwright.ui.testing;

import dev.diskwright.ui.job.Job;
import dev.diskwright.ui.job.JobRunner;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/// Works at once; what is to come later waits until the test says so.
public final class ImmediateJobs implements JobRunner {
    private final Deque<Runnable> later = new ArrayDeque<>();

    @Override
    public <T> Running start(Job<T> job, Consumer<T> done, Consumer<Exception> failed) {
        T result;
        try {
            result = job.run();
        } catch (Unfinished e) {
            return Running.NOTHING;
        } catch (Exception e) {
            failed.accept(e);
            return Running.NOTHING;
        }
        done.accept(result);
        return Running.NOTHING;
    }

    /// Works at once too; a job that stays under way ends as interrupted when it is cancelled.
    @Override
    public <T> Running startToEnd(Job<T> job, Consumer<T> done, Consumer<Exception> failed) {
        T result;
        try {
            result = job.run();
        } catch (Unfinished e) {
            return () -> failed.accept(new InterruptedException());
        } catch (Exception e) {
            failed.accept(e);
            return Running.NOTHING;
        }
        done.accept(result);
        return Running.NOTHING;
    }

    @Override
    public Running later(Duration delay, Runnable action) {
        later.add(action);
        return () -> later.remove(action);
    }

    @Override
    public void post(Runnable action) {
        action.run();
    }

    /// What a job throws to stay under way for ever.
    public static final class Unfinished extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /// {@return how many actions wait}
    public int waiting() {
        return later.size();
    }

    /// Runs what waits now, but not what that brings forth.
    public void passTime() {
        for (int count = later.size(); count > 0 && !later.isEmpty(); count--) {
            later.removeFirst().run();
        }
    }
}
