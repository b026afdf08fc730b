package dev.diskwright.core.fs.fat;

import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.fs.Lost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Supplier;

/// What a tree has that FAT files have not.
final class Losses {
    private final int most;
    private final boolean times;
    private final List<Finding> findings = new ArrayList<>();
    private final IdentityHashMap<FileNode, String> seen = new IdentityHashMap<>();
    private long files;
    private boolean lost;

    private Losses(int most, boolean times) {
        this.most = most;
        this.times = times;
    }

    /// {@return a warning for everything of `tree` that is not kept}
    static List<Finding> of(FileTree tree) {
        return walked(tree, Integer.MAX_VALUE, true).findings;
    }

    /// {@return how many files and directories of `tree` lose something but their time, and the first `most` warnings}
    static Lost brief(FileTree tree, int most) {
        Losses losses = walked(tree, most, false);
        return new Lost(losses.files, losses.findings);
    }

    private static Losses walked(FileTree tree, int most, boolean times) {
        var losses = new Losses(most, times);
        losses.attributes("/", tree.root());
        losses.count();
        try {
            tree.walk(losses::visit);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the visitor reads nothing
        }
        return losses;
    }

    private void visit(String path, FileNode node) {
        String other = node instanceof Directory ? null : seen.putIfAbsent(node, path);
        if (other != null) {
            lose(path, () -> "the hard link to %s becomes a copy".formatted(other));
        }
        attributes(path, node);
        count();
    }

    private void count() {
        files += lost ? 1 : 0;
        lost = false;
    }

    private void attributes(String path, FileNode node) {
        Attributes it = node.attributes();
        if (it.uid() != 0 || it.gid() != 0) {
            lose(path, () -> "the owner %d:%d is not kept".formatted(it.uid(), it.gid()));
        }
        int kept = FatMode.of(node instanceof Directory, FatMode.isReadOnly(it.mode()));
        if (it.mode() != kept) {
            lose(path, () -> "the mode %04o becomes %04o".formatted(it.mode(), kept));
        }
        for (String name : it.xattrs().keySet()) {
            lose(path, () -> "the extended attribute %s is not kept".formatted(name));
        }
        if (times && (it.seconds() < DosTime.FIRST || it.seconds() > DosTime.LAST)) {
            lose(
                    path,
                    () ->
                            "the time is moved to %d"
                                    .formatted(it.seconds() < DosTime.FIRST ? 1980 : 2107));
        }
    }

    private void lose(String path, Supplier<String> sentence) {
        lost = true;
        if (findings.size() < most) {
            findings.add(Finding.warning(Where.file(path), sentence.get() + " on FAT"));
        }
    }
}
