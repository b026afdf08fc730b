package dev.diskwright.core.content;

/// One file of any kind, without its name. A node that stands in a tree under several names is one file with hard
/// links: identity counts, not equality.
public sealed interface FileNode permits Directory, RegularFile, SymbolicLink, SpecialFile {
    /// {@return owner, mode, time and extended attributes}
    Attributes attributes();
}
