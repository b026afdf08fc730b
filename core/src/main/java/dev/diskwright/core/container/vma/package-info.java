/// Proxmox's archive of a virtual machine, version 1 (vma_spec.txt and vma-writer.c in Proxmox's QEMU): several disks,
/// configuration files, holes left out. Everything is big-endian, but for the lengths of blobs.
///
/// ```
/// +--------------------------+-------+--------+-----------------------+--------+---------------
/// | header, 12288 bytes      | blobs | extent | blocks of 4 KiB that  | extent | blocks
/// | configs, device table    | names,| header | are not zero, of up   | header |     ...
/// |                          | data  | 512    | to 59 clusters        |        |
/// +--------------------------+-------+--------+-----------------------+--------+---------------
/// ```
///
/// An extent header names, for each of its clusters of 64 KiB, the device, the number of the cluster and which of its
/// 16 blocks follow. Every cluster of every device is listed once, zero ones too; clusters may come in any order. Nothing
/// follows the last extent. The headers have MD5 sums, the data has none.
///
/// Written: devices one behind the other, clusters ascending, 58 to an extent as Proxmox's own writer does. Which extent a
/// cluster is in follows from its number alone, so that blocks can be compressed on all cores. In a compressed archive the
/// headers are stored members of their own, so that they too can be completed at the end.
@NullMarked
package dev.diskwright.core.container.vma;

import org.jspecify.annotations.NullMarked;
