package dev.diskwright.core.content;

/// A symbolic link.
public final class SymbolicLink implements FileNode {
    private final Attributes attributes;
    private final String target;

    /// @param target what it points at, as stored; bytes by [FileNames]
    public SymbolicLink(Attributes attributes, String target) {
        this.attributes = attributes;
        this.target = target;
    }

    @Override
    public Attributes attributes() {
        return attributes;
    }

    /// {@return what it points at, as stored}
    public String target() {
        return target;
    }
}
