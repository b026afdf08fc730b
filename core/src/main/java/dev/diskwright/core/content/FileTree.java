package dev.diskwright.core.content;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A tree of files: what goes into a file system and what comes out of one.
///
/// @param root its top directory, whose attributes count too
public record FileTree(Directory root) {
    /// {@return an empty tree whose top directory belongs to root, mode 0755}
    ///
    /// @param seconds modification time of the top directory since 1970-01-01 UTC
    public static FileTree empty(long seconds) {
        return new FileTree(new Directory(Attributes.root(0755, seconds), Map.of()));
    }

    /// {@return the node at `path`, null if there is none} Symbolic links are not followed.
    ///
    /// @param path names joined by `/`; a leading or doubled `/` and `.` are ignored, `..` finds nothing
    public @Nullable FileNode find(String path) {
        FileNode node = root;
        for (String name : path.split("/", -1)) {
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            node = node instanceof Directory directory ? directory.get(name) : null;
            if (node == null) {
                return null;
            }
        }
        return node;
    }

    /// {@return whether `other` holds the same files under the same names} Two files are the same only if they are one node;
    /// directories are by what is in them. Reads nothing.
    public boolean isSame(FileTree other) {
        return isSame(root, other.root);
    }

    @SuppressWarnings("ReferenceEquality") // identity is the point
    private static boolean isSame(FileNode one, FileNode other) {
        if (one == other) {
            return true;
        }
        if (!(one instanceof Directory a)
                || !(other instanceof Directory b)
                || a.count() != b.count()
                || !a.attributes().equals(b.attributes())) {
            return false;
        }
        for (int i = 0; i < a.count(); i++) {
            if (!a.name(i).equals(b.name(i)) || !isSame(a.node(i), b.node(i))) {
                return false;
            }
        }
        return true;
    }

    /// Visits every entry below the top directory, each directory before what is in it, in the order of names' bytes.
    public void walk(Visitor visitor) throws IOException {
        walk("", root, visitor);
    }

    private static void walk(String path, Directory directory, Visitor visitor) throws IOException {
        for (int i = 0; i < directory.count(); i++) {
            String at = path + "/" + directory.name(i);
            FileNode node = directory.node(i);
            visitor.visit(at, node);
            if (node instanceof Directory below) {
                walk(at, below, visitor);
            }
        }
    }

    /// Told of each entry.
    @FunctionalInterface
    public interface Visitor {
        /// @param path absolute within the tree, `/etc/passwd`
        void visit(String path, FileNode node) throws IOException;
    }
}
