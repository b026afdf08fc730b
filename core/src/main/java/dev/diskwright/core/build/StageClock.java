package dev.diskwright.core.build;

import dev.diskwright.core.block.Progress;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Runs the stages of a job one after the other and keeps the account of them.
final class StageClock {
    private final List<Stage> stages;
    private final BuildListener listener;
    private final LongSupplier millis;
    private final List<BuildReport.StageReport> reports = new ArrayList<>();
    private @Nullable Stage current;
    private long since;
    private long bytes;

    StageClock(List<Stage> stages, BuildListener listener, LongSupplier millis) {
        this.stages = List.copyOf(stages);
        this.listener = listener;
        this.millis = millis;
        listener.planned(this.stages);
    }

    /// @param total bytes, -1 if unknown
    void start(Stage stage, long total) {
        current = stage;
        since = millis.getAsLong();
        bytes = 0;
        listener.started(stage, total);
    }

    void end(Stage.State state, String note) {
        Stage stage = current;
        if (stage != null) {
            reports.add(
                    new BuildReport.StageReport(
                            stage, state, millis.getAsLong() - since, bytes, note));
            listener.ended(stage, state, note);
            current = null;
        }
    }

    /// The running stage, if there is one, has passed, and another begins whose size is unknown.
    void next(Stage stage) {
        end(Stage.State.PASSED, "");
        start(stage, -1);
    }

    void skip(Stage stage, String note) {
        reports.add(new BuildReport.StageReport(stage, Stage.State.SKIPPED, 0, 0, note));
        listener.ended(stage, Stage.State.SKIPPED, note);
    }

    /// The running stage, and with it the job, has come to a bad end.
    void abort(Stage.State state, String note) {
        end(state, note);
        stages.stream()
                .filter(stage -> reports.stream().noneMatch(report -> report.stage().equals(stage)))
                .toList()
                .forEach(stage -> skip(stage, ""));
    }

    /// A job's work.
    @FunctionalInterface
    interface Work<T, X extends Exception> {
        T run() throws X, IOException, InterruptedException;
    }

    /// Does the work; if it ends early, so do the stages.
    <T, X extends Exception> T guard(Work<T, X> work) throws X, IOException, InterruptedException {
        try {
            return work.run();
        } catch (InterruptedException e) {
            abort(Stage.State.CANCELLED, "");
            throw e;
        } catch (ClosedByInterruptException e) {
            abort(Stage.State.CANCELLED, "");
            Thread.interrupted(); // the exception says it from here on
            var interruption = new InterruptedException("interrupted while reading or writing");
            interruption.initCause(e);
            throw interruption;
        } catch (Exception e) {
            abort(Stage.State.FAILED, Objects.requireNonNullElse(e.getMessage(), e.toString()));
            throw e;
        }
    }

    /// {@return progress of the running stage, whatever step it is in}
    Progress progress() {
        return new Progress() {
            @Override
            public void step(String name, long total) {
                // stages are the steps that people see
            }

            @Override
            public void advance(long count) {
                Stage stage = current;
                bytes += count;
                if (stage != null) {
                    listener.advanced(stage, count);
                }
            }
        };
    }

    List<BuildReport.StageReport> reports() {
        return List.copyOf(reports);
    }
}
