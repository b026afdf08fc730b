/// FAT12, FAT16 and FAT32 with long names, as EFI system partitions use them.
///
/// ```
/// sector 0   boot sector: BIOS parameter block, label, volume ID, 55 AA at 510
///        1   FSInfo, FAT32 only                      6, 7   copies of 0 and 1, FAT32 only
/// reserved   end of the reserved sectors: first FAT, then a second, equal one
/// FATs       FAT12 and FAT16: root directory of a fixed number of 32-byte entries
/// data       clusters, numbered from 2: directories and files, each a chain in the FAT
/// ```
///
/// The number of clusters alone decides how wide a FAT entry is. The writer keeps 16 clusters away from each limit, lays
/// files out without gaps, directories before what is in them, and computes the FAT when it is read, so that it costs
/// no memory. The reader takes what other makers write, decides FAT32 by the 16-bit FAT size being zero as all systems
/// do, and refuses damage.
///
/// Follows the "Microsoft FAT Specification" of 2005 (the text of fatgen103) and ECMA-107; UEFI 2.11, section 13.3.
@NullMarked
package dev.diskwright.core.fs.fat;

import org.jspecify.annotations.NullMarked;
