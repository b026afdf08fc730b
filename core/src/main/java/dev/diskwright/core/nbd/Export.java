package dev.diskwright.core.nbd;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.block.BlockSource;

/// A disk that clients can open.
///
/// @param disk its bytes, read by several threads at once
/// @param description for a person to read, at most 4096 bytes of UTF-8; may be empty
public record Export(BlockSource disk, String description) {
    /// Longest string of the protocol, in bytes of UTF-8.
    public static final int MAX_STRING = 4096;

    /// Refuses a description that is too long.
    public Export {
        if (description.getBytes(UTF_8).length > MAX_STRING) {
            throw new IllegalArgumentException("a description of more than 4096 bytes");
        }
    }
}
