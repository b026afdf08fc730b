/// Container formats, one sub-package each: decoder, encoder and checker of files that hold a disk. Knows nothing of
/// what is inside the disk.
@NullMarked
package dev.diskwright.core.container;

import org.jspecify.annotations.NullMarked;
