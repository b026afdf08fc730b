package dev.diskwright.ui.service;

import dev.diskwright.core.build.BuildListener;
import dev.diskwright.core.build.BuildOptions;
import dev.diskwright.core.build.BuildReport;
import dev.diskwright.core.build.DryRun;
import dev.diskwright.core.build.InvalidDesignException;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.plan.Plan;
import java.io.IOException;
import java.nio.file.Path;

/// What the window asks of the core. Called off the toolkit's thread.
public interface DesignServices {
    /// {@return what the design comes to}
    ///
    /// @param folder that relative paths in the design start from
    Plan plan(Design design, Path folder) throws IOException, InterruptedException;

    /// {@return what a build would read and write}
    ///
    /// @param folder that relative paths in the design start from
    DryRun dryRun(Design design, Path folder, BuildOptions options)
            throws IOException, InterruptedException;

    /// Looks whether sources of the design planned last have changed, vanished or appeared since they were read. Meant to
    /// be called every few seconds.
    ///
    /// @return whether planning again is worth it
    boolean sourcesChanged() throws IOException, InterruptedException;

    /// {@return how the build ended}
    ///
    /// @param folder that relative paths in the design start from
    BuildReport build(Design design, Path folder, BuildOptions options, BuildListener listener)
            throws InvalidDesignException, IOException, InterruptedException;
}
