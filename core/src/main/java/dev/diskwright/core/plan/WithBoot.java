package dev.diskwright.core.plan;

import dev.diskwright.core.boot.BootFile;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.TreeBuilder;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The files of the ESP together with what boots.
///
/// @param base the tree without boot files
/// @param files that were added
/// @param timestamp of what was added
/// @param count number of files and directories
/// @param clashes what could not be added
record WithBoot(
        FileTree base,
        List<BootFile> files,
        long timestamp,
        FileTree tree,
        long count,
        List<Diagnostic> clashes) {
    /// {@return the tree with the boot files; null if there are none to add}
    ///
    /// @param known what was put together before, to be taken again if nothing has changed
    static @Nullable WithBoot of(
            @Nullable WithBoot known, FileTree base, BootPlan boot, Design design) {
        if (boot.files().isEmpty()) {
            return null;
        }
        long timestamp = design.reproducible().timestamp();
        if (known != null && known.isOf(base, boot, timestamp)) {
            return known;
        }
        var clashes = new ArrayList<Diagnostic>();
        var builder = new TreeBuilder(timestamp);
        builder.put("/", base.root(), "the contents", _ -> {});
        for (BootFile file : boot.files()) {
            var node = new RegularFile(Attributes.root(0644, timestamp), file.content());
            builder.put(file.path(), node, "the boot loader", it -> clashes.add(clash(it)));
        }
        FileTree tree = builder.build();
        return new WithBoot(
                base, boot.files(), timestamp, tree, VolumeCache.count(tree.root()), clashes);
    }

    @SuppressWarnings("ReferenceEquality") // the same objects are meant: they are kept, not copied
    private boolean isOf(FileTree otherBase, BootPlan boot, long otherTimestamp) {
        return base.root() == otherBase.root()
                && files == boot.files()
                && timestamp == otherTimestamp;
    }

    private static Diagnostic clash(String problem) {
        return Diagnostic.error(
                "BLD-014",
                "/contents",
                "the boot loader brings " + problem,
                "leave one of them out; boot.loader none adds nothing");
    }
}
