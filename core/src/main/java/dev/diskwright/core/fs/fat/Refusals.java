package dev.diskwright.core.fs.fat;

import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.fs.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Every file of a tree that FAT cannot hold, where the [Inventory] stops at the first.
final class Refusals {
    private final int most;
    private final List<ImageException> first = new ArrayList<>();
    private long files;

    private Refusals(int most) {
        this.most = most;
    }

    /// @param most how many are told one by one
    static Refused of(FileTree tree, int most) {
        var refusals = new Refusals(most);
        refusals.look("", tree.root(), 0);
        return new Refused(refusals.files, refusals.first);
    }

    private interface Rule {
        void check() throws ImageException;
    }

    private void look(String path, Directory directory, int depth) {
        Map<String, String> folded = HashMap.newHashMap(directory.count());
        for (int i = 0; i < directory.count(); i++) {
            String name = directory.name(i);
            String at = path + "/" + name;
            var node = directory.node(i);
            boolean held =
                    holds(() -> {
                        LongName.check(at, name);
                        Inventory.checkCase(at, name, folded);
                        Inventory.refuse(at, node);
                        if (node instanceof Directory) {
                            Inventory.checkDepth(at, depth + 1);
                        }
                    });
            if (node instanceof Directory below && (held || depth < Inventory.DEEPEST)) {
                look(at, below, depth + 1);
            }
        }
    }

    private boolean holds(Rule rule) {
        try {
            rule.check();
            return true;
        } catch (ImageException e) {
            files++;
            if (first.size() < most) {
                first.add(e);
            }
            return false;
        }
    }
}
