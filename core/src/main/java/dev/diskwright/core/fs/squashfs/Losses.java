package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.fs.Lost;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// What a tree has that no squashfs keeps.
final class Losses {
    private final int most;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<FileNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private long files;

    private Losses(int most) {
        this.most = most;
    }

    /// {@return how many files and directories lose something, and the first `most` things that are lost}
    static Lost of(FileTree tree, int most) {
        var losses = new Losses(most);
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
        for (String name : node.attributes().xattrs().keySet()) {
            if (XattrNames.of(name).isEmpty()) {
                lost = true;
                if (findings.size() < most) {
                    String what =
                            name.startsWith("system.posix_acl")
                                    ? "the access control list " + name
                                    : "the extended attribute " + name;
                    findings.add(
                            Finding.warning(Where.file(path), what + " is not kept on squashfs"));
                }
            }
        }
        files += lost ? 1 : 0;
    }
}
