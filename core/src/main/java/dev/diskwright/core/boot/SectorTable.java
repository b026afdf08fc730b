package dev.diskwright.core.boot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32;

/// The table of the BIOS loader that names the sectors of all its files, in order.
///
/// Each of its sectors holds, in little-endian order: the CRC-32 of all that follows, its number among the table's
/// sectors, the number of its entries in 16 bits, 16 bits of padding, and up to [#ENTRIES] entries of the first sector's
/// LBA in 64 bits (0: zeros that are nowhere), the number of sectors in 32 bits, and 32 bits of padding.
final class SectorTable {
    static final int ENTRIES = 31;
    private static final int FIRST_ENTRY = 12;
    private static final int ENTRY_SIZE = 16;

    private SectorTable() {}

    /// {@return sectors that a table with so many entries takes}
    static long sectors(long entries) {
        return Math.ceilDiv(entries, ENTRIES);
    }

    static byte[] of(List<SectorRun> runs) {
        int sectors = Math.toIntExact(sectors(runs.size()));
        var table =
                ByteBuffer.allocate(Math.multiplyExact(sectors, SectorRun.SECTOR_SIZE))
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (int sector = 0; sector < sectors; sector++) {
            int at = sector * SectorRun.SECTOR_SIZE;
            int first = sector * ENTRIES;
            int count = Math.min(ENTRIES, runs.size() - first);
            table.putInt(at + 4, sector).putShort(at + 8, (short) count);
            for (int i = 0; i < count; i++) {
                SectorRun run = runs.get(first + i);
                table.putLong(at + FIRST_ENTRY + i * ENTRY_SIZE, run.lba());
                table.putInt(at + FIRST_ENTRY + i * ENTRY_SIZE + 8, (int) run.sectors());
            }
            var crc = new CRC32();
            crc.update(table.array(), at + 4, SectorRun.SECTOR_SIZE - 4);
            table.putInt(at, (int) crc.getValue());
        }
        return table.array();
    }
}
