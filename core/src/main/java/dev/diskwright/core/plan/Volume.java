package dev.diskwright.core.plan;

import dev.diskwright.core.content.FileTree;

/// The file system in a partition, or the bytes of an image.
///
/// @param type what kernel and fstab call it: `ext4`, `vfat`; [#RAW] for an image in which none is known
/// @param variant the format's own distinction, `FAT32`; otherwise empty
/// @param label empty for none
/// @param uuid as `/dev/disk/by-uuid` shows it; empty if nothing is known in an image
/// @param minimumSize the least that its contents need, in bytes
/// @param files number of files and directories in it; 0 for an image, into which planning does not look that far
/// @param tree what is in it; empty for an image
public record Volume(
        String type,
        String variant,
        String label,
        String uuid,
        long minimumSize,
        long files,
        FileTree tree) {
    /// What the bytes of an image are called if nothing is known in them.
    public static final String RAW = "raw";

    /// {@return the same of another variant}
    Volume withVariant(String newVariant) {
        return new Volume(type, newVariant, label, uuid, minimumSize, files, tree);
    }
}
