/// Hyper-V's Virtual Hard Disk v2 (Microsoft, \[MS-VHDX\], to whose sections the comments refer). Everything is
/// little-endian; everything behind the header section lies at multiples of 1 MiB.
///
/// ```
///  0        64 KiB     128 KiB    192 KiB   256 KiB       1 MiB
/// +--------+----------+----------+---------+---------+---+-----+----------+-----+---------+---------+----
/// | file   | header 1 | header 2 | region  | its copy|   | log | metadata | BAT | payload | payload | …
/// | type   |          |          | table   |         |   |     |          |     | block   | block   |
/// +--------+----------+----------+---------+---------+---+-----+----------+-----+---------+---------+----
/// ```
///
/// Of the headers the one with the higher sequence number counts. If it says that the log is in use, the newest complete
/// sequence of log entries is laid over the file before anything else is read; the file itself is not touched. The BAT
/// has an entry for each payload block and, after each chunk of them, one for a sector bitmap, which only differencing
/// disks have.
///
/// Read: fixed, dynamic and differencing disks, sectors of 512 and 4096 bytes. Written: fixed and dynamic ones.
@NullMarked
package dev.diskwright.core.container.vhdx;

import org.jspecify.annotations.NullMarked;
