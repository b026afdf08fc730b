package dev.diskwright.core.plan;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.fs.VolumeWriter;
import dev.diskwright.core.fs.ext4.Ext4;
import dev.diskwright.core.fs.ext4.Ext4Parameters;
import dev.diskwright.core.fs.fat.Fat;
import dev.diskwright.core.fs.fat.FatParameters;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// From the file system that a design names to the writer that makes it.
record Volumes(Design design, Identifiers ids) {
    /// A writer with what the plan tells of it.
    ///
    /// @param uuid as `/dev/disk/by-uuid` shows it
    record Made(VolumeWriter writer, String uuid) {}

    /// {@return the writer}
    ///
    /// @param number of the partition, 0 without a table
    /// @param startLba where the partition begins, in sectors
    /// @throws IllegalArgumentException for what the format cannot be made with; a sentence for the person
    Made make(Filesystem.Formatted filesystem, int number, long startLba) {
        long timestamp = design.reproducible().timestamp();
        return switch (filesystem) {
            case Filesystem.Ext4(var label, var uuid, int blockSize, int reserved) -> {
                var id = ids.filesystem(uuid, number);
                var parameters =
                        Ext4Parameters.of(label, id, ids.hashSeed(), timestamp)
                                .withBlockSize(blockSize)
                                .withReservedPercent(reserved);
                yield new Made(Ext4.writer(parameters), id.toString());
            }
            case Filesystem.Vfat(var label, var given, var fatBits, var clusterSize) -> {
                long volumeId = ids.volumeId(given, number);
                var parameters =
                        new FatParameters(
                                label,
                                volumeId,
                                timestamp,
                                optional(fatBits),
                                optional(clusterSize),
                                design.disk().sectorSize(),
                                startLba);
                String shown = "%04x-%04x".formatted(volumeId >>> 16, volumeId & 0xffff);
                yield new Made(Fat.writer(parameters), shown.toUpperCase(Locale.ROOT));
            }
        };
    }

    /// {@return what decides, beside the tree, how much room a volume needs}
    Shape shape(Filesystem.Formatted filesystem) {
        int sectorSize = design.disk().sectorSize();
        return switch (filesystem) {
            case Filesystem.Ext4 it ->
                    new Shape(
                            new Filesystem.Ext4("", null, it.blockSize(), 0),
                            sectorSize,
                            ids.hashSeed());
            case Filesystem.Vfat it ->
                    new Shape(
                            new Filesystem.Vfat(
                                    it.label().isEmpty() ? "" : "LABEL",
                                    null,
                                    it.fatBits(),
                                    it.clusterSize()),
                            sectorSize,
                            ids.hashSeed());
        };
    }

    /// What decides, beside the tree, how much room a volume needs.
    ///
    /// @param filesystem without what only names it
    record Shape(Filesystem filesystem, int sectorSize, UUID hashSeed) {}

    private static OptionalInt optional(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
