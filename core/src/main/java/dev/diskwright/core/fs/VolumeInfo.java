package dev.diskwright.core.fs;

/// What a volume says of itself.
///
/// @param type what kernel and fstab call it, `ext4`
/// @param variant the format's own distinction (`FAT16`), otherwise empty
/// @param label empty if it has none
/// @param uuid as `/dev/disk/by-uuid` shows it: lower case for ext4, `XXXX-XXXX` for FAT; empty if it has none
/// @param size that it claims, in bytes
/// @param blockSize unit of allocation, in bytes
public record VolumeInfo(
        String type, String variant, String label, String uuid, long size, long blockSize) {}
