package dev.diskwright.ui.build;

import java.time.Instant;

/// One build of the past, as it is remembered per user.
///
/// @param verdict `verified`, `verified_with_warnings`, `not_verified`, `failed` or `cancelled`
/// @param when it ended
/// @param name of the design
/// @param design hash of the design, so that two runs of the same one are known
/// @param target the image file
/// @param format container format by name
/// @param diskSize in bytes; 0 if there is no image
/// @param fileSize in bytes; 0 if there is no image
/// @param millis how long it took
/// @param fingerprint of the disk; empty if it was not read again
public record Run(
        String verdict,
        Instant when,
        String name,
        String design,
        String target,
        String format,
        long diskSize,
        long fileSize,
        long millis,
        String fingerprint) {
    /// {@return whether there is an image}
    public boolean isImage() {
        return !verdict.equals("failed") && !verdict.equals("cancelled");
    }
}
