/// dm-verity: a tree of hashes that proves every block of another partition, and its superblock.
///
/// ```
/// superblock   512 bytes at the start of the first hash block
/// top level    1 hash block
/// ...          each level has a digest for every block of the one below
/// leaves       a digest for every data block
///
/// digest       SHA-256 of salt and block; a hash block holds 128, filled up with zeros
/// root hash    digest of the top level, or of the data block if there is only one
/// ```
///
/// Follows the kernel's "dm-verity" and cryptsetup's "DMVerity", hash type 1.
@NullMarked
package dev.diskwright.core.fs.verity;

import org.jspecify.annotations.NullMarked;
