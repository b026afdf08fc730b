package dev.diskwright.ui;

import dev.diskwright.core.build.BuildListener;
import dev.diskwright.core.build.BuildOptions;
import dev.diskwright.core.build.BuildReport;
import dev.diskwright.core.build.Builder;
import dev.diskwright.core.build.DryRun;
import dev.diskwright.core.build.InvalidDesignException;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Planner;
import dev.diskwright.ui.service.DesignServices;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Plans and builds with the core. One planner is kept as long as the folder stays, because it remembers the sources it
/// has read; a build makes its own, so that editing and building do not wait for each other.
final class CoreServices implements DesignServices, AutoCloseable {
    private @Nullable Planner planner;
    private @Nullable Path plannerFolder;

    @Override
    public synchronized Plan plan(Design design, Path folder)
            throws IOException, InterruptedException {
        Planner current = planner;
        if (current == null || !folder.equals(plannerFolder)) {
            close();
            current = new Planner(folder);
            planner = current;
            plannerFolder = folder;
        }
        return current.plan(design);
    }

    @Override
    public DryRun dryRun(Design design, Path folder, BuildOptions options)
            throws IOException, InterruptedException {
        return DryRun.of(plan(design, folder), folder, options);
    }

    @Override
    public synchronized boolean sourcesChanged() {
        return planner != null && planner.refresh();
    }

    @Override
    public BuildReport build(
            Design design, Path folder, BuildOptions options, BuildListener listener)
            throws InvalidDesignException, IOException, InterruptedException {
        return new Builder(() -> System.nanoTime() / 1_000_000)
                .build(design, folder, options, listener);
    }

    @Override
    public synchronized void close() throws IOException {
        if (planner != null) {
            planner.close();
            planner = null;
        }
    }
}
