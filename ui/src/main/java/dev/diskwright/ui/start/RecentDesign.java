package dev.diskwright.ui.start;

import java.nio.file.Path;

/// A design that was used before.
///
/// @param file its path
/// @param name for people
/// @param folder where it lies, for people
/// @param when it was saved last, for people; empty if it is missing
/// @param missing whether it is no longer there
public record RecentDesign(Path file, String name, String folder, String when, boolean missing) {}
