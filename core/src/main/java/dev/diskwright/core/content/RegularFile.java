package dev.diskwright.core.content;

import dev.diskwright.core.block.BlockSource;

/// A file with contents, which are read only when needed.
public final class RegularFile implements FileNode {
    private final Attributes attributes;
    private final BlockSource content;

    /// @param content its bytes; which of its zeros are holes of the file follows from the bytes alone
    public RegularFile(Attributes attributes, BlockSource content) {
        this.attributes = attributes;
        this.content = CanonicalHoles.of(content);
    }

    @Override
    public Attributes attributes() {
        return attributes;
    }

    /// {@return its bytes as where they come from has them} Unlike those of [#content] its holes do not follow from the
    /// bytes alone; for those who look at every byte themselves.
    public BlockSource origin() {
        return content instanceof CanonicalHoles it ? it.origin() : content;
    }

    /// {@return its bytes}
    public BlockSource content() {
        return content;
    }
}
