package dev.diskwright.core.plan;

import dev.diskwright.core.content.ContentProblem;
import dev.diskwright.core.content.ContentSpec;
import dev.diskwright.core.content.Contents;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.Scratch;
import dev.diskwright.core.content.Selection;
import dev.diskwright.core.content.SourceFiles;
import dev.diskwright.core.content.SourceReader;
import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.VmArchitecture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the contents of designs and keeps what it has read: the files of each source, and the trees they made last.
final class ContentLoader implements AutoCloseable {
    private final Path base;
    private final Path temporary;
    private final Map<Key, SourceFiles> sources = new HashMap<>();
    private final Map<Long, FileTree> empty = new HashMap<>();
    private @Nullable Merged latest;
    private @Nullable Scratch scratch;

    /// What decides what a source holds.
    ///
    /// @param reading what is read
    /// @param occurrence how many entries before have the same source; each brings files of its own
    private record Key(Object reading, long timestamp, int occurrence) {}

    /// What decides what the partitions hold; files by identity.
    private record Parts(List<Contents.Entry> entries, List<String> mounts, long timestamp) {}

    private record Merged(Parts parts, Contents.Assembly assembly) {}

    ContentLoader(Path base, Path temporary) {
        this.base = base;
        this.temporary = temporary;
    }

    /// {@return the files of all partitions} The contents are one tree, of which each partition gets what lies nearest below
    /// its mount point; what is wrong with an entry goes to `found`.
    ImageContents load(Design design, List<PartitionSpec> partitions, List<Diagnostic> found)
            throws IOException, InterruptedException {
        long timestamp = design.reproducible().timestamp();
        var indices = new ArrayList<Integer>();
        var entries = new ArrayList<Contents.Entry>();
        Set<Key> used = new HashSet<>();
        for (int i = 0; i < design.contents().size(); i++) {
            Content it = design.contents().get(i);
            int home = ImageContents.partitionOf(partitions, it.target());
            if (home >= 0 && takesContents(partitions.get(home))) {
                ContentSpec spec = spec(it, design.vm().architecture());
                indices.add(i);
                entries.add(new Contents.Entry(spec, files(spec, timestamp, used)));
            }
        }
        sources.keySet().retainAll(used);
        empty.keySet().retainAll(Set.of(timestamp));
        Contents.Assembly assembly =
                merge(new Parts(List.copyOf(entries), mounts(partitions), timestamp));
        for (ContentProblem problem : assembly.problems()) {
            String path =
                    "/contents/%d/%s".formatted(indices.get(problem.entry()), problem.field());
            found.add(Diagnostic.error("SRC-010", path, problem.sentence(), ""));
        }
        return new ImageContents(partitions, trees(partitions, assembly, timestamp));
    }

    private static boolean takesContents(PartitionSpec it) {
        return it.mount() != null && it.filesystem() instanceof Filesystem.Formatted;
    }

    private static ContentSpec spec(Content it, VmArchitecture architecture) {
        var selection =
                new Selection(
                        it.reference(),
                        it.platform(),
                        architecture.containerName(),
                        it.partition(),
                        it.path());
        return new ContentSpec(
                it.source(),
                it.text(),
                selection,
                it.target(),
                it.exclude(),
                it.mode(),
                it.user(),
                it.group());
    }

    /// {@return the mount points of those that take contents} What lies below others stays where it is, hidden by them.
    private static List<String> mounts(List<PartitionSpec> partitions) {
        return partitions.stream()
                .filter(ContentLoader::takesContents)
                .map(it -> String.valueOf(it.mount()))
                .distinct()
                .toList();
    }

    private List<FileTree> trees(
            List<PartitionSpec> partitions, Contents.Assembly assembly, long timestamp) {
        var trees = new ArrayList<FileTree>();
        for (int i = 0; i < partitions.size(); i++) {
            PartitionSpec it = partitions.get(i);
            FileTree tree = null;
            if (takesContents(it)) {
                String mount = String.valueOf(it.mount());
                boolean first = ImageContents.partitionOf(partitions, mount) == i;
                boolean top = ImageContents.below("/", mount).equals("/");
                tree = !first ? null : top ? assembly.tree() : assembly.mounted().get(mount);
            }
            boolean bare = tree == null || tree.isSame(empty(timestamp));
            trees.add(bare ? empty(timestamp) : tree);
        }
        return trees;
    }

    /// {@return the tree of partitions without contents}
    FileTree empty(long timestamp) {
        return empty.computeIfAbsent(timestamp, FileTree::empty);
    }

    /// Forgets what was read from sources that have changed since.
    ///
    /// @param looks how many files may be looked at, over all sources
    /// @return whether there was any
    boolean forgetChanged(int looks) {
        int share = looks / Math.max(1, sources.size());
        return sources.values().removeIf(it -> it.watch().isChanged(share));
    }

    private SourceFiles files(ContentSpec spec, long timestamp, Set<Key> used)
            throws IOException, InterruptedException {
        int occurrence = 0;
        while (!used.add(new Key(spec.reading(), timestamp, occurrence))) {
            occurrence++;
        }
        var key = new Key(spec.reading(), timestamp, occurrence);
        SourceFiles known = sources.get(key);
        if (known == null || !known.problems().isEmpty() && known.watch().isNamedChanged()) {
            known = read(spec, timestamp);
            sources.put(key, known);
        }
        return known;
    }

    private SourceFiles read(ContentSpec spec, long timestamp)
            throws IOException, InterruptedException {
        Scratch space = scratch;
        if (space == null) {
            space = new Scratch(temporary, Long.MAX_VALUE);
            scratch = space;
        }
        SourceFiles read = SourceReader.read(spec, base, timestamp, space, DiskFiles::read);
        return timestamp == 0 ? read : read.hold(timestamp);
    }

    /// {@return the trees of these parts} Those that come out as they were last are the same ones, so that what was computed
    /// from them holds.
    private Contents.Assembly merge(Parts parts) throws IOException {
        Merged before = latest;
        if (before != null && before.parts().equals(parts)) {
            return before.assembly();
        }
        Contents.Assembly merged =
                Contents.merge(parts.entries(), parts.timestamp(), parts.mounts());
        if (before != null) {
            merged = merged.sharing(before.assembly());
        }
        latest = new Merged(parts, merged);
        return merged;
    }

    @Override
    public void close() throws IOException {
        sources.clear();
        latest = null;
        if (scratch != null) {
            scratch.close();
        }
    }
}
