package dev.diskwright.ui.contents;

import dev.diskwright.core.design.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Which entry of the contents brings a file, as far as targets alone can tell.
final class Origins {
    private Origins() {}

    /// {@return index of the entry that brings `path`; empty where none or several could}
    ///
    /// @param path absolute path in the running image
    static OptionalInt of(List<Content> contents, String path) {
        var could = new ArrayList<Integer>();
        for (int i = 0; i < contents.size(); i++) {
            String target = contents.get(i).target().replaceAll("/+$", "");
            if (path.equals(target) && !target.isEmpty()) {
                return OptionalInt.of(i);
            }
            if (path.startsWith(target + "/")) {
                could.add(i);
            }
        }
        return could.size() == 1 ? OptionalInt.of(could.getFirst()) : OptionalInt.empty();
    }
}
