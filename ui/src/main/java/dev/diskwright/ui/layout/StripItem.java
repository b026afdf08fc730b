package dev.diskwright.ui.layout;

import dev.diskwright.ui.document.Selected;
import org.jspecify.annotations.Nullable;

/// A segment as the strip and the table show it: words and numbers only.
///
/// @param id of its node: `block-<n>`, `free-<n>`, `struct-<n>`
/// @param target what is selected with it
/// @param role null for free space and structures
/// @param number in the table, as words; empty for none
/// @param name for people
/// @param type of the partition, as the document calls it
/// @param offset of its first byte
/// @param bytes its size
/// @param start for people
/// @param size for people
/// @param exactStart in bytes, for people
/// @param exactSize in bytes, for people
/// @param expression how the size is stated; empty where nobody states it
/// @param fileSystem for people; empty for none
/// @param mount mount point; empty for none
/// @param fill share of the size that the contents need, 0 to 1; negative where that means nothing
/// @param fillText the same for people
/// @param pinned whether its start is given
/// @param fit whether its size follows its contents
/// @param problem worst kind of problem: `error`, `warning`, `hint`; empty for none
/// @param problemText what is wrong, for a bubble
/// @param description one sentence for screen readers
/// @param state of its contents: `empty`, `missing`, or empty for neither
/// @param isOdd whether it begins off the grain
public record StripItem(
        String id,
        Selected target,
        @Nullable Role role,
        String number,
        String name,
        String type,
        long offset,
        long bytes,
        String start,
        String size,
        String exactStart,
        String exactSize,
        String expression,
        String fileSystem,
        String mount,
        double fill,
        String fillText,
        boolean pinned,
        boolean fit,
        String problem,
        String problemText,
        String description,
        String state,
        boolean isOdd) {
    /// {@return offset behind its last byte}
    public long end() {
        return offset + bytes;
    }

    /// {@return index of the partition in the explicit layout; -1 if it is none}
    public int index() {
        return target instanceof Selected.Partition(int index) ? index : -1;
    }

    /// {@return whether it is free space}
    public boolean isFree() {
        return target instanceof Selected.Free;
    }

    /// {@return whether it is a structure}
    public boolean isStructure() {
        return target instanceof Selected.Structure;
    }
}
