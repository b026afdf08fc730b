package dev.diskwright.core.fs.fat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Writes the reserved sectors: boot sector and, on FAT32, FSInfo and copies of both. There is no boot code.
final class BootRegion {
    /// Media byte of a fixed disk.
    static final int MEDIA = 0xf8;

    /// In the place of a label, where there is none.
    static final String NO_LABEL = "NO NAME";

    private static final int FS_INFO_SECTOR = 1;
    private static final int BACKUP_SECTOR = 6;

    private BootRegion() {}

    /// {@return all reserved sectors of a file system whose clusters up to `nextFree` are in use}
    static MemorySegment of(Geometry geometry, FatParameters parameters, long nextFree) {
        int sectorSize = geometry.sectorSize();
        MemorySegment region =
                MemorySegment.ofArray(new byte[geometry.reservedSectors() * sectorSize]);
        boolean fat32 = geometry.type() == FatType.FAT32;
        long total = geometry.totalSectors();
        boolean small = !fat32 && total <= 0xffff;
        BiosParameterBlock.CODEC.write(
                new BiosParameterBlock(
                        MemorySegment.ofArray(
                                new byte[] {
                                    (byte) 0xeb, (byte) (fat32 ? 0x58 : 0x3c), (byte) 0x90
                                }),
                        "MSWIN4.1", // what the specification recommends
                        sectorSize,
                        geometry.clusterSize() / sectorSize,
                        geometry.reservedSectors(),
                        2,
                        geometry.rootEntries(),
                        small ? (int) total : 0,
                        MEDIA,
                        fat32 ? 0 : (int) geometry.fatSectors(),
                        63,
                        255,
                        parameters.hiddenSectors() >>> 32 == 0 ? parameters.hiddenSectors() : 0,
                        small ? 0 : total),
                region,
                0);
        if (fat32) {
            Fat32Block.CODEC.write(
                    new Fat32Block(geometry.fatSectors(), 0, 0, 2, FS_INFO_SECTOR, BACKUP_SECTOR),
                    region,
                    Fat32Block.OFFSET);
        }
        String label = parameters.label().isEmpty() ? NO_LABEL : parameters.label();
        ExtendedBlock.CODEC.write(
                new ExtendedBlock(
                        0x80,
                        0,
                        0x29,
                        parameters.volumeId(),
                        MemorySegment.ofArray(Oem.padded(label)),
                        "%-8s".formatted(geometry.type().name())),
                region,
                ExtendedBlock.offset(geometry.type()));
        region.set(ValueLayout.JAVA_BYTE, 510, (byte) 0x55);
        region.set(ValueLayout.JAVA_BYTE, 511, (byte) 0xaa);
        if (fat32) {
            long free = geometry.clusters() + 2 - nextFree;
            FsInfo.CODEC.write(
                    FsInfo.of(free, free == 0 ? FsInfo.UNKNOWN : nextFree),
                    region,
                    (long) FS_INFO_SECTOR * sectorSize);
            MemorySegment.copy(
                    region, 0, region, (long) BACKUP_SECTOR * sectorSize, 2L * sectorSize);
        }
        return region;
    }
}
