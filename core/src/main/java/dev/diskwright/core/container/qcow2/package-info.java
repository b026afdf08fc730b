/// QEMU's copy-on-write format, versions 2 and 3 (docs/interop/qcow2.rst in QEMU's source). Everything is big-endian;
/// the file is a sequence of clusters of 512 bytes to 2 MiB.
///
/// ```
/// what is read: tables anywhere            what is written, in this order
///
///  header -> L1 table -> L2 table -> data  +--------+------+----+------+----+----+---------+----------+
///    |                         (or backing | header | data | L2 | data | L2 | L1 | refcount| refcount |
///    |                          file)      | (last) |      |    |      |    |    | blocks  | table    |
///    +-> refcount table -> refcount blocks +--------+------+----+------+----+----+---------+----------+
/// ```
///
/// Read: everything but encryption: plain, zero and compressed clusters (zlib and zstd), subclusters, external data
/// files, backing files, snapshots. Written: version 2 or 3, plain or compressed, whole or upon a backing file, with or
/// without subclusters, with data inside or in a file of its own. Compressed data is packed: it begins at any byte, and
/// several share a cluster.
@NullMarked
package dev.diskwright.core.container.qcow2;

import org.jspecify.annotations.NullMarked;
