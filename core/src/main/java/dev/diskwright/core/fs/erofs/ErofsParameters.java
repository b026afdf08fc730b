package dev.diskwright.core.fs.erofs;

/// What an EROFS is made with, beside its files.
///
/// @param timestamp when it was made, in seconds since 1970-01-01 UTC, 0 or more; files of that time take less room
/// @param threads that read and compress, 1 or more; the bytes do not depend on it
public record ErofsParameters(ErofsCompression compression, long timestamp, int threads) {
    /// Refuses values out of range.
    public ErofsParameters {
        if (timestamp < 0 || threads < 1) {
            throw new IllegalArgumentException("time %d, %d threads".formatted(timestamp, threads));
        }
    }

    /// {@return the same on another number of threads}
    public ErofsParameters withThreads(int newThreads) {
        return new ErofsParameters(compression, timestamp, newThreads);
    }
}
