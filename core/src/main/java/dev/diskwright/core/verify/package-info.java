/// Looking into disks that exist and judging them: the levels of a disk as one value, and checkers over it. Knows nothing
/// of how an image was made.
@NullMarked
package dev.diskwright.core.verify;

import org.jspecify.annotations.NullMarked;
