package dev.diskwright.ui.service;

import dev.diskwright.core.design.Design;
import dev.diskwright.ui.image.ImageChoice;
import java.nio.file.Path;

/// What a machine is started from. Nothing of it is ever changed: what the guest writes is thrown away.
public sealed interface MachineOrigin {
    /// The machine of a design with its disk as a build would make it.
    ///
    /// @param folder that relative paths in the design start from
    record Unbuilt(Design design, Path folder) implements MachineOrigin {}

    /// The machine of a design with an image that it was built into.
    ///
    /// @param folder that relative paths in the design start from
    record Built(Design design, Path folder, Path image) implements MachineOrigin {}

    /// A machine of defaults with the disk of an image.
    record Alone(ImageChoice image) implements MachineOrigin {}

    /// {@return what it is called}
    default String name() {
        return switch (this) {
            case Unbuilt(Design design, _) -> design.name();
            case Built(_, _, Path image) -> String.valueOf(image.getFileName());
            case Alone(ImageChoice image) -> image.name();
        };
    }
}
