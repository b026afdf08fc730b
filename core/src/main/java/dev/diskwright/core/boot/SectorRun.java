package dev.diskwright.core.boot;

import dev.diskwright.core.block.Scattered.Stretch;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.util.ArrayList;
import java.util.List;

/// Sectors of a disk, 512 bytes each, that hold a piece of a file; or a hole of the file, which is nowhere.
///
/// @param lba of the first sector; 0 for a hole
/// @param sectors 1 to 2^32 - 1
record SectorRun(long lba, long sectors) {
    /// Bytes in a sector.
    static final int SECTOR_SIZE = 512;

    private static final long MOST = 0xffff_ffffL;

    /// Refuses values out of range.
    SectorRun {
        if (lba < 0 || sectors < 1 || sectors > MOST || lba + sectors < 0) {
            throw new IllegalArgumentException("%d sectors at %d".formatted(sectors, lba));
        }
    }

    /// {@return a file's sectors in order, as many as the file takes}
    ///
    /// @param where names the file in messages
    /// @param stretches where its bytes lie on the disk
    /// @param size of the file in bytes
    /// @throws UnsupportedImageException if they are not kept in whole sectors
    static List<SectorRun> of(Where where, List<Stretch> stretches, long size)
            throws UnsupportedImageException {
        var runs = new ArrayList<SectorRun>();
        long done = 0;
        for (Stretch it : stretches) {
            long end = it.offset() + it.length();
            if (it.offset() % SECTOR_SIZE != 0
                    || it.place() % SECTOR_SIZE != 0
                    || end % SECTOR_SIZE != 0 && end != size) {
                throw new UnsupportedImageException(
                        where, "booting from a file that is not kept in whole sectors");
            }
            add(runs, 0, it.offset() - done);
            add(runs, it.place() / SECTOR_SIZE, it.length());
            done = end;
        }
        add(runs, 0, size - done);
        return runs;
    }

    private static void add(List<SectorRun> runs, long lba, long length) {
        long at = lba;
        for (long left = Math.ceilDiv(length, SECTOR_SIZE); left > 0; ) {
            long sectors = Math.min(left, MOST);
            runs.add(new SectorRun(at, sectors));
            at += lba == 0 ? 0 : sectors;
            left -= sectors;
        }
    }
}
