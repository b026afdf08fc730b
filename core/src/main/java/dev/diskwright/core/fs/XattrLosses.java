package dev.diskwright.core.fs;

import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/// What of extended attributes a file system does not keep.
public final class XattrLosses {
    private final String type;
    private final BiPredicate<String, byte[]> kept;
    private final int most;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<FileNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private long files;

    private XattrLosses(String type, BiPredicate<String, byte[]> kept, int most) {
        this.type = type;
        this.kept = kept;
        this.most = most;
    }

    /// {@return how many files and directories lose something, and the first `most` things that are lost}
    ///
    /// @param type of the file system, for messages
    /// @param kept whether an attribute of that name and value is kept
    public static Lost of(FileTree tree, String type, BiPredicate<String, byte[]> kept, int most) {
        var losses = new XattrLosses(type, kept, most);
        losses.attributes("/", tree.root());
        losses.below("", tree.root());
        return new Lost(losses.files, losses.findings);
    }

    private void below(String path, Directory directory) {
        for (int i = 0; i < directory.count(); i++) {
            String at = path + "/" + directory.name(i);
            FileNode node = directory.node(i);
            attributes(at, node);
            if (node instanceof Directory inner) {
                below(at, inner);
            }
        }
    }

    private void attributes(String path, FileNode node) {
        if (node.attributes().xattrs().isEmpty() || !seen.add(node)) {
            return;
        }
        boolean lost = false;
        for (Map.Entry<String, byte[]> it : node.attributes().xattrs().entrySet()) {
            String name = it.getKey();
            if (kept.test(name, it.getValue())) {
                continue;
            }
            lost = true;
            if (findings.size() < most) {
                String what =
                        name.startsWith("system.posix_acl")
                                ? "the access control list " + name
                                : "the extended attribute " + name;
                findings.add(Finding.warning(Where.file(path), what + " is not kept on " + type));
            }
        }
        files += lost ? 1 : 0;
    }
}
