package dev.diskwright.core.vm.session;

import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.table.Partition;
import dev.diskwright.core.verify.DiskImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Images as disks of machines.
public final class ImageMachine {
    /// QEMU's names of the formats that it can write to.
    private static final Map<String, String> QEMU =
            Map.of(
                    "raw", "raw", "qcow2", "qcow2", "vdi", "vdi", "vhd", "vpc", "vhdx", "vhdx",
                    "vmdk", "vmdk");

    private static final String ESP = "esp";
    private static final long MEMORY = 1L << 30; // bytes

    private ImageMachine() {}

    /// {@return what QEMU calls a format; empty if it cannot write to it}
    public static Optional<String> qemuFormat(ContainerFormat format) {
        return Optional.ofNullable(QEMU.get(format.name()));
    }

    /// {@return a design of defaults for a machine with that disk, which starts by UEFI if it has an EFI system partition}
    ///
    /// @param file whose name it gets
    /// @throws IOException if the partition table cannot be read
    public static Design of(Path file, DiskImage image) throws IOException {
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
                        .withMemory(ByteSize.of(MEMORY))
                        .withEfi(design.vm().efi().withEnable(hasEsp)));
    }

    private static String name(Path file) {
        String last = String.valueOf(file.getFileName());
        int dot = last.lastIndexOf('.');
        String plain = (dot > 0 ? last.substring(0, dot) : last).replaceAll("[^A-Za-z0-9._-]", "-");
        return plain.isEmpty() ? "image" : plain;
    }
}
