package dev.diskwright.core.fs.fat;

import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.SpecialFile;
import dev.diskwright.core.content.SymbolicLink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A tree with everything FAT needs to know about it before clusters are counted: short names and slots. Building it
/// refuses what FAT cannot hold. A file with several names is there several times.
final class Inventory {
    /// The largest file.
    static final long LARGEST_FILE = 0xffff_ffffL;

    /// The most slots a directory has, since it takes no more than 2 MiB.
    static final int MOST_SLOTS = 65_536;

    /// Levels of directories below the root directory; paths of other systems end at 260 characters.
    static final int DEEPEST = 256;

    /// A directory.
    ///
    /// @param slots that its entries take
    record Folder(Directory node, List<Entry> entries, int slots) {}

    /// A name in a directory.
    ///
    /// @param folder what is in it, null for a file
    record Entry(String name, ShortName shortName, FileNode node, @Nullable Folder folder) {
        long size() {
            return node instanceof RegularFile file ? file.content().size() : 0;
        }
    }

    private final Folder root;
    private final boolean labelled;

    private Inventory(Folder root, boolean labelled) {
        this.root = root;
        this.labelled = labelled;
    }

    /// {@return the inventory of `tree`}
    ///
    /// @param labelled whether the root directory has a label too
    static Inventory of(FileTree tree, boolean labelled) throws ImageException {
        return new Inventory(folder("", tree.root(), labelled ? 1 : 0, 0), labelled);
    }

    Folder root() {
        return root;
    }

    /// {@return slots of the root directory, with the label's}
    long rootSlots() {
        return root.slots;
    }

    /// {@return whether the root directory has a label}
    boolean isLabelled() {
        return labelled;
    }

    /// {@return clusters of this size that the tree takes}
    long clusters(int clusterSize, FatType type) {
        long rootClusters = type == FatType.FAT32 ? slotClusters(root, clusterSize) : 0;
        return rootClusters + below(root, clusterSize);
    }

    /// {@return clusters of a directory, at least one}
    static long slotClusters(Folder folder, int clusterSize) {
        return Math.max(
                1, Math.ceilDiv((long) folder.slots * DirectoryEntry.SIZE, (long) clusterSize));
    }

    private static long below(Folder folder, int clusterSize) {
        long clusters = 0;
        for (Entry entry : folder.entries) {
            clusters +=
                    entry.folder == null
                            ? Math.ceilDiv(entry.size(), (long) clusterSize)
                            : slotClusters(entry.folder, clusterSize)
                                    + below(entry.folder, clusterSize);
        }
        return clusters;
    }

    private static Folder folder(String path, Directory node, int firstSlots, int depth)
            throws ImageException {
        checkDepth(path, depth);
        ShortName[] shortNames = shortNames(path, node);
        var entries = new ArrayList<Entry>(node.count());
        long slots = firstSlots;
        for (int i = 0; i < node.count(); i++) {
            String name = node.name(i);
            FileNode it = node.node(i);
            String at = path + "/" + name;
            refuse(at, it);
            Folder folder = it instanceof Directory below ? folder(at, below, 2, depth + 1) : null;
            slots += 1 + (shortNames[i].needsLongName() ? LongName.entries(name) : 0);
            entries.add(new Entry(name, shortNames[i], it, folder));
        }
        if (slots > MOST_SLOTS) {
            throw new DoesNotFitException(
                    Where.file(path.isEmpty() ? "/" : path),
                    "a directory of %d slots".formatted(slots),
                    "%d on FAT".formatted(MOST_SLOTS));
        }
        return new Folder(node, entries, (int) slots);
    }

    static void checkDepth(String path, int depth) throws ImageException {
        if (depth > DEEPEST) {
            throw new DoesNotFitException(
                    Where.file(path),
                    "a directory %d levels deep".formatted(depth),
                    "%d on FAT".formatted(DEEPEST));
        }
    }

    /// Refuses a name that differs only in case from one before it.
    ///
    /// @param folded names of the directory so far by what they have in common
    static void checkCase(String path, String name, Map<String, String> folded)
            throws ImageException {
        String other = folded.putIfAbsent(LongName.folded(name), name);
        if (other != null) {
            throw new UnsupportedImageException(
                    Where.file(path),
                    "a name that differs from \"%s\" only in case, on FAT,".formatted(other));
        }
    }

    static void refuse(String path, FileNode node) throws ImageException {
        switch (node) {
            case Directory _ -> {}
            case RegularFile file when file.content().size() > LARGEST_FILE ->
                    throw new DoesNotFitException(
                            Where.file(path),
                            "a file of %d bytes".formatted(file.content().size()),
                            "%d on FAT".formatted(LARGEST_FILE));
            case RegularFile _ -> {}
            case SymbolicLink _ ->
                    throw new UnsupportedImageException(Where.file(path), "a symbolic link on FAT");
            case SpecialFile special ->
                    throw new UnsupportedImageException(
                            Where.file(path),
                            switch (special.kind()) {
                                case CHARACTER_DEVICE -> "a character device on FAT";
                                case BLOCK_DEVICE -> "a block device on FAT";
                                case FIFO -> "a named pipe on FAT";
                                case SOCKET -> "a socket on FAT";
                            });
        }
    }

    private static ShortName[] shortNames(String path, Directory node) throws ImageException {
        var names = new ShortNames();
        var result = new ShortName[node.count()];
        Map<String, String> folded = HashMap.newHashMap(node.count());
        for (int i = 0; i < result.length; i++) {
            String name = node.name(i);
            LongName.check(path + "/" + name, name);
            checkCase(path + "/" + name, name, folded);
            ShortName same = ShortName.same(name);
            if (same != null) {
                names.keep(same);
                result[i] = same;
            }
        }
        for (int i = 0; i < result.length; i++) {
            if (result[i] == null) {
                result[i] = names.shorten(node.name(i));
            }
        }
        return result;
    }
}
