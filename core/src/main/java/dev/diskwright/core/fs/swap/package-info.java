/// Swap space of Linux: no file system, but made, named and recognised like one.
///
/// ```
/// header     one page: version, number of pages, bad pages, UUID and label from byte 1024 on; "SWAPSPACE2" at its end
/// pages      of any content
/// ```
///
/// Follows the kernel's `union swap_header` and mkswap(8). Numbers are of the byte order of the machine, here little-endian.
@NullMarked
package dev.diskwright.core.fs.swap;

import org.jspecify.annotations.NullMarked;
