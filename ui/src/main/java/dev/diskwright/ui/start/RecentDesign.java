package dev.diskwright.ui.start;

import java.nio.file.Path;

/// A design that was used before.
///
/// @param file its path
/// @param name for people
/// @param folder where it lies, for people
/// @param missing whether it is no longer there
public record RecentDesign(Path file, String name, String folder, boolean missing) {}
