package dev.diskwright.core.content;

import dev.diskwright.core.block.BlockSource;

/// A file with contents, which are read only when needed.
public final class RegularFile implements FileNode {
    private final Attributes attributes;
    private final BlockSource content;

    /// @param content its bytes; holes of it may become holes of the file
    public RegularFile(Attributes attributes, BlockSource content) {
        this.attributes = attributes;
        this.content = content;
    }

    @Override
    public Attributes attributes() {
        return attributes;
    }

    /// {@return its bytes}
    public BlockSource content() {
        return content;
    }
}
