/// EROFS: structures, reader, writer and checker.
///
/// ```
/// superblock       128 bytes at 1024: features, counts, where the areas below are
/// data             blocks of 4096 bytes: contents of files as they are, or compressed ("physical clusters")
/// directories      blocks of names, sorted
/// shared xattrs    attributes that several files have
/// metadata         inodes, each behind the other in slots of 32 bytes; an inode's number is its slot
///
/// inode            32 or 64 bytes, then its own attributes, then one of:
///                  - the end of its content, which does not leave the block ("inline")
///                  - where each chunk is ("chunk-based")
///                  - 8 bytes about compression, then 2, 4 or 8 bytes for each 4096 bytes of content: whether a compressed
///                    piece begins there, and where in them
/// directory block  12 bytes a name: inode, place of the name in the block, kind; then the names. "." and ".." are among them
/// ```
///
/// All numbers are little-endian. Follows the kernel's `erofs_fs.h` and its documentation "EROFS"; where these are silent,
/// what the kernel's driver and erofs-utils accept. The writer makes what Linux 5.13 and later read: LZ4 with padding in
/// front, in pieces of one block.
@NullMarked
package dev.diskwright.core.fs.erofs;

import org.jspecify.annotations.NullMarked;
