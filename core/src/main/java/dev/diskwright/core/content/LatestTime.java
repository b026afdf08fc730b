package dev.diskwright.core.content;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Holds the times of a tree down to one moment: what is later becomes that moment, what is earlier stays, as
/// `SOURCE_DATE_EPOCH` has it. So files that were checked out or unpacked just now have the same time everywhere.
public final class LatestTime {
    private final long seconds;
    private final IdentityHashMap<FileNode, FileNode> done = new IdentityHashMap<>();

    private LatestTime(long seconds) {
        this.seconds = seconds;
    }

    /// {@return the tree with no time after `seconds` since 1970-01-01 UTC; hard links stay hard links}
    public static FileTree hold(FileTree tree, long seconds) {
        return new FileTree((Directory) new LatestTime(seconds).node(tree.root()));
    }

    /// {@return the same of files that belong together, under their names}
    static Map<String, FileNode> hold(Map<String, FileNode> files, long seconds) {
        var time = new LatestTime(seconds);
        var held = new LinkedHashMap<String, FileNode>();
        files.forEach((name, node) -> held.put(name, time.node(node)));
        return held;
    }

    private FileNode node(FileNode node) {
        FileNode known = done.get(node);
        if (known != null) {
            return known;
        }
        Attributes attributes = attributes(node.attributes());
        FileNode held =
                switch (node) {
                    case Directory it -> directory(it, attributes);
                    case RegularFile it -> new RegularFile(attributes, it.content());
                    case SymbolicLink it -> new SymbolicLink(attributes, it.target());
                    case SpecialFile it ->
                            new SpecialFile(attributes, it.kind(), it.major(), it.minor());
                };
        done.put(node, held);
        return held;
    }

    private Directory directory(Directory directory, Attributes attributes) {
        Map<String, FileNode> entries = HashMap.newHashMap(directory.count());
        for (int i = 0; i < directory.count(); i++) {
            entries.put(directory.name(i), node(directory.node(i)));
        }
        return new Directory(attributes, entries);
    }

    private Attributes attributes(Attributes it) {
        boolean later = it.seconds() > seconds || it.seconds() == seconds && it.nanos() > 0;
        return later ? new Attributes(it.mode(), it.uid(), it.gid(), seconds, 0, it.xattrs()) : it;
    }
}
