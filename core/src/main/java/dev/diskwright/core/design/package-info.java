/// The design document: immutable records, JSON in and out, edits, diagnostics. Knows nothing of files, devices and how
/// anything is built.
///
/// [Design] is the value; [DesignJson] reads and writes it; [DesignChecks] finds what is wrong in it alone; [Edit]
/// changes it. What only shows when sources are read and sizes are resolved is found by the planner.
@NullMarked
package dev.diskwright.core.design;

import org.jspecify.annotations.NullMarked;
