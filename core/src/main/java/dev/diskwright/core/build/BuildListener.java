package dev.diskwright.core.build;

import java.util.List;

/// Told how a job goes, from the job's own thread. Calls come often; whoever shows them thins them out.
public interface BuildListener {
    /// All stages, before the first begins.
    void planned(List<Stage> stages);

    /// A stage begins.
    ///
    /// @param total bytes it will take, -1 if unknown
    void started(Stage stage, long total);

    /// `bytes` more of the stage are done.
    void advanced(Stage stage, long bytes);

    /// A stage has ended.
    ///
    /// @param note one clause on how, may be empty
    void ended(Stage stage, Stage.State state, String note);

    /// Listens to nothing.
    BuildListener NONE =
            new BuildListener() {
                @Override
                public void planned(List<Stage> stages) {}

                @Override
                public void started(Stage stage, long total) {}

                @Override
                public void advanced(Stage stage, long bytes) {}

                @Override
                public void ended(Stage stage, Stage.State state, String note) {}
            };
}
