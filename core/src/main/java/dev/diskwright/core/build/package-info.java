/// A build as a job: stages, progress, cancellation, output that appears whole or not at all, verification of what was
/// written, and a report. Knows nothing of windows and terminals.
@NullMarked
package dev.diskwright.core.build;

import org.jspecify.annotations.NullMarked;
