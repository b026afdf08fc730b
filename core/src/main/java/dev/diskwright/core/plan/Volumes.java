package dev.diskwright.core.plan;

import dev.diskwright.core.block.CopyPipeline;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.fs.VolumeWriter;
import dev.diskwright.core.fs.erofs.Erofs;
import dev.diskwright.core.fs.erofs.ErofsCompression;
import dev.diskwright.core.fs.erofs.ErofsParameters;
import dev.diskwright.core.fs.ext4.Ext4;
import dev.diskwright.core.fs.ext4.Ext4Parameters;
import dev.diskwright.core.fs.fat.Fat;
import dev.diskwright.core.fs.fat.FatParameters;
import dev.diskwright.core.fs.squashfs.Squashfs;
import dev.diskwright.core.fs.squashfs.SquashfsCompression;
import dev.diskwright.core.fs.squashfs.SquashfsParameters;
import dev.diskwright.core.fs.swap.Swap;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// From the file system that a design names to the writer that makes it.
record Volumes(Design design, Identifiers ids) {
    private static final UUID NOTHING = new UUID(0, 0);

    /// A writer with what the plan tells of it.
    ///
    /// @param uuid as `/dev/disk/by-uuid` shows it
    record Made(VolumeWriter writer, String uuid) {}

    /// {@return the writer}
    ///
    /// @param number of the partition, 0 without a table
    /// @param startLba where the partition begins, in sectors
    /// @throws IllegalArgumentException for what the format cannot be made with; a sentence for the person
    Made make(Filesystem.Writable filesystem, int number, long startLba) {
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
            case Filesystem.Swap(var label, var uuid) -> {
                var id = ids.filesystem(uuid, number);
                yield new Made(Swap.writer(label, id), id.toString());
            }
        };
    }

    /// {@return the UUID of a file system as `/dev/disk/by-uuid` shows it; empty if it has none}
    ///
    /// @throws IllegalArgumentException for what the format cannot be made with; a sentence for the person
    String uuid(Filesystem.Formatted filesystem, int number) {
        return switch (filesystem) {
            case Filesystem.Writable it -> make(it, number, 0).uuid();
            case Filesystem.Squashfs it -> {
                var _ = parameters(it);
                yield "";
            }
            case Filesystem.Erofs it -> id(it, number).toString();
        };
    }

    /// {@return the UUID of an EROFS}
    UUID id(Filesystem.Erofs it, int number) {
        return ids.filesystem(it.uuid(), number);
    }

    /// {@return what an EROFS is made with}
    ErofsParameters parameters(Filesystem.Erofs it) {
        return new ErofsParameters(
                switch (it.compression()) {
                    case LZ4 -> ErofsCompression.LZ4;
                    case LZ4HC -> ErofsCompression.LZ4HC;
                    case NONE -> ErofsCompression.NONE;
                },
                Math.max(0, design.reproducible().timestamp()),
                CopyPipeline.threads());
    }

    /// {@return size of a volume without files, in bytes}
    long emptySize(Filesystem.Packed filesystem) {
        return switch (filesystem) {
            case Filesystem.Squashfs _ -> Squashfs.EMPTY_SIZE;
            case Filesystem.Erofs _ -> Erofs.EMPTY_SIZE;
        };
    }

    /// {@return what a squashfs is made with}
    ///
    /// @throws IllegalArgumentException for what it cannot be made with; a sentence for the person
    SquashfsParameters parameters(Filesystem.Squashfs it) {
        return new SquashfsParameters(
                switch (it.compression()) {
                    case GZIP -> SquashfsCompression.GZIP;
                    case XZ -> SquashfsCompression.XZ;
                    case ZSTD -> SquashfsCompression.ZSTD;
                    case LZ4 -> SquashfsCompression.LZ4;
                    case NONE -> SquashfsCompression.NONE;
                },
                it.blockSize(),
                it.fragments(),
                design.reproducible().timestamp(),
                CopyPipeline.threads());
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
            case Filesystem.Swap _ -> new Shape(new Filesystem.Swap("", null), 0, NOTHING);
            case Filesystem.Squashfs it -> new Shape(it, 0, NOTHING); // the same on every disk
            case Filesystem.Erofs it ->
                    new Shape(new Filesystem.Erofs("", null, it.compression()), 0, NOTHING);
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
