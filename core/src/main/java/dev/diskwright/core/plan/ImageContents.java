package dev.diskwright.core.plan;

import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.SymbolicLink;
import dev.diskwright.core.design.PartitionSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The files of all partitions, as they will stand in the running system: each tree under its mount point.
///
/// @param partitions of the explicit layout
/// @param trees one a partition, in the same order; empty trees where nothing goes
record ImageContents(List<PartitionSpec> partitions, List<FileTree> trees) {
    private static final int MAX_LINKS = 40; // as Linux

    /// {@return index of the partition that a path lies in: the one with the longest mount point above it; -1 if none}
    static int partitionOf(List<PartitionSpec> partitions, String path) {
        return partitionOf(partitions, path, Integer.MAX_VALUE);
    }

    /// The same among mount points of less than `depth` names.
    private static int partitionOf(List<PartitionSpec> partitions, String path, int depth) {
        int best = -1;
        int longest = -1;
        for (int i = 0; i < partitions.size(); i++) {
            PartitionSpec it = partitions.get(i);
            if (it.mount() != null && it.filesystem() != null) {
                List<String> mount = names(it.mount());
                List<String> names = names(path);
                boolean above =
                        names.size() >= mount.size()
                                && names.subList(0, mount.size()).equals(mount);
                if (above && mount.size() > longest && mount.size() < depth) {
                    best = i;
                    longest = mount.size();
                }
            }
        }
        return best;
    }

    /// {@return the path within the partition mounted on `mount`}
    static String below(String mount, String path) {
        List<String> names = names(path);
        return "/" + String.join("/", names.subList(names(mount).size(), names.size()));
    }

    private static List<String> names(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(it -> !it.isEmpty() && !it.equals("."))
                .toList();
    }

    /// {@return whether something stands at `path` in the running system} Symbolic links on the way are not followed.
    boolean holds(String path) {
        return node(path, Integer.MAX_VALUE) != null;
    }

    /// {@return the regular file that the running system would find at `path`, or else one that a mount point would
    /// hide from it; null if there is none} Symbolic links are followed, within the image; `*` in the last name stands
    /// for any characters where only one file matches.
    @Nullable RegularFile file(String path) {
        Located located = locate(path);
        return located == null ? null : located.file();
    }

    /// {@return the directory at `path`; null if there is none} Symbolic links are not followed.
    @Nullable Directory directory(String path) {
        return node(path, Integer.MAX_VALUE) instanceof Directory it ? it : null;
    }

    /// A file, and where it is.
    ///
    /// @param partition index of the one that holds it
    /// @param path within that partition, without links on the way
    record Located(RegularFile file, int partition, String path) {}

    /// {@return the same file as [#file] does, with its place}
    @Nullable Located locate(String path) {
        for (int depth = names(path).size() + 1; depth > 0; depth--) {
            Located found = locate(path, depth);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /// @param depth names that a mount point has less than; deeper ones count as not mounted
    private @Nullable Located locate(String path, int depth) {
        Deque<String> left = new ArrayDeque<>(names(path));
        var done = new ArrayList<String>();
        int links = 0;
        while (!left.isEmpty()) {
            String name = left.removeFirst();
            if (name.equals("..")) {
                if (!done.isEmpty()) {
                    done.removeLast();
                }
                continue;
            }
            done.add(left.isEmpty() ? onlyMatch(done, name, depth) : name);
            FileNode node = node("/" + String.join("/", done), depth);
            if (node instanceof SymbolicLink link) {
                if (++links > MAX_LINKS) {
                    return null;
                }
                done.removeLast();
                if (link.target().startsWith("/")) {
                    done.clear();
                }
                List<String> target = names(link.target());
                for (int i = target.size() - 1; i >= 0; i--) {
                    left.addFirst(target.get(i));
                }
            } else if (left.isEmpty()) {
                return node instanceof RegularFile file ? located(file, done, depth) : null;
            } else if (!(node instanceof Directory)) {
                return null;
            }
        }
        return null;
    }

    private Located located(RegularFile file, List<String> names, int depth) {
        String path = "/" + String.join("/", names);
        int partition = partitionOf(partitions, path, depth);
        String mount = Objects.requireNonNull(partitions.get(partition).mount());
        return new Located(file, partition, below(mount, path));
    }

    /// {@return the one name in a directory that a last name with `*` stands for, or the name itself}
    private String onlyMatch(List<String> directory, String name, int depth) {
        if (name.indexOf('*') < 0
                || !(node("/" + String.join("/", directory), depth) instanceof Directory in)) {
            return name;
        }
        Pattern pattern =
                Pattern.compile(
                        Arrays.stream(name.split("\\*", -1))
                                .map(Pattern::quote)
                                .collect(Collectors.joining(".*")),
                        Pattern.DOTALL);
        List<String> matches =
                IntStream.range(0, in.count())
                        .mapToObj(in::name)
                        .filter(pattern.asMatchPredicate())
                        .toList();
        return matches.size() == 1 ? matches.getFirst() : name;
    }

    private @Nullable FileNode node(String path, int depth) {
        int index = partitionOf(partitions, path, depth);
        if (index < 0) {
            return null;
        }
        String mount = partitions.get(index).mount();
        return mount == null ? null : trees.get(index).find(below(mount, path));
    }
}
