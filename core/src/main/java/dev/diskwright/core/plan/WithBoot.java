package dev.diskwright.core.plan;

import dev.diskwright.core.boot.BootFile;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.TreeBuilder;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Filesystem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The files of partitions together with what boots.
///
/// @param parts by index of the partition, those to which something was added
/// @param homeless what no partition takes
record WithBoot(Map<Integer, Part> parts, List<Diagnostic> homeless) {
    /// Nothing added.
    static final WithBoot NOTHING = new WithBoot(Map.of(), List.of());

    /// Copies both.
    WithBoot {
        parts = Map.copyOf(parts);
        homeless = List.copyOf(homeless);
    }

    /// One partition.
    ///
    /// @param base the tree without boot files
    /// @param files that were added
    /// @param mount that paths of the running system are below of
    /// @param timestamp of what was added
    /// @param count number of files and directories
    /// @param clashes what could not be added
    record Part(
            FileTree base,
            List<BootFile> files,
            String mount,
            long timestamp,
            FileTree tree,
            long count,
            List<Diagnostic> clashes) {
        static Part of(FileTree base, List<BootFile> files, String mount, long timestamp) {
            var clashes = new ArrayList<Diagnostic>();
            var builder = new TreeBuilder(timestamp);
            builder.put("/", base.root(), "the contents", _ -> {});
            for (BootFile file : files) {
                var node = new RegularFile(Attributes.root(0644, timestamp), file.content());
                builder.put(
                        path(file, mount), node, "the boot loader", it -> clashes.add(clash(it)));
            }
            FileTree tree = builder.build();
            return new Part(
                    base,
                    List.copyOf(files),
                    mount,
                    timestamp,
                    tree,
                    VolumeCache.count(tree.root()),
                    List.copyOf(clashes));
        }

        /// {@return the path of a boot file within the partition that takes it}
        static String path(BootFile file, String mount) {
            return switch (file.place()) {
                case ESP -> file.path();
                case SYSTEM -> ImageContents.below(mount, file.path());
            };
        }

        @SuppressWarnings(
                "ReferenceEquality") // the same objects are meant: they are kept, not copied
        private boolean isOf(
                FileTree otherBase, List<BootFile> others, String otherMount, long otherTimestamp) {
            return base.root() == otherBase.root()
                    && files.equals(others)
                    && mount.equals(otherMount)
                    && timestamp == otherTimestamp;
        }
    }

    /// {@return the trees with the boot files}
    ///
    /// @param known what was put together before, to be taken again where nothing has changed
    /// @param bases the trees without, one a partition
    static WithBoot of(WithBoot known, List<FileTree> bases, BootPlan boot, Resolution resolution) {
        if (boot.files().isEmpty()) {
            return NOTHING;
        }
        Design design = resolution.design();
        Map<Integer, List<BootFile>> files = new HashMap<>();
        var homeless = new ArrayList<Diagnostic>();
        for (BootFile it : boot.files()) {
            int home = resolution.home(it.place(), it.path());
            if (home < 0 && it.place() == BootFile.Place.ESP) {
                continue; // a diagnostic asks for an ESP
            }
            if (home < 0
                    || !(resolution.partitions().get(home).filesystem()
                            instanceof Filesystem.Formatted)) {
                homeless.add(clash("%s, and no partition takes files there".formatted(it.path())));
            } else if (resolution.proofs().isProved(home)) {
                homeless.add(
                        clash(
                                "%s, and the hash of the partition there goes into what boots"
                                        .formatted(it.path())));
            } else {
                files.computeIfAbsent(home, _ -> new ArrayList<>()).add(it);
            }
        }
        Map<Integer, Part> parts = new HashMap<>();
        files.forEach((home, added) ->
                parts.put(
                        home,
                        part(
                                known.parts().get(home),
                                bases.get(home),
                                added,
                                Objects.requireNonNullElse(
                                        resolution.partitions().get(home).mount(), "/"),
                                design.reproducible().timestamp())));
        return new WithBoot(parts, homeless);
    }

    private static Part part(
            @Nullable Part known,
            FileTree base,
            List<BootFile> files,
            String mount,
            long timestamp) {
        return known != null && known.isOf(base, files, mount, timestamp)
                ? known
                : Part.of(base, files, mount, timestamp);
    }

    /// {@return what could not be added}
    List<Diagnostic> problems() {
        var all = new ArrayList<>(homeless);
        parts.values().forEach(it -> all.addAll(it.clashes()));
        return all;
    }

    private static Diagnostic clash(String problem) {
        return Diagnostic.error(
                "BLD-014",
                "/contents",
                "the boot loader brings " + problem,
                "leave one of them out; boot.loader none adds nothing");
    }
}
