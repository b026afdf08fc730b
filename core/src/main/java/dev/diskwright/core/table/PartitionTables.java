package dev.diskwright.core.table;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads and checks whatever partition table is on a disk.
///
/// A GPT says itself how large its sectors are: both 512 and 4096 bytes are tried. An MBR does not, and is read with
/// sectors of 512 bytes unless the caller knows better.
public final class PartitionTables {
    private static final List<Integer> SECTOR_SIZES = List.of(512, 4096);

    private PartitionTables() {}

    /// {@return the table on the disk; empty if there is none, as on a disk that holds one file system}
    ///
    /// @throws ImageException if there is one that is damaged beyond its backup
    public static Optional<PartitionTable> read(Where where, BlockSource disk) throws IOException {
        return read(where, disk, _ -> {});
    }

    /// {@return the same, telling what had to be overlooked, such as a primary GPT that is damaged}
    public static Optional<PartitionTable> read(
            Where where, BlockSource disk, Consumer<Finding> findings) throws IOException {
        return read(TableKind.of(where, disk, SECTOR_SIZES), findings);
    }

    /// {@return the same, for a disk whose sectors have this many bytes}
    public static Optional<PartitionTable> read(
            Where where, BlockSource disk, int sectorSize, Consumer<Finding> findings)
            throws IOException {
        return read(TableKind.of(where, disk, List.of(sectorSize)), findings);
    }

    /// {@return the table on a disk that as a whole is a file system too, as a hybrid image is} Entries of an MBR that begin
    /// with the disk stand for the whole of it, and are left out.
    ///
    /// @param sectorSize in bytes; 0 tries both for a GPT, and takes 512 for an MBR
    /// @throws ImageException if there is one that is damaged otherwise
    public static Optional<PartitionTable> readBesideFileSystem(
            Where where, BlockSource disk, int sectorSize) throws IOException {
        List<Integer> sizes = sectorSize == 0 ? SECTOR_SIZES : List.of(sectorSize);
        TableKind kind = TableKind.of(where, disk, sizes);
        if (kind instanceof TableKind.IsMbr it) {
            MemorySegment sector = BootRecord.withoutWhole(it.sector());
            var reader = new MbrReader(it.where(), it.disk(), it.sectorSize(), Faults.THROW);
            return Optional.of(reader.read(sector));
        }
        return read(kind, _ -> {});
    }

    private static Optional<PartitionTable> read(TableKind kind, Consumer<Finding> findings)
            throws IOException {
        return switch (kind) {
            case TableKind.None _ -> Optional.empty();
            case TableKind.IsGpt it -> {
                var reader = new GptReader(it.where(), it.disk(), it.sectorSizes(), findings);
                yield Optional.of(reader.read(it.bootRecord()));
            }
            case TableKind.IsMbr it -> {
                var reader = new MbrReader(it.where(), it.disk(), it.sectorSize(), Faults.THROW);
                yield Optional.of(reader.read(it.sector()));
            }
        };
    }

    /// Checks the table on the disk, both copies of a GPT included, and reports what is wrong; nothing if there is no
    /// table. Never throws for damage.
    ///
    /// @throws IOException if the disk cannot be read
    public static void check(Where where, BlockSource disk, Consumer<Finding> findings)
            throws IOException {
        check(TableKind.of(where, disk, SECTOR_SIZES), findings);
    }

    /// The same, for a disk whose sectors have this many bytes.
    public static void check(
            Where where, BlockSource disk, int sectorSize, Consumer<Finding> findings)
            throws IOException {
        check(TableKind.of(where, disk, List.of(sectorSize)), findings);
    }

    private static void check(TableKind kind, Consumer<Finding> findings) throws IOException {
        switch (kind) {
            case TableKind.None _ -> {}
            case TableKind.IsGpt it -> GptChecker.check(it, findings);
            case TableKind.IsMbr it -> new MbrChecker(it, findings).check();
        }
    }
}
