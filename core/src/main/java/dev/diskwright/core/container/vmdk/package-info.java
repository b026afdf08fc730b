/// VMware's format ("Virtual Disk Format 5.0"). Everything is little-endian; offsets count sectors of 512 bytes. A disk
/// is described by a text, which lies in a file of its own or inside the only extent, and stored in extents side by
/// side. An extent is plain bytes (flat), zeros, or sparse: grains of 64 KiB that a directory of tables refers to.
///
/// ```
/// monolithicSparse    +--------+------------+------+------------+------+-----------------+--------+
///                     | header | descriptor | rgd  | its tables | gd   | its tables      | grains |
///                     +--------+------------+------+------------+------+-----------------+--------+
///
/// streamOptimized     +--------+------------+--------+----+--------+----+----+--------+---------------+
///                     | header | descriptor | grains | gt | grains | gt | gd | footer | end of stream |
///                     +--------+------------+--------+----+--------+----+----+--------+---------------+
///                       gd: -1                each part begins with a marker     the real gd
///
/// monolithicFlat      a descriptor, and the disk's bytes in another file
/// ```
///
/// Read: all of these, with the directory of a stream in front as well; several extents (twoGbMaxExtentSparse and
/// -Flat, vmfs, vmfsSparse with its own COWD header), versions 1 to 3, zeroed grains, chains of parents. Not supported,
/// by name: seSparse, raw devices. Written: the three above.
@NullMarked
package dev.diskwright.core.container.vmdk;

import org.jspecify.annotations.NullMarked;
