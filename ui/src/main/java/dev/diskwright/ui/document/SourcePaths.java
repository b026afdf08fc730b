package dev.diskwright.ui.document;

import dev.diskwright.ui.service.Desktop;
import java.nio.file.Path;
import java.util.Optional;

/// Files and folders as designs name them: relative to the design where they lie beside or below it.
///
/// @param desktop that asks the person
/// @param planning that knows the design's folder
public record SourcePaths(Desktop desktop, PlanningViewModel planning) {
    /// {@return a file that the person chose}
    public Optional<String> chooseFile() {
        return desktop.chooseSourceFile().map(this::name);
    }

    /// {@return a folder that the person chose}
    public Optional<String> chooseFolder() {
        return desktop.chooseSourceFolder().map(this::name);
    }

    /// {@return how the design names `path`}
    public String name(Path path) {
        Path folder = planning.folder().toAbsolutePath().normalize();
        Path absolute = path.toAbsolutePath().normalize();
        String name =
                absolute.startsWith(folder)
                        ? folder.relativize(absolute).toString()
                        : absolute.toString();
        return name.isEmpty() ? "." : name.replace('\\', '/');
    }
}
