package dev.diskwright.core.content;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Puts a [FileTree] together from several origins, in order. Nothing that is put can land outside its path: `..` is
/// refused, and so is a path that leads through a symbolic link of the tree.
///
/// - Directories that are missing on the way are implied: root's, mode 0755, with the builder's time. The first origin
///   that puts one explicitly gives its attributes; others only add what is in it.
/// - A second file at one path is refused when it comes from another origin. Within one origin the later one wins, as
///   when an archive is unpacked.
///
/// What is wrong is told as a noun with its clause (`a second /etc/motd, after the one of base.tar`); what is refused
/// leaves no trace. Directories that meet no other stay as they are; of the others an entry takes some 120 bytes beside the
/// nodes. Not for several threads.
public final class TreeBuilder {
    /// Directories a path may lead through.
    public static final int MAX_DEPTH = 1024;

    private final Attributes implied;
    private final Folder top;

    /// @param seconds modification time of implied directories since 1970-01-01 UTC
    public TreeBuilder(long seconds) {
        this(Attributes.root(0755, seconds));
    }

    /// @param implied attributes of implied directories, which so can be told from others
    public TreeBuilder(Attributes implied) {
        this.implied = implied;
        top = implied();
    }

    /// What stands under a name.
    private sealed interface Entry {}

    private record File(FileNode node, Object origin) implements Entry {}

    /// A directory that nothing else was put into.
    private record Whole(Directory directory, Object origin) implements Entry {}

    private static final class Folder implements Entry {
        final Map<String, Entry> entries = new HashMap<>(4);
        Attributes attributes;
        @Nullable Object origin; // null while implied

        Folder(Attributes attributes) {
            this.attributes = attributes;
        }

        void adopt(Attributes given, Object from) {
            if (origin == null || origin.equals(from)) {
                attributes = given;
                origin = from;
            }
        }

        /// {@return what is under that name, a directory ready to be put into}
        @Nullable Entry open(String name) {
            Entry entry = entries.get(name);
            if (entry instanceof Whole(var directory, var from)) {
                var folder = new Folder(directory.attributes());
                folder.origin = from;
                for (int i = 0; i < directory.count(); i++) {
                    FileNode node = directory.node(i);
                    folder.entries.put(
                            directory.name(i),
                            node instanceof Directory below
                                    ? new Whole(below, from)
                                    : new File(node, from));
                }
                entries.put(name, folder);
                return folder;
            }
            return entry;
        }

        boolean isVoid() {
            return origin == null && entries.isEmpty();
        }

        Directory build() {
            Map<String, FileNode> nodes = HashMap.newHashMap(entries.size());
            entries.forEach((name, entry) ->
                    nodes.put(
                            name,
                            switch (entry) {
                                case Folder folder -> folder.build();
                                case Whole whole -> whole.directory;
                                case File file -> file.node;
                            }));
            return new Directory(attributes, nodes);
        }
    }

    private Folder implied() {
        return new Folder(implied);
    }

    /// Puts `node` at `path`, a directory with all that is in it.
    ///
    /// @param path names joined by `/`; a leading or doubled `/` and `.` are ignored
    /// @param origin what brings it; its text names it in messages
    /// @param problems told of everything that is refused
    public void put(String path, FileNode node, Object origin, Consumer<String> problems) {
        List<String> names = names(path, problems);
        if (names == null) {
            return;
        }
        if (names.isEmpty()) {
            if (node instanceof Directory directory) {
                merge(top, "", directory, origin, problems, 0);
            } else {
                problems.accept("a file in the place of the top directory");
            }
            return;
        }
        Folder folder = top;
        var at = new StringBuilder();
        for (String name : names.subList(0, names.size() - 1)) {
            at.append('/').append(name);
            Entry entry = folder.open(name);
            switch (entry) {
                case null -> {
                    Folder missing = implied();
                    folder.entries.put(name, missing);
                    folder = missing;
                }
                case Folder existing -> folder = existing;
                case Whole _ -> throw new IllegalStateException(name); // is opened
                case File file -> {
                    problems.accept(through(at.toString(), file));
                    return;
                }
            }
        }
        String parent = at.toString();
        putInto(folder, parent, names.getLast(), node, origin, problems, names.size());
    }

    private static String through(String at, File file) {
        return file.node instanceof SymbolicLink link
                ? "a path that would leave its target through the link %s -> %s"
                        .formatted(at, link.target())
                : "a path below %s, which is a file of %s".formatted(at, file.origin);
    }

    private void putInto(
            Folder folder,
            String parent,
            String name,
            FileNode node,
            Object origin,
            Consumer<String> problems,
            int depth) {
        Entry existing = node instanceof Directory ? folder.open(name) : folder.entries.get(name);
        String at = parent + "/" + name;
        if (existing instanceof File file && !file.origin.equals(origin)) {
            problems.accept("a second %s, after the one of %s".formatted(at, file.origin));
        } else if (node instanceof Directory directory) {
            if (existing instanceof Folder present) {
                merge(present, at, directory, origin, problems, depth);
            } else if (depth + directory.height() > MAX_DEPTH) {
                problems.accept(tooDeep());
            } else {
                folder.entries.put(name, new Whole(directory, origin));
            }
        } else if (existing instanceof Folder present) {
            problems.accept(directoryThere(at, present.origin));
        } else if (existing instanceof Whole present) {
            problems.accept(directoryThere(at, present.origin));
        } else {
            folder.entries.put(name, new File(node, origin));
        }
    }

    private static String directoryThere(String at, @Nullable Object origin) {
        return "a file at %s, where %s has a directory"
                .formatted(at, origin == null ? "an earlier path" : origin);
    }

    private void merge(
            Folder folder,
            String at,
            Directory directory,
            Object origin,
            Consumer<String> problems,
            int depth) {
        folder.adopt(directory.attributes(), origin);
        if (directory.count() > 0 && depth >= MAX_DEPTH) {
            problems.accept(tooDeep());
            return;
        }
        for (int i = 0; i < directory.count(); i++) {
            putInto(folder, at, directory.name(i), directory.node(i), origin, problems, depth + 1);
        }
    }

    private static String tooDeep() {
        return "a path deeper than %d directories".formatted(MAX_DEPTH);
    }

    /// {@return the names that count, null if the path is refused}
    private static @Nullable List<String> names(String path, Consumer<String> problems) {
        var names = new ArrayList<String>();
        for (int start = 0; start < path.length(); ) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            String name = path.substring(start, end);
            if (name.equals("..")) {
                problems.accept("a path that would leave its target by \"..\"");
                return null;
            }
            if (name.indexOf(0) >= 0) {
                problems.accept("a path with a NUL in it");
                return null;
            }
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
            start = end + 1;
        }
        if (names.size() > MAX_DEPTH) {
            problems.accept(tooDeep());
            return null;
        }
        return names;
    }

    /// {@return the file at `path` so far, null if nothing is there or a directory} Links are not followed.
    public @Nullable FileNode file(String path) {
        List<String> names = names(path, _ -> {});
        if (names == null) {
            return null;
        }
        Entry entry = top;
        for (String name : names) {
            entry = entry instanceof Folder folder ? folder.open(name) : null;
        }
        return entry instanceof File file ? file.node : null;
    }

    /// Takes out what is below `path`, to be a tree of its own that is mounted there. The directory itself stays, empty, if
    /// it was put; one that is only implied goes, and so do those above it that nothing else is in.
    ///
    /// @param path without `..`
    /// @return what was there, the directory's attributes included; null if no directory is
    public @Nullable FileTree cut(String path) {
        List<String> names = names(path, _ -> {});
        var above = new ArrayList<Folder>();
        Folder folder = top;
        for (String name : names == null ? List.<String>of() : names) {
            above.add(folder);
            if (!(folder.open(name) instanceof Folder below)) {
                return null;
            }
            folder = below;
        }
        var tree = new FileTree(folder.build());
        folder.entries.clear();
        for (int i = above.size() - 1; i >= 0 && folder.isVoid(); i--) {
            folder = above.get(i);
            folder.entries.remove(Objects.requireNonNull(names).get(i));
        }
        return tree;
    }

    /// {@return the tree}
    public FileTree build() {
        return new FileTree(top.build());
    }
}
