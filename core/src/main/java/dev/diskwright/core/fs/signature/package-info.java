/// What is recognised by its superblock and named, and neither read nor written: xfs, btrfs, NTFS, exFAT, F2FS, LUKS, LVM,
/// ZFS, Linux's software RAID.
///
/// Follows each format's own description of its superblock, and names types as blkid(8) does.
@NullMarked
package dev.diskwright.core.fs.signature;

import org.jspecify.annotations.NullMarked;
