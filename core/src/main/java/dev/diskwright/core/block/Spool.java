package dev.diskwright.core.block;

import java.io.IOException;

/// Bytes that are made piece by piece and used afterwards. Is written by one thread; then it may be read by several.
public interface Spool extends BlockSource, AutoCloseable {
    /// Writes at `offset`, at the end or before it; what was there is replaced.
    ///
    /// @param length how many of `bytes` are written, from the first on
    void write(long offset, byte[] bytes, int length) throws IOException;

    /// Cuts off what is behind `size`, or adds zeros up to it.
    void truncate(long size) throws IOException;

    /// {@return one in memory, for at most 2 GiB}
    static Spool inMemory() {
        return new SpoolMemory();
    }

    /// Lets go of the bytes.
    @Override
    void close() throws IOException;
}
