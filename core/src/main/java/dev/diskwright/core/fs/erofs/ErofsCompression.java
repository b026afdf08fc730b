package dev.diskwright.core.fs.erofs;

/// How an EROFS is compressed when it is made.
public enum ErofsCompression {
    /// Not at all.
    NONE,
    /// LZ4.
    LZ4,
    /// LZ4 by a thorough search: smaller, and slower to make.
    LZ4HC
}
