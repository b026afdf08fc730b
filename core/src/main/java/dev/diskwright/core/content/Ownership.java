package dev.diskwright.core.content;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// The mode and owner that a list of contents gives to all of an entry.
///
/// @param mode permission bits, -1 to keep each file's own; links have none
/// @param uid owner, -1 to keep each file's own
/// @param gid group, -1 to keep each file's own
record Ownership(int mode, long uid, long gid) {
    /// Every file keeps its own.
    static final Ownership KEPT = new Ownership(-1, -1, -1);

    /// {@return the files, with all below them, with these attributes; those with several names stay one}
    Map<String, FileNode> apply(Map<String, FileNode> files) {
        if (equals(KEPT)) {
            return files;
        }
        var done = new IdentityHashMap<FileNode, FileNode>();
        var changed = new LinkedHashMap<String, FileNode>();
        files.forEach((name, node) -> changed.put(name, apply(node, done)));
        return changed;
    }

    private FileNode apply(FileNode node, Map<FileNode, FileNode> done) {
        FileNode known = done.get(node);
        if (known != null) {
            return known;
        }
        Attributes attributes = node.attributes();
        if (mode >= 0 && !(node instanceof SymbolicLink)) {
            attributes = attributes.withMode(mode);
        }
        if (uid >= 0) {
            attributes = attributes.withOwner(uid, gid);
        }
        FileNode changed =
                switch (node) {
                    case Directory directory -> directory(attributes, directory, done);
                    case RegularFile file -> new RegularFile(attributes, file.content());
                    case SymbolicLink link -> new SymbolicLink(attributes, link.target());
                    case SpecialFile file ->
                            new SpecialFile(attributes, file.kind(), file.major(), file.minor());
                };
        done.put(node, changed);
        return changed;
    }

    private Directory directory(
            Attributes attributes, Directory directory, Map<FileNode, FileNode> done) {
        Map<String, FileNode> entries = HashMap.newHashMap(directory.count());
        for (int i = 0; i < directory.count(); i++) {
            entries.put(directory.name(i), apply(directory.node(i), done));
        }
        return new Directory(attributes, entries);
    }
}
