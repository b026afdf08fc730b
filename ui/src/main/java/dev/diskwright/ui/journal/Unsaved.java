package dev.diskwright.ui.journal;

import dev.diskwright.core.design.Design;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Unsaved work as a journal keeps it.
///
/// @param file that the design was opened from or saved to; null if it never was
/// @param base fingerprint of the value that lay in the file, as [Fingerprints] makes it; empty without a file
/// @param design as it was edited last
/// @param kept when it was kept
public record Unsaved(@Nullable Path file, String base, Design design, Instant kept) {}
