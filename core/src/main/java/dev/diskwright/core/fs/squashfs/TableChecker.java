package dev.diskwright.core.fs.squashfs;

import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.LittleEndian;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.fs.Budget;
import dev.diskwright.core.fs.Report;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Checks the tables that have an index: their blocks lie one behind the other right before the index, and the tables
/// follow each other without gaps, as the kernel demands.
final class TableChecker {
    private static final int REFERENCE = 8; // bytes

    private final Volume volume;
    private final Report report;
    private final Ids ids;
    private final Fragments fragments;
    private final Xattrs xattrs;
    private final @Nullable IndexedTable export;

    TableChecker(Volume volume, Report report) throws IOException {
        this.volume = volume;
        this.report = report;
        ids = Ids.of(volume);
        fragments = Fragments.of(volume);
        xattrs = Xattrs.of(volume, new Budget(volume.superblock().bytesUsed()));
        Superblock it = volume.superblock();
        export =
                it.exportTable() == Superblock.ABSENT
                        ? null
                        : IndexedTable.of(
                                volume,
                                "export table",
                                "exportTable",
                                it.exportTable(),
                                it.inodeCount(),
                                REFERENCE);
    }

    Ids ids() {
        return ids;
    }

    Fragments fragments() {
        return fragments;
    }

    Xattrs xattrs() {
        return xattrs;
    }

    void check() throws IOException {
        Superblock it = volume.superblock();
        long next = it.bytesUsed();
        IndexedTable sets = xattrs.sets();
        if (sets != null) {
            end(sets, next);
            blocks(sets, it.xattrTable());
            next = xattrs.values();
        }
        next = table(ids.table(), next);
        if (export != null) {
            next = table(export, next);
        }
        IndexedTable table = fragments.table();
        if (table != null) {
            next = table(table, next);
        }
        if (it.directoryTable() > next) {
            report.error(
                    volume.field("directoryTable"),
                    "the directory table at %d is not before the other tables at %d"
                            .formatted(it.directoryTable(), next));
        }
    }

    /// {@return where the table begins}
    private long table(IndexedTable table, long next) throws IOException {
        end(table, next);
        return blocks(table, table.index());
    }

    private void end(IndexedTable table, long next) {
        if (table.indexEnd() != next) {
            report.error(
                    volume.where().structure(table.name(), table.index()),
                    "the index ends at %d, and what follows begins at %d"
                            .formatted(table.indexEnd(), next));
        }
    }

    /// {@return where the first block is}
    ///
    /// @param end what lies behind the last one
    private long blocks(IndexedTable table, long end) throws IOException {
        if (table.blocks() == 0) {
            return table.index();
        }
        long first = table.blockAt(0);
        long expected = first;
        for (long i = 0; i < table.blocks(); i++) {
            Where entry =
                    volume.where()
                            .structure(table.name() + " index", table.index())
                            .field("entry " + i, i * REFERENCE);
            long at = table.blockAt(i);
            if (at != expected) {
                report.differs(entry, at, expected);
                return first;
            }
            try {
                var block = volume.metadata(table.name(), at, table.index());
                long size = Math.min(BlockSizes.METADATA, bytesFrom(table, i));
                if (block.bytes().length != size) {
                    report.error(
                            volume.where().structure(table.name(), at),
                            "the block unpacks to %d bytes, not to %d"
                                    .formatted(block.bytes().length, size));
                }
                expected = block.next();
            } catch (ImageException e) {
                report.error(e);
                return first;
            }
        }
        if (expected != end) {
            report.error(
                    volume.where().structure(table.name(), first),
                    "its blocks end at %d, and its index begins at %d".formatted(expected, end));
        }
        return first;
    }

    private static long bytesFrom(IndexedTable table, long block) {
        return table.count() * table.entrySize() - block * BlockSizes.METADATA;
    }

    /// Checks that the export table tells where each inode is.
    void checkExport(FoundInodes inodes) throws IOException {
        IndexedTable table = export;
        if (table == null || !inodes.isComplete()) {
            return;
        }
        for (int i = 0; i < inodes.count(); i++) {
            long number = inodes.number(i);
            if (number < 1 || number > table.count()) {
                continue; // has been said
            }
            try {
                long found = LittleEndian.s64(table.block(number - 1), table.inBlock(number - 1));
                if (found != inodes.reference(i)) {
                    report.error(
                            volume.where()
                                    .structure("export table", table.index())
                                    .field("inode " + number, 0),
                            "it says 0x%x, and the inode is at 0x%x"
                                    .formatted(found, inodes.reference(i)));
                }
            } catch (ImageException e) {
                return; // the block's damage has been said
            }
        }
    }
}
