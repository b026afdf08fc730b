/// ISO 9660, the file system of CDs and installation images, which is only read: ECMA-119 with Rock Ridge, Joliet and El
/// Torito.
///
/// ```
/// sectors 0 to 15      whatever starts the disk, such as an MBR and a GPT
/// descriptors          from sector 16, one a sector: boot record, primary, supplementary (Joliet), terminator
/// path tables          directories by level, in both byte orders, once for each tree
/// directories          records that do not cross sectors, `.` and `..` first; each has the place and the size of a file
/// boot catalogue       validation entry, then what firmware of each platform may start
/// files                in whole blocks; one of several extents has a record for each
///
/// record               place, size, time, flags, identifier; then system use entries: name, kind and owner of POSIX files
///                      (Rock Ridge), with a continuation elsewhere where they are long
/// ```
///
/// Most numbers are stored twice, little-endian and then big-endian. Follows ECMA-119 (4th edition), IEEE P1281 (SUSP) and
/// P1282 (RRIP), the Joliet specification and El Torito 1.0; where they are silent, what Linux and libarchive accept.
@NullMarked
package dev.diskwright.core.fs.iso9660;

import org.jspecify.annotations.NullMarked;
