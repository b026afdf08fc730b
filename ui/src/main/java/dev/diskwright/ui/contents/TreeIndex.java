package dev.diskwright.ui.contents;

import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/// What the folders of a tree come to, worked out once. A file with several names counts where it is met first.
public final class TreeIndex {
    private final FileTree tree;
    private final IdentityHashMap<Directory, Sum> sums = new IdentityHashMap<>();
    private final Set<RegularFile> counted = Collections.newSetFromMap(new IdentityHashMap<>());

    /// What a folder holds, all below it included.
    static final class Sum {
        private final long bytes;
        private final long files;
        private final int[] largestFirst;

        private Sum(long bytes, long files, int[] largestFirst) {
            this.bytes = bytes;
            this.files = files;
            this.largestFirst = largestFirst;
        }

        /// {@return bytes of its files}
        long bytes() {
            return bytes;
        }

        /// {@return number of entries that are not folders}
        long files() {
            return files;
        }

        /// {@return number of its own entries}
        int count() {
            return largestFirst.length;
        }

        /// {@return position of one of its own entries, by size}
        ///
        /// @param rank 0 for the largest
        int largest(int rank) {
            return largestFirst[rank];
        }
    }

    /// A file that was found.
    ///
    /// @param path absolute within the tree
    record Found(String path, String name, FileNode node) {}

    /// The best of what was found, and how much there was.
    record Findings(List<Found> first, int total) {}

    private TreeIndex(FileTree tree) {
        this.tree = tree;
        sum(tree.root());
        counted.clear();
    }

    /// {@return the sums of `tree`} Takes a while for large trees.
    ///
    /// @throws InterruptedException when the thread was interrupted
    public static TreeIndex of(FileTree tree) throws InterruptedException {
        var index = new TreeIndex(tree);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return index;
    }

    /// {@return the tree it was made of}
    public FileTree tree() {
        return tree;
    }

    private Sum sum(Directory directory) {
        long bytes = 0;
        long files = 0;
        int count = directory.count();
        long[] sizes = new long[count];
        for (int i = 0; i < count; i++) {
            switch (directory.node(i)) {
                case Directory below -> {
                    Sum sum = sum(below);
                    sizes[i] = sum.bytes;
                    files += sum.files;
                }
                case RegularFile file -> {
                    sizes[i] = counted.add(file) ? file.content().size() : 0;
                    files++;
                }
                default -> files++;
            }
            bytes += sizes[i];
        }
        var order = new ArrayList<Integer>(count);
        for (int i = 0; i < count; i++) {
            order.add(i);
        }
        order.sort((a, b) -> Long.compare(sizes[b], sizes[a]));
        var sum = new Sum(bytes, files, order.stream().mapToInt(Integer::intValue).toArray());
        sums.put(directory, sum);
        return sum;
    }

    /// {@return what a folder of this tree holds}
    Sum sum(FileNode directory) {
        return Objects.requireNonNull(sums.get(directory));
    }

    /// {@return bytes of a file, or of all files below a folder}
    long size(FileNode node) {
        return switch (node) {
            case Directory directory -> sums.containsKey(directory) ? sum(node).bytes : 0;
            case RegularFile file -> file.content().size();
            default -> 0;
        };
    }

    /// {@return the entries whose name or path holds `words`, without regard to case, in the tree's order}
    ///
    /// @param words a path is searched if it holds a `/`, a name otherwise
    /// @param most how many are handed out; all are counted
    /// @throws InterruptedException when the thread was interrupted
    Findings search(String words, int most) throws InterruptedException {
        String wanted = words.strip().toLowerCase(Locale.ROOT);
        var search = new Search(wanted, wanted.indexOf('/') >= 0, most, new ArrayList<>());
        search.into("", tree.root());
        return new Findings(List.copyOf(search.first), search.total);
    }

    private static final class Search {
        private final String wanted;
        private final boolean inPaths;
        private final int most;
        private final List<Found> first;
        private int total;

        Search(String wanted, boolean inPaths, int most, List<Found> first) {
            this.wanted = wanted;
            this.inPaths = inPaths;
            this.most = most;
            this.first = first;
        }

        void into(String path, Directory directory) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            for (int i = 0; i < directory.count(); i++) {
                String name = directory.name(i);
                FileNode node = directory.node(i);
                if (holds(inPaths ? path + "/" + name : name)) {
                    total++;
                    if (first.size() < most) {
                        first.add(new Found(path + "/" + name, name, node));
                    }
                }
                if (node instanceof Directory below) {
                    into(path + "/" + name, below);
                }
            }
        }

        private boolean holds(String text) {
            int last = text.length() - wanted.length();
            for (int i = 0; i <= last; i++) {
                if (text.regionMatches(true, i, wanted, 0, wanted.length())) {
                    return true;
                }
            }
            return false;
        }
    }

    /// Hands out the entries of a folder.
    ///
    /// @param bySize largest first; otherwise by name
    void children(Directory directory, boolean bySize, Consumer<Integer> each) {
        if (!bySize) {
            for (int i = 0; i < directory.count(); i++) {
                each.accept(i);
            }
            return;
        }
        for (int i : sum(directory).largestFirst) {
            each.accept(i);
        }
    }
}
