package dev.diskwright.app;

import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.table.Partition;
import dev.diskwright.core.verify.DiskImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Images as disks of machines.
final class VmImages {
    /// QEMU's names of the formats that it can write to.
    private static final Map<String, String> QEMU =
            Map.of(
                    "raw", "raw", "qcow2", "qcow2", "vdi", "vdi", "vhd", "vpc", "vhdx", "vhdx",
                    "vmdk", "vmdk");

    private static final String ESP = "esp";

    private VmImages() {}

    /// {@return what QEMU calls a format; empty if it cannot write to it}
    static Optional<String> qemuFormat(ContainerFormat format) {
        return Optional.ofNullable(QEMU.get(format.name()));
    }

    /// {@return the same, refusing a format that QEMU cannot write to}
    static String writableFormat(ContainerFormat format, Path file) throws Failure {
        return qemuFormat(format)
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

    /// {@return a design of defaults for a machine with that disk, which starts by UEFI if it has an EFI system partition}
    static Design design(Path file, DiskImage image) throws IOException {
        boolean hasEsp = false;
        if (image.table().isPresent()) {
            for (Partition it : image.table().get().partitions()) {
                hasEsp |= it.type().name().equals(ESP);
            }
        }
        Design plain = Design.of(name(file), hasEsp ? Preset.EFI : Preset.LEGACY);
        int sectorSize = image.table().map(it -> it.sectorSize()).orElse(512);
        Design design = plain.withDisk(plain.disk().withSectorSize(sectorSize));
        return design.withVm(
                design.vm()
                        .withMemory(ByteSize.of(1L << 30))
                        .withEfi(design.vm().efi().withEnable(hasEsp)));
    }

    private static String name(Path file) {
        String last = String.valueOf(file.getFileName());
        int dot = last.lastIndexOf('.');
        String plain = (dot > 0 ? last.substring(0, dot) : last).replaceAll("[^A-Za-z0-9._-]", "-");
        return plain.isEmpty() ? "image" : plain;
    }
}
