package dev.diskwright.core.build;

/// One thing that verification held against the design, or that the report states without comparing it.
///
/// @param group heading it stands under: `Container`, `Table`, `Partition 2, root`, `Contents`, `Reproducible`
/// @param name what was looked at
/// @param expected as designed; empty for what is only stated
/// @param found as read back from the image
/// @param offset where it stands on the disk, in bytes; -1 for nowhere in particular
/// @param passed whether the two agree
public record Check(
        String group, String name, String expected, String found, long offset, boolean passed) {
    /// {@return a comparison of text}
    static Check compare(String group, String name, String expected, String found, long offset) {
        return new Check(group, name, expected, found, offset, expected.equals(found));
    }

    /// {@return a statement}
    static Check state(String group, String name, String found) {
        return new Check(group, name, "", found, -1, true);
    }

    /// {@return whether something was compared}
    public boolean isComparison() {
        return !expected.isEmpty();
    }
}
