package dev.diskwright.core.plan;

import dev.diskwright.core.content.FileTree;

/// The file system in a partition.
///
/// @param type what kernel and fstab call it: `ext4`, `vfat`
/// @param variant the format's own distinction, `FAT32`; otherwise empty
/// @param label empty for none
/// @param uuid as `/dev/disk/by-uuid` shows it
/// @param minimumSize the least that its contents need, in bytes
/// @param files number of files and directories in it
/// @param tree what is in it
public record Volume(
        String type,
        String variant,
        String label,
        String uuid,
        long minimumSize,
        long files,
        FileTree tree) {
    /// {@return the same of another variant}
    Volume withVariant(String newVariant) {
        return new Volume(type, newVariant, label, uuid, minimumSize, files, tree);
    }
}
