/// A disk image without a container: the file is the disk, byte for byte. What is zero is left out when writing, so that
/// the file system of the host stores holes.
@NullMarked
package dev.diskwright.core.container.raw;

import org.jspecify.annotations.NullMarked;
