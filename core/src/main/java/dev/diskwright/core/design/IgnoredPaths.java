package dev.diskwright.core.design;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/// Lets ignored problems follow what they are about when entries of a list move.
final class IgnoredPaths {
    private IgnoredPaths() {}

    /// {@return the design with every ignored problem of an entry of `list` where the entry is now}
    ///
    /// @param list JSON pointer of the list, `/layout/partitions`
    /// @param to index that an entry has now; -1 if it is gone, and its problems with it
    static Design moved(Design design, String list, IntUnaryOperator to) {
        if (design.ignored().isEmpty()) {
            return design;
        }
        var all = new ArrayList<Ignored>();
        for (Ignored it : design.ignored()) {
            int index = index(it.path(), list);
            int now = index < 0 ? -1 : to.applyAsInt(index);
            if (index < 0) {
                all.add(it);
            } else if (now >= 0) {
                String rest = it.path().substring((list + "/" + index).length());
                all.add(it.withPath(list + "/" + now + rest));
            }
        }
        return design.withIgnored(all);
    }

    /// {@return index of the entry that a path leads through; -1 for none}
    private static int index(String path, String list) {
        if (!path.startsWith(list + "/")) {
            return -1;
        }
        String rest = path.substring(list.length() + 1);
        String index = rest.indexOf('/') < 0 ? rest : rest.substring(0, rest.indexOf('/'));
        return index.matches("0|[1-9][0-9]{0,8}") ? Integer.parseInt(index) : -1;
    }

    /// {@return where the entries of `before` are in `after`; one that was changed in its place stays}
    static IntUnaryOperator between(List<?> before, List<?> after) {
        return index -> {
            if (index >= before.size()) {
                return index;
            }
            boolean same = index < after.size() && before.get(index).equals(after.get(index));
            int now = same ? index : after.indexOf(before.get(index));
            return now < 0 && before.size() == after.size() ? index : now;
        };
    }
}
