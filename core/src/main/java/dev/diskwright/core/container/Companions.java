package dev.diskwright.core.container;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.util.Optional;

/// Hands a decoder the other files its image names, as far as the caller allows: backing files, extents, parents.
@FunctionalInterface
public interface Companions {
    /// Allows none.
    Companions NONE =
            (where, name) -> {
                throw new UnsupportedImageException(where, "the other file \"" + name + "\"");
            };

    /// {@return the named file's bytes} It stays open as long as the image that asked for it.
    ///
    /// @param where the field that names it
    /// @param name as the image says it, relative to the image's own folder
    /// @throws dev.diskwright.core.bytes.ImageException if it is missing or not allowed
    BlockSource open(Where where, String name) throws IOException;

    /// {@return the disk in the named file, which may name others in turn} Of a chain of files, 64 at most are opened.
    ///
    /// @param format what the image says the file is; if nothing, its magic numbers decide
    /// @throws dev.diskwright.core.bytes.ImageException if it is missing, not allowed, or not supported
    default BlockSource disk(Where where, String name, Optional<String> format) throws IOException {
        return Chain.disk(this, where, name, format, 1);
    }
}
