package dev.diskwright.core.container;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Target;
import java.util.List;
import java.util.Optional;

/// What an encoder is to write, and where.
///
/// @param disks one or more, in order
/// @param bytes all disks as one, each from a multiple of [Encoding#ALIGNMENT] on; the only disk itself if there is one
/// @param options of the format
/// @param target where it goes
/// @param identity where identifiers come from, if that is known before the disks have been read
/// @param companions opens other files that the format may refer to, such as a backing file
/// @param attachments what the file is to hold beside disks
public record Output(
        List<Disk> disks,
        BlockSource bytes,
        Options options,
        Target target,
        Optional<Identity> identity,
        Companions companions,
        List<Container.Attachment> attachments) {
    /// One of the disks.
    ///
    /// @param name empty for the only one that has no name
    /// @param offset in [Output#bytes()], in bytes
    /// @param size in bytes
    public record Disk(String name, long offset, long size) {}

    /// Copies the lists.
    public Output {
        disks = List.copyOf(disks);
        attachments = List.copyOf(attachments);
    }
}
