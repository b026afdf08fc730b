package dev.diskwright.core.container;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;

/// Hands a decoder the other files its image names, as far as the caller allows: backing files, extents, parents.
@FunctionalInterface
public interface Companions {
    /// Allows none.
    Companions NONE =
            (where, name) -> {
                throw new dev.diskwright.core.bytes.UnsupportedImageException(
                        where, "the other file \"" + name + "\"");
            };

    /// {@return the named file's bytes} It stays open as long as the image that asked for it.
    ///
    /// @param where the field that names it
    /// @param name as the image says it, relative to the image's own folder
    /// @throws dev.diskwright.core.bytes.ImageException if it is missing or not allowed
    BlockSource open(Where where, String name) throws IOException;
}
