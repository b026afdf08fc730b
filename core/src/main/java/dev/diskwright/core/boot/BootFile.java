package dev.diskwright.core.boot;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.BlockSource;

/// A file that a boot loader wants on the EFI system partition.
///
/// @param path absolute, with `/`, from the file system's root
public record BootFile(String path, BlockSource content) {
    /// Refuses a path that is not absolute.
    public BootFile {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException(path + " is not absolute");
        }
    }

    static BootFile text(String path, String content) {
        return new BootFile(path, BlockSource.of(content.getBytes(UTF_8)));
    }
}
