package dev.diskwright.core.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.TreeBuilder;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.PartitionSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The contents of all partitions together with what follows from the design.
///
/// @param parts the partitions to which something was added
/// @param contents with those files
/// @param files that follow from the design, refused where there is no place for them
/// @param found what could not be added
record WithDerived(
        List<Part> parts, ImageContents contents, List<DerivedFile> files, List<Diagnostic> found) {
    /// Nothing added to nothing.
    static final WithDerived NOTHING =
            new WithDerived(
                    List.of(), new ImageContents(List.of(), List.of()), List.of(), List.of());

    /// One partition.
    ///
    /// @param problems by path, of files that have no place
    record Part(Key key, FileTree tree, Map<String, String> problems) {
        /// What it is made of.
        ///
        /// @param base its contents, by identity
        /// @param added in the paths of the running system
        record Key(VolumeCache.Same base, String mount, List<DerivedFile> added, long timestamp) {}

        static Part of(Key key) {
            var problems = new TreeMap<String, String>();
            var builder = new TreeBuilder(key.timestamp());
            builder.put("/", key.base().root(), "the contents", _ -> {});
            for (DerivedFile it : key.added()) {
                builder.put(
                        ImageContents.below(key.mount(), it.path()),
                        new RegularFile(
                                Attributes.root(it.mode(), key.timestamp()),
                                BlockSource.of(it.text().getBytes(UTF_8))),
                        "the design",
                        problem -> problems.put(it.path(), "it would be " + problem));
            }
            return new Part(key, builder.build(), problems);
        }
    }

    /// {@return the contents with those files that are to be added}
    ///
    /// @param known what was put together before, to be taken again where nothing has changed
    static WithDerived of(
            WithDerived known, ImageContents base, List<DerivedFile> wanted, long timestamp) {
        List<PartitionSpec> partitions = base.partitions();
        var problems = new HashMap<String, String>();
        Map<Integer, List<DerivedFile>> added = new TreeMap<>();
        for (DerivedFile it : wanted) {
            int home = ImageContents.partitionOf(partitions, it.path());
            if (it.state() != DerivedFile.State.ADDED) {
                continue;
            }
            if (home < 0 || !(partitions.get(home).filesystem() instanceof Filesystem.Formatted)) {
                problems.put(it.path(), "no partition takes contents there");
            } else {
                added.computeIfAbsent(home, _ -> new ArrayList<>()).add(it);
            }
        }
        var trees = new ArrayList<>(base.trees());
        var parts = new ArrayList<Part>();
        added.forEach((home, files) -> {
            String mount = String.valueOf(partitions.get(home).mount());
            VolumeCache.Same tree = VolumeCache.Same.of(trees.get(home));
            Part part = known.part(new Part.Key(tree, mount, List.copyOf(files), timestamp));
            parts.add(part);
            trees.set(home, part.tree());
            problems.putAll(part.problems());
        });
        List<DerivedFile> files =
                wanted.stream()
                        .map(it ->
                                problems.containsKey(it.path())
                                        ? it.in(DerivedFile.State.REFUSED)
                                        : it)
                        .toList();
        List<Diagnostic> found =
                files.stream()
                        .filter(it -> it.state() == DerivedFile.State.REFUSED)
                        .map(it -> refusal(it.path(), String.valueOf(problems.get(it.path()))))
                        .toList();
        return new WithDerived(
                List.copyOf(parts), new ImageContents(partitions, trees), files, found);
    }

    private Part part(Part.Key key) {
        return parts.stream()
                .filter(it -> it.key().equals(key))
                .findFirst()
                .orElseGet(() -> Part.of(key));
    }

    private static Diagnostic refusal(String path, String problem) {
        return Diagnostic.warning(
                "SRC-046",
                "/derived",
                "%s cannot be added: %s".formatted(path, problem),
                "leave it out, or make room for it");
    }
}
