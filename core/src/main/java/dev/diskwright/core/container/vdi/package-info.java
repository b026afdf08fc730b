/// VirtualBox's Virtual Disk Image, version 1.1 (`VDICore.h` in VirtualBox's source; there is no other specification).
/// Everything is little-endian; the disk is cut into blocks of usually 1 MiB.
///
/// ```
///  0       512                data offset (1 MiB, or more for large maps)
/// +--------+-----------------+---------+---------+---------
/// | header | block map:      | block 0 | block 1 | …
/// |        | u32 per block   |         |         |
/// +--------+-----------------+---------+---------+---------
/// ```
///
/// A block's entry in the map is its index in the data area; 0xffffffff means never written, 0xfffffffe given back: both
/// read as zeros. Read and written: dynamic and fixed images. Not supported: undo and differencing images, and the
/// versions before 1.1.
@NullMarked
package dev.diskwright.core.container.vdi;

import org.jspecify.annotations.NullMarked;
