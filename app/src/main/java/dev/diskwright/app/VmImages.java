package dev.diskwright.app;

import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.verify.DiskImage;
import dev.diskwright.core.vm.session.ImageMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Images as disks of machines.
final class VmImages {
    private VmImages() {}

    /// {@return what QEMU calls a format, refusing one that it cannot write to}
    static String writableFormat(ContainerFormat format, Path file) throws Failure {
        return ImageMachine.qemuFormat(format)
                .orElseThrow(() ->
                        Failure.refused(
                                "%s: QEMU cannot write to %s".formatted(file, format.name()),
                                "convert it to qcow2, or run it without --keep"));
    }

    /// {@return the file that a build of the design writes}
    static Path built(Design design) {
        String name = design.disk().format();
        String ending = Containers.named(name).map(it -> it.extensions().getFirst()).orElse(name);
        return Path.of(design.name() + "." + ending);
    }

    /// {@return the format of an image that a design was built into, by what is in it, or by its name as long as it is not
    /// there}
    static String format(
            Path file, Path shown, Design design, SourceOptions reading, Console console)
            throws IOException, Failure {
        if (Files.isRegularFile(file)) {
            try (DiskImage image =
                    DiskImage.open(file, shown.toString(), reading.choice(console))) {
                return writableFormat(image.container().orElseThrow(), shown);
            }
        }
        ContainerFormat format =
                Containers.forFile(String.valueOf(shown.getFileName()))
                        .or(() -> Containers.named(design.disk().format()))
                        .orElseThrow();
        return writableFormat(format, shown);
    }
}
