package dev.diskwright.core.content;

import org.jspecify.annotations.Nullable;

/// What of a source is meant, where it holds several things.
///
/// @param reference name, tag or digest of an image of containers; null where there is only one
/// @param platform that image must be for, `linux/arm64`; null for any
/// @param architecture taken of an image for several where `platform` is null, as OCI calls it: `amd64`
public record Selection(
        @Nullable String reference, @Nullable String platform, String architecture) {
    /// The only thing there is.
    public static final Selection ONLY = new Selection(null, null, "amd64");
}
