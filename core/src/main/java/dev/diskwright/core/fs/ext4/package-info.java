/// ext4, and ext2 and ext3 where they are read: structures, reader, writer and checker.
///
/// ```
/// volume   boot sector(s)  group 0                                    group 1 ...
///          1024 bytes      superblock | descriptors | bitmaps | inode tables | data blocks
///
/// group    2^n blocks, described by one GroupDescriptor; with flex_bg the bitmaps and tables of several groups lie
///          together in the first; superblock and descriptors are repeated in groups 1 and the powers of 3, 5 and 7
/// inode    128 bytes and more; its block field is an extent tree's root, a block map, or a short link's target
/// tree     ExtentNode: header, then leaves (depth 0) or indexes, up to five levels
/// ```
///
/// All numbers are little-endian, those of the journal big-endian. Follows the kernel's "ext4 Data Structures and
/// Algorithms" and, where that is silent, what e2fsprogs 1.47 accepts.
@NullMarked
package dev.diskwright.core.fs.ext4;

import org.jspecify.annotations.NullMarked;
