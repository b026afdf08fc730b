package dev.diskwright.core.design;

/// A way to mend a problem.
///
/// @param label what it does and to what effect, as a button says it: `Grow the disk to 4.25 GiB`
/// @param edit that does it
public record Fix(String label, Edit edit) {}
