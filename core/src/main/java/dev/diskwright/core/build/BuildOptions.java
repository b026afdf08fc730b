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
public record BuildOptions(
        Path target, String format, Map<String, String> options, boolean replace, boolean verify) {
    /// Copies the map.
    public BuildOptions {
        options = Map.copyOf(options);
    }
}
