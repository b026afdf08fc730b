package dev.diskwright.app;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.vm.Machine;
import dev.diskwright.core.vm.MachineDisk;
import dev.diskwright.core.vm.MachinePaths;
import dev.diskwright.core.vm.export.ExportedMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The machine of a design with its built image, which is not started.
///
/// @param disk file of the image, absolute
record VmPreview(Design design, Path base, Machine machine, Path disk) {
    private static final String FOLDER = "-vm"; // behind the design's name

    /// {@return it}
    ///
    /// @param document without errors
    /// @param image null is what a build writes
    static VmPreview of(
            Document document, @Nullable Path image, SourceOptions reading, Console console)
            throws IOException, Failure {
        Design design = Objects.requireNonNull(document.design());
        Path shown = image != null ? image : VmImages.built(design);
        Path file = console.host().directory().toAbsolutePath().resolve(shown).normalize();
        Path folder = file.resolveSibling(design.name() + FOLDER);
        String format =
                design.vm().hasDisk()
                        ? VmImages.format(file, shown, design, reading, console)
                        : "raw";
        Path base = document.base().toAbsolutePath();
        Machine machine =
                Machine.of(
                        design,
                        new MachineDisk.Image(file, format),
                        new MachinePaths(base, folder, VmPlaces.places(console).shared()),
                        null,
                        VmPlaces.host(console));
        return new VmPreview(design, base, machine, file);
    }

    /// {@return the same, to be written in another language}
    ExportedMachine exported() {
        return ExportedMachine.of(design, base, machine, disk);
    }
}
