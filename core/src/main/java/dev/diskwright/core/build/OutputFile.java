package dev.diskwright.core.build;

import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import java.nio.file.Path;
import java.util.Map;

/// One image file to be written.
///
/// @param target where
/// @param format container format by name
/// @param options of the container's encoder
public record OutputFile(Path target, String format, Map<String, String> options) {
    /// Copies the map.
    public OutputFile {
        options = Map.copyOf(options);
    }

    /// @throws IllegalArgumentException if there is no such format, or it cannot be written
    ContainerFormat container() {
        return Containers.named(format)
                .filter(ContainerFormat::writes)
                .orElseThrow(() -> new IllegalArgumentException("no container format " + format));
    }
}
