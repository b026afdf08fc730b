package dev.diskwright.core.build;

import java.nio.file.Path;
import java.util.Map;

/// What a build is to write.
///
/// @param target the image file
/// @param format container format by name
/// @param options of the container's encoder
/// @param replace whether an existing file may be replaced
/// @param verify whether what was written is read again and checked
/// @param keepPartial whether what a build has written stays when it ends early, as `.NAME.diskwright-part`
public record BuildOptions(
        Path target,
        String format,
        Map<String, String> options,
        boolean replace,
        boolean verify,
        boolean keepPartial) {
    /// Copies the map.
    public BuildOptions {
        options = Map.copyOf(options);
    }

    /// The same without keeping partial files.
    public BuildOptions(
            Path target,
            String format,
            Map<String, String> options,
            boolean replace,
            boolean verify) {
        this(target, format, options, replace, verify, false);
    }
}
