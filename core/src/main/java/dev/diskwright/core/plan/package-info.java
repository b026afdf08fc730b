/// From a design to a disk: exact sectors, sizes, identifiers and persistent device names, and the disk itself as a
/// [dev.diskwright.core.block.BlockSource] that nobody has written yet. Knows nothing of output formats.
@NullMarked
package dev.diskwright.core.plan;

import org.jspecify.annotations.NullMarked;
