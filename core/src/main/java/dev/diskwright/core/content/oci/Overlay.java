package dev.diskwright.core.content.oci;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.SymbolicLink;
import dev.diskwright.core.content.TreeBuilder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Layers put one over the other ("Layer Filesystem Changeset"). What a layer takes away is gone before its own files
/// come, in whatever order the archive has both.
final class Overlay {
    private static final String WHITEOUT = ".wh.";
    private static final String AUFS = ".wh..wh."; // what that file system keeps for itself
    private static final String OPAQUE = ".wh..wh..opq";
    private static final int MAX_LINKS = 40; // as Linux

    private final Attributes implied;
    private final Folder top;

    /// @param implied attributes, by identity, of directories that a layer has no entry for
    Overlay(Attributes implied) {
        this.implied = implied;
        top = new Folder(implied, 0);
    }

    private static final class Folder {
        final Map<String, Object> entries = new HashMap<>(4); // folders, and nodes of files
        final int depth;
        Attributes attributes;

        Folder(Attributes attributes, int depth) {
            this.attributes = attributes;
            this.depth = depth;
        }

        Directory build() {
            Map<String, FileNode> nodes = HashMap.newHashMap(entries.size());
            entries.forEach((name, entry) ->
                    nodes.put(
                            name,
                            entry instanceof Folder folder ? folder.build() : (FileNode) entry));
            return new Directory(attributes, nodes);
        }
    }

    /// Puts a layer over what is there.
    ///
    /// @param where the layer is, for messages
    void apply(Where where, FileTree layer) throws CorruptImageException {
        var linked = new ArrayDeque<Linked>();
        put(where, layer.root(), top, "", linked);
        while (!linked.isEmpty()) {
            Linked it = linked.removeFirst();
            put(where, it.directory(), target(where, it.path()), it.path(), linked);
        }
    }

    /// A directory of a layer whose place is a link of an earlier one. Its files come last, when all is there that the link
    /// may lead to.
    private record Linked(Directory directory, String path) {}

    private void put(Where where, Directory from, Folder to, String path, Deque<Linked> linked)
            throws CorruptImageException {
        if (!isImplied(from)) {
            to.attributes = from.attributes();
        }
        if (from.get(OPAQUE) != null) {
            to.entries.clear();
        }
        for (int i = 0; i < from.count(); i++) {
            String name = from.name(i);
            if (name.startsWith(WHITEOUT) && !name.startsWith(AUFS)) {
                to.entries.remove(name.substring(WHITEOUT.length()));
            }
        }
        for (int i = 0; i < from.count(); i++) {
            String name = from.name(i);
            if (name.startsWith(WHITEOUT)) {
                continue;
            }
            if (!(from.node(i) instanceof Directory it)) {
                to.entries.put(name, from.node(i));
                continue;
            }
            String at = path + "/" + name;
            switch (to.entries.get(name)) {
                case Folder folder -> put(where, it, folder, at, linked);
                case SymbolicLink _ when isImplied(it) -> linked.add(new Linked(it, at));
                case null, default -> put(where, it, make(where, to, name), at, linked);
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // identity is the point
    private boolean isImplied(Directory it) {
        return it.attributes() == implied;
    }

    /// {@return where the files of a layer's directory go, for which the layer has no entry, and an earlier one a link} As with
    /// `/lib` to `usr/lib`: they go where that leads to, which is made if it is not there.
    private Folder target(Where where, String path) throws CorruptImageException {
        if (follow(path, where) instanceof Folder folder) {
            return folder;
        }
        throw new CorruptImageException(
                where.structure("directory \"%s\"".formatted(path), 0),
                "a link in an earlier layer that does not lead to a directory",
                "a directory");
    }

    private Folder make(Where where, Folder in, String name) throws CorruptImageException {
        if (in.depth >= TreeBuilder.MAX_DEPTH) {
            throw new CorruptImageException(
                    where,
                    "a path deeper than %d directories".formatted(TreeBuilder.MAX_DEPTH),
                    "layers that make a shallower tree");
        }
        var made = new Folder(implied, in.depth + 1);
        in.entries.put(name, made);
        return made;
    }

    /// {@return the file at `path` of the layers so far, by way of their links; null if there is none}
    @Nullable FileNode file(String path) {
        try {
            return follow(path, null) instanceof FileNode file ? file : null;
        } catch (CorruptImageException e) {
            throw new IllegalStateException(e); // nothing is made
        }
    }

    /// {@return the folder or file that stands there; null if nothing does} What is beyond the top is the top.
    ///
    /// @param making layer for which directories are made that are missing, and a link at the end is followed too; null
    ///     only looks
    private @Nullable Object follow(String path, @Nullable Where making)
            throws CorruptImageException {
        Deque<String> left = new ArrayDeque<>(names(path));
        var way = new ArrayList<>(List.of(top));
        for (int links = 0; !left.isEmpty(); ) {
            String name = left.removeFirst();
            if (name.equals("..")) {
                if (way.size() > 1) {
                    way.removeLast();
                }
                continue;
            }
            Object entry = way.getLast().entries.get(name);
            if (entry instanceof Folder folder) {
                way.add(folder);
            } else if (entry instanceof SymbolicLink link && (making != null || !left.isEmpty())) {
                if (++links > MAX_LINKS) {
                    return null;
                }
                if (link.target().startsWith("/")) {
                    way.subList(1, way.size()).clear();
                }
                List<String> target = names(link.target());
                for (int i = target.size() - 1; i >= 0; i--) {
                    left.addFirst(target.get(i));
                }
            } else if (entry == null && making != null) {
                way.add(make(making, way.getLast(), name));
            } else {
                return left.isEmpty() ? entry : null;
            }
        }
        return way.getLast();
    }

    private static List<String> names(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(it -> !it.isEmpty() && !it.equals("."))
                .toList();
    }

    FileTree build() {
        return new FileTree(top.build());
    }
}
