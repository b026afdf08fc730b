package dev.diskwright.app;

import dev.diskwright.core.block.Progress;
import dev.diskwright.core.build.BuildListener;
import dev.diskwright.core.build.Stage;
import java.util.List;

/// Shows the person how long work goes: a bar on a terminal, lines elsewhere, nothing if quiet. One step at a time.
abstract sealed class ProgressView implements BuildListener, Progress, AutoCloseable
        permits ProgressBars, ProgressLines, ProgressView.Silence {
    /// {@return the view that suits the standard error of this call}
    static ProgressView of(Console console, boolean quiet) {
        if (quiet) {
            return new Silence();
        }
        return console.host().errorIsTerminal()
                ? new ProgressBars(console)
                : new ProgressLines(console);
    }

    /// A step begins; the one before has ended.
    @Override
    public abstract void step(String name, long total);

    /// The step has ended.
    ///
    /// @param note one clause on how, may be empty
    abstract void end(String note);

    @Override
    public final void planned(List<Stage> stages) {}

    @Override
    public final void started(Stage stage, long total) {
        step(stage.title(), total);
    }

    @Override
    public final void advanced(Stage stage, long bytes) {
        advance(bytes);
    }

    @Override
    public final void ended(Stage stage, Stage.State state, String note) {
        switch (state) {
            case PASSED, WARNED -> end(note);
            case FAILED -> end("failed");
            case CANCELLED -> end("cancelled");
            case WAITS, RUNNING, SKIPPED -> {}
        }
    }

    /// Ends what is still shown.
    @Override
    public abstract void close();

    /// Shows nothing.
    static final class Silence extends ProgressView {
        @Override
        public void step(String name, long total) {}

        @Override
        public void advance(long bytes) {}

        @Override
        void end(String note) {}

        @Override
        public void close() {}
    }
}
