package dev.diskwright.core.fs.verity;

import java.util.HexFormat;
import java.util.UUID;

/// What a tree of hashes is made with. Blocks have 4096 bytes, the hash is SHA-256.
///
/// @param uuid of the tree
/// @param salt up to 256 bytes as lower-case hexadecimal digits; empty for none
public record VerityParameters(UUID uuid, String salt) {
    /// Refuses a salt that is none.
    public VerityParameters {
        if (HexFormat.of().parseHex(salt).length > VeritySuperblock.MAX_SALT) {
            throw new IllegalArgumentException("a salt of more than 256 bytes");
        }
    }

    byte[] saltBytes() {
        return HexFormat.of().parseHex(salt);
    }
}
