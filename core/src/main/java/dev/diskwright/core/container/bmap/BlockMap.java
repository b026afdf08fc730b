package dev.diskwright.core.container.bmap;

import java.util.List;

/// What a map says.
///
/// @param version as it stands there
/// @param imageSize in bytes
/// @param blockSize in bytes
/// @param blocksCount blocks of the image
/// @param mappedBlocksCount blocks of all ranges; -1 if it does not say
/// @param checksumType of the ranges, as MessageDigest calls it
/// @param fileChecksum of the map itself, in hexadecimal digits; empty if it has none
/// @param ranges ascending, apart from each other
record BlockMap(
        String version,
        long imageSize,
        long blockSize,
        long blocksCount,
        long mappedBlocksCount,
        String checksumType,
        String fileChecksum,
        List<Range> ranges) {
    /// Blocks that are mapped.
    ///
    /// @param first number of a block
    /// @param last number of a block, inclusive
    /// @param checksum in hexadecimal digits; empty if there is none
    /// @param line of the file
    record Range(long first, long last, String checksum, int line) {}
}
