package dev.diskwright.core.plan;

import dev.diskwright.core.content.Stamp;
import dev.diskwright.core.design.Boot;
import dev.diskwright.core.design.Design;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps the latest boot plan as long as all it was made from stays what it was.
final class BootMemory implements AutoCloseable {
    private final Path base;
    private final BootSources sources;
    private @Nullable Entry latest;

    /// @param trees contents of all partitions
    /// @param stamps of the files of the host, in the order of [BootInputs#onHost]
    private record Entry(
            BootPlan plan, Boot boot, List<VolumeCache.Same> trees, List<Stamp> stamps) {}

    /// @param base folder that paths of designs are relative to
    /// @param temporary folder to unpack packages in
    BootMemory(Path base, Path temporary) {
        this.base = base;
        sources = new BootSources(base, temporary);
    }

    /// {@return what to add to the design's partitions}
    BootPlan plan(Design design, ImageContents contents, BootPlan.Key key)
            throws IOException, InterruptedException {
        List<VolumeCache.Same> trees =
                BootPlan.startsKernel(design)
                        ? contents.trees().stream().map(VolumeCache.Same::of).toList()
                        : List.of();
        List<Stamp> stamps = stamps(design.boot());
        Entry known = latest;
        if (known != null
                && known.plan().key().equals(key)
                && known.trees().equals(trees)
                && known.stamps().equals(stamps)) {
            return known.plan();
        }
        sources.load(BootInputs.compound(design.boot(), sources));
        BootPlan plan =
                BootPlanner.plan(design, new BootPlan.Context(base, contents, sources, key));
        latest = new Entry(plan, design.boot(), trees, stamps);
        return plan;
    }

    private List<Stamp> stamps(Boot boot) {
        return BootInputs.onHost(boot).stream().map(this::stamp).toList();
    }

    private Stamp stamp(String name) {
        try {
            return Stamp.of(base.resolve(name));
        } catch (InvalidPathException e) {
            return Stamp.ABSENT;
        }
    }

    /// {@return whether a file of the host that was looked at is another now}
    boolean isChanged() {
        Entry known = latest;
        return known != null && !known.stamps().equals(stamps(known.boot()));
    }

    @Override
    public void close() throws IOException {
        latest = null;
        sources.close();
    }
}
