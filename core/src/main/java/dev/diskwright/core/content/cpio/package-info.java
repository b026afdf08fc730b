/// Cpio archives as trees: the ASCII forms, which `cpio -H newc`, `crc` and `odc` write (POSIX.1-1997, "pax, extended
/// cpio format"; Linux, `buffer-format.rst`), plain or compressed as a whole. Headers are decoded by Commons Compress.
@NullMarked
package dev.diskwright.core.content.cpio;

import org.jspecify.annotations.NullMarked;
