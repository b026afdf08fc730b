/// The Virtual Hard Disk format of Virtual PC and Hyper-V, version 1.0 (Microsoft, "Virtual Hard Disk Image Format
/// Specification", 2006); `vpc` in QEMU. Everything is big-endian, offsets in tables are in sectors of 512 bytes.
///
/// ```
/// fixed:  disk | footer
///
///         0        512              1536
/// dynamic +--------+----------------+-------+--------+-----------+--------+-----------+---+--------+
///         | copy of| dynamic header | BAT   | sector | block     | sector | block     | … | footer |
///         | footer |                |       | bitmap | of 2 MiB  | bitmap |           |   |        |
///         +--------+----------------+-------+--------+-----------+--------+-----------+---+--------+
/// ```
///
/// A bit of a sector bitmap, the highest of a byte first, says that the sector is in this file. Where it is clear, a
/// differencing disk has the sector of its parent, and a dynamic one zeros: that is the specification and what Hyper-V
/// does, while QEMU looks at no bitmap. The checker tells where that makes a difference.
///
/// The size of a disk is the footer's current size, unless the creator is known to count in cylinders, heads and sectors.
/// Read: fixed, dynamic and differencing disks. Written: fixed and dynamic ones.
@NullMarked
package dev.diskwright.core.container.vhd;

import org.jspecify.annotations.NullMarked;
