package dev.diskwright.core.boot;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.BlockSource;

/// A file that a boot loader wants in the image.
///
/// @param path absolute, with `/`
public record BootFile(Place place, String path, BlockSource content) {
    /// What a path counts from.
    public enum Place {
        /// The root of the EFI system partition.
        ESP,
        /// The root of the running system: the file goes to the partition whose mount point is nearest above it.
        SYSTEM
    }

    /// Refuses a path that is not absolute.
    public BootFile {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException(path + " is not absolute");
        }
    }

    /// {@return a file of the ESP}
    public static BootFile onEsp(String path, BlockSource content) {
        return new BootFile(Place.ESP, path, content);
    }

    /// {@return a file of the ESP with this text}
    public static BootFile onEsp(String path, String text) {
        return onEsp(path, BlockSource.of(text.getBytes(UTF_8)));
    }

    /// {@return a file of the running system}
    public static BootFile inSystem(String path, BlockSource content) {
        return new BootFile(Place.SYSTEM, path, content);
    }

    /// {@return a file of the running system with this text}
    public static BootFile inSystem(String path, String text) {
        return inSystem(path, BlockSource.of(text.getBytes(UTF_8)));
    }
}
