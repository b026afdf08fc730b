package dev.diskwright.core.plan;

import dev.diskwright.core.content.ContentProblem;
import dev.diskwright.core.content.ContentSpec;
import dev.diskwright.core.content.Contents;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.LatestTime;
import dev.diskwright.core.content.Scratch;
import dev.diskwright.core.content.SourceWatch;
import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.PartitionSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the contents of designs and keeps what it has read.
final class ContentLoader implements AutoCloseable {
    private final Path base;
    private final Path temporary;
    private final Map<Key, Loaded> loaded = new HashMap<>();
    private @Nullable Scratch scratch;

    /// What decides what a partition holds.
    private record Key(List<ContentSpec> specs, long timestamp) {}

    /// What was read, and what it was read from.
    private record Loaded(Contents.Assembly assembly, SourceWatch watch) {}

    ContentLoader(Path base, Path temporary) {
        this.base = base;
        this.temporary = temporary;
    }

    /// {@return the files of all partitions} Each entry goes to the partition whose mount point is nearest above its
    /// target; what is wrong with one goes to `found`.
    ImageContents load(Design design, List<PartitionSpec> partitions, List<Diagnostic> found)
            throws IOException, InterruptedException {
        var keys = new ArrayList<Key>();
        var trees = new ArrayList<FileTree>();
        long timestamp = design.reproducible().timestamp();
        for (int i = 0; i < partitions.size(); i++) {
            var indices = new ArrayList<Integer>();
            var specs = new ArrayList<ContentSpec>();
            select(design, partitions, i, indices, specs);
            var key = new Key(specs, timestamp);
            keys.add(key);
            Contents.Assembly assembly = assemble(key).assembly();
            trees.add(assembly.tree());
            for (ContentProblem problem : assembly.problems()) {
                String path =
                        "/contents/%d/%s".formatted(indices.get(problem.entry()), problem.field());
                found.add(Diagnostic.error("SRC-010", path, problem.sentence(), ""));
            }
        }
        keys.add(new Key(List.of(), timestamp));
        loaded.keySet().retainAll(keys);
        return new ImageContents(partitions, trees);
    }

    private static void select(
            Design design,
            List<PartitionSpec> partitions,
            int partition,
            List<Integer> indices,
            List<ContentSpec> specs) {
        String mount = partitions.get(partition).mount();
        boolean takes =
                mount != null
                        && !(partitions.get(partition).filesystem() instanceof Filesystem.Image);
        for (int i = 0; takes && mount != null && i < design.contents().size(); i++) {
            Content it = design.contents().get(i);
            if (ImageContents.partitionOf(partitions, it.target()) == partition) {
                indices.add(i);
                specs.add(
                        new ContentSpec(
                                it.source(),
                                ImageContents.below(mount, it.target()),
                                it.mode(),
                                it.user(),
                                it.group()));
            }
        }
    }

    /// {@return the tree of partitions without contents}
    FileTree empty(long timestamp) throws IOException, InterruptedException {
        return assemble(new Key(List.of(), timestamp)).assembly().tree();
    }

    /// Forgets what was read from sources that have changed since.
    ///
    /// @param looks how many files may be looked at, over all sources
    /// @return whether there was any
    boolean forgetChanged(int looks) {
        int share = looks / Math.max(1, loaded.size());
        return loaded.values().removeIf(it -> it.watch().isChanged(share));
    }

    private Loaded assemble(Key key) throws IOException, InterruptedException {
        Loaded known = loaded.get(key);
        if (known != null
                && (known.assembly().problems().isEmpty() || !known.watch().isNamedChanged())) {
            return known;
        }
        Loaded read = read(key);
        loaded.put(key, read);
        return read;
    }

    private Loaded read(Key key) throws IOException, InterruptedException {
        var watch = new SourceWatch();
        if (key.specs().isEmpty()) {
            return new Loaded(
                    new Contents.Assembly(FileTree.empty(key.timestamp()), List.of()), watch);
        }
        Scratch space = scratch;
        if (space == null) {
            space = new Scratch(temporary, Long.MAX_VALUE);
            scratch = space;
        }
        Contents.Assembly read =
                Contents.assemble(key.specs(), base, key.timestamp(), space, watch);
        return new Loaded(
                key.timestamp() == 0
                        ? read
                        : new Contents.Assembly(
                                LatestTime.hold(read.tree(), key.timestamp()), read.problems()),
                watch);
    }

    @Override
    public void close() throws IOException {
        loaded.clear();
        if (scratch != null) {
            scratch.close();
        }
    }
}
