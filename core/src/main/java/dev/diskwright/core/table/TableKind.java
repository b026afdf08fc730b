package dev.diskwright.core.table;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;

/// Which table a disk seems to have, before anything of it is believed.
sealed interface TableKind {
    /// No table.
    record None() implements TableKind {}

    /// A GPT, or an MBR that says there is one.
    ///
    /// @param sectorSizes in bytes, those to be tried
    /// @param sector the first 512 bytes of the disk
    record IsGpt(Where where, BlockSource disk, List<Integer> sectorSizes, MemorySegment sector)
            implements TableKind {
        /// {@return the entries of the MBR, none if there is no MBR}
        List<MbrEntry> bootRecord() {
            return BootRecord.hasMagic(sector) ? BootRecord.entries(sector) : List.of();
        }
    }

    /// An MBR.
    ///
    /// @param sector the first 512 bytes of the disk
    record IsMbr(Where where, BlockSource disk, int sectorSize, MemorySegment sector)
            implements TableKind {}

    static TableKind of(Where where, BlockSource disk, List<Integer> sectorSizes)
            throws IOException {
        if (disk.size() < BootRecord.SIZE) {
            return new None();
        }
        MemorySegment sector = BootRecord.read(disk, 0);
        boolean isBootRecord = BootRecord.hasMagic(sector) && isTable(disk, sector);
        List<MbrEntry> used =
                BootRecord.entries(sector).stream().filter(it -> !it.isUnused()).toList();
        boolean guarded =
                isBootRecord
                        && used.stream().anyMatch(it -> it.type() == PartitionTypes.PROTECTIVE);
        if (guarded
                || (!isBootRecord || used.isEmpty())
                        && new GptReader(where, disk, sectorSizes, _ -> {}).seems()) {
            return new IsGpt(where, disk, sectorSizes, sector);
        }
        return isBootRecord ? new IsMbr(where, disk, sectorSizes.getFirst(), sector) : new None();
    }

    /// {@return whether the sector is a boot record and not the first sector of a volume, which ends in 55 AA as well}
    private static boolean isTable(BlockSource disk, MemorySegment sector) {
        List<MbrEntry> entries = BootRecord.entries(sector);
        if (entries.stream().anyMatch(it -> (it.status() & 0x7f) != 0)) {
            return false;
        }
        List<MbrEntry> used = entries.stream().filter(it -> !it.isUnused()).toList();
        if (!isVolume(sector)) {
            return true;
        }
        long last = disk.size() / BootRecord.SIZE - 1;
        return !used.isEmpty()
                && used.stream()
                        .allMatch(it ->
                                it.firstLba() >= 1 && it.sectors() >= 1 && it.lastLba() <= last);
    }

    /// {@return whether it begins like a FAT, NTFS or exFAT volume}
    private static boolean isVolume(MemorySegment sector) {
        int jump = sector.get(ValueLayout.JAVA_BYTE, 0) & 0xff;
        long name = sector.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN), 3);
        int bytesPerSector =
                sector.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 11)
                        & 0xffff;
        int sectorsPerCluster = sector.get(ValueLayout.JAVA_BYTE, 13) & 0xff;
        boolean isFat =
                bytesPerSector >= 512
                        && bytesPerSector <= 4096
                        && Integer.bitCount(bytesPerSector) == 1
                        && Integer.bitCount(sectorsPerCluster) == 1;
        boolean isExfat = name == 0x4558464154202020L; // "EXFAT   "
        return (jump == 0xeb || jump == 0xe9) && (isFat || isExfat);
    }
}
