package dev.diskwright.core.content;

import org.jspecify.annotations.Nullable;

/// What of a source is meant, where it holds several things.
///
/// @param reference name, tag or digest of an image of containers; null where there is only one
/// @param platform that image must be for, `linux/arm64`; null for any
/// @param architecture taken of an image for several where `platform` is null, as OCI calls it: `amd64`
/// @param partition of a disk image, 0 for the whole disk; null where there is none
/// @param path of the file or directory that is meant, absolute; null for all there is
public record Selection(
        @Nullable String reference,
        @Nullable String platform,
        String architecture,
        @Nullable Integer partition,
        @Nullable String path) {
    /// The only thing there is.
    public static final Selection ONLY = new Selection(null, null, "amd64", null, null);
}
