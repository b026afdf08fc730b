package dev.diskwright.ui.image;

import dev.diskwright.ui.layout.Role;

/// A partition as the list shows it.
///
/// @param id of its node in the tree
/// @param role what it is for
/// @param number in the table; empty for the whole of a disk
/// @param name that the table gives it, else what it is
/// @param fileSystem what it is formatted as; what is wrong with that, if it cannot be read
/// @param label of its file system
/// @param size for people
/// @param start for people
/// @param identifier of its file system, else of the partition
/// @param damaged whether its file system cannot be read
public record PartRow(
        String id,
        Role role,
        String number,
        String name,
        String fileSystem,
        String label,
        String size,
        String start,
        String identifier,
        boolean damaged) {}
