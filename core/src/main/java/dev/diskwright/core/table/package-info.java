/// Partition tables: GPT (UEFI specification 2.11, section 5.3), MBR with logical partitions (section 5.2), protective
/// and hybrid MBR; partition types by name, among them those of the Discoverable Partitions Specification (UAPI.2).
/// Tables are values: read from a disk, or made by a planner and turned into the sectors they occupy. Knows nothing of
/// what is inside a partition.
///
/// ```
/// sector 0   1        2 .. 33    34 ..                    n-33 .. n-2   n-1
/// +--------+--------+----------+------------- - - -----+-------------+--------+
/// | prot.  | GPT    | entries  | partitions            | entries     | backup |
/// | MBR    | header | (16 KiB) |                       | (16 KiB)    | header |
/// +--------+--------+----------+------------- - - -----+-------------+--------+
///
/// sector 0   1 ..           a     a+gap             b    b+gap
/// +--------+--------------+-----+-------------- - +-----+---------- - +
/// | MBR    | primaries    | EBR | logical 5       | EBR | logical 6   |
/// +--------+--------------+-----+-------------- - +-----+---------- - +
///                         ^ the extended partition: from the first EBR to the last logical partition's end
/// ```
@NullMarked
package dev.diskwright.core.table;

import org.jspecify.annotations.NullMarked;
