package dev.diskwright.core.fs;

/// What firmware may start from a volume (El Torito, section 2.2).
///
/// @param platform 0 for BIOS, 1 PowerPC, 2 Mac, 0xef UEFI
/// @param bootable whether firmware may start it
/// @param media 0 for no emulation, 1 to 3 for a floppy of 1.2, 1.44 or 2.88 MB, 4 for a hard disk
/// @param offset of the image in the volume, in bytes
/// @param loadSize bytes that firmware loads; of a UEFI image often 0 or 512, whatever its size
public record BootImage(int platform, boolean bootable, int media, long offset, long loadSize) {
    /// {@return the platform's name}
    public String platformName() {
        return switch (platform) {
            case 0 -> "BIOS";
            case 1 -> "PowerPC";
            case 2 -> "Mac";
            case 0xef -> "UEFI";
            default -> "platform 0x%02x".formatted(platform);
        };
    }

    /// {@return what the image is taken for}
    public String mediaName() {
        return switch (media) {
            case 0 -> "no emulation";
            case 1 -> "1.2 MB floppy";
            case 2 -> "1.44 MB floppy";
            case 3 -> "2.88 MB floppy";
            case 4 -> "hard disk";
            default -> "media %d".formatted(media);
        };
    }
}
