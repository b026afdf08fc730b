package dev.diskwright.core.fs.signature;

import dev.diskwright.core.fs.VolumeInfo;
import java.io.IOException;
import java.util.Optional;

/// Recognises one format.
interface Signature {
    /// {@return what the superblock tells; empty if it is not of this format}
    Optional<VolumeInfo> of(Head head) throws IOException;
}
