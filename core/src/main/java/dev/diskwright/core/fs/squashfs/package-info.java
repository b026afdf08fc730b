/// squashfs 4.0: structures, reader, writer and checker.
///
/// ```
/// superblock       96 bytes: sizes, counts, and where the tables are
/// options          of the compressor, one metadata block; only where they are not the usual ones
/// data, fragments  blocks of files, and blocks that the ends of several files share
/// inode table      metadata blocks
/// directory table  metadata blocks
/// fragment table   metadata blocks, then an index of where they are; superblock points at the index
/// export table     the same; where each inode is, by its number
/// id table         the same; owners and groups
/// xattr table      attributes in metadata blocks, then the same for where each set of them is
///
/// metadata block   2 bytes of size and whether it is compressed, then up to 8192 bytes before compression;
///                  structures run on from one to the next
/// reference        where a metadata block begins in its table, 48 bits, and an offset in what it unpacks to, 16 bits
/// file             sizes of its blocks, 0 for one of zeros, then a place in a fragment block for what is left
/// directory        headers with up to 256 names each, in the order of the names' bytes; large ones with an index
/// ```
///
/// All numbers are little-endian. Follows the kernel's "Squashfs 4.0 Filesystem" and, where that is silent, what the
/// kernel's driver and squashfs-tools 4.5 accept.
@NullMarked
package dev.diskwright.core.fs.squashfs;

import org.jspecify.annotations.NullMarked;
