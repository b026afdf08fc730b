package dev.diskwright.ui.image;

import dev.diskwright.ui.build.Fact;
import dev.diskwright.ui.layout.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A level of an image, as the tree and its details show it.
///
/// @param id `file`, `disk`, `disk-<name>`, `table` or `part-<number>`
/// @param kind what it is, for its icon: `file`, `disk`, `snapshot`, `attachment`, `table` or `part`
/// @param label in the tree
/// @param note beside the label, in the tree
/// @param title of its details
/// @param facts its details
/// @param problem what is wrong with it, as a sentence; empty for nothing
/// @param listed whether its details list the partitions
/// @param role of a partition; null for anything else
/// @param children the levels below
public record ImageNode(
        String id,
        String kind,
        String label,
        String note,
        String title,
        List<Fact> facts,
        String problem,
        boolean listed,
        @Nullable Role role,
        List<ImageNode> children) {
    /// Copies the lists.
    public ImageNode {
        facts = List.copyOf(facts);
        children = List.copyOf(children);
    }

    /// {@return the node of that id here or below; null for none}
    public @Nullable ImageNode find(String wanted) {
        if (id.equals(wanted)) {
            return this;
        }
        for (ImageNode it : children) {
            ImageNode found = it.find(wanted);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
