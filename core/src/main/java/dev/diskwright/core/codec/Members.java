package dev.diskwright.core.codec;

import java.io.IOException;

/// What surrounds DEFLATE streams in a file.
interface Members {
    /// {@return where the stream of the member at `at` begins; -1 if there is none}
    long begin(long at) throws IOException;

    /// {@return where the next member may begin, when the stream of one has ended}
    ///
    /// @param at behind the stream
    long end(long at) throws IOException;

    /// Holds what was unpacked against what the member says of it.
    ///
    /// @param at behind the stream
    /// @param crc of what was unpacked
    /// @param size of what was unpacked
    void check(long at, int crc, long size) throws IOException;
}
