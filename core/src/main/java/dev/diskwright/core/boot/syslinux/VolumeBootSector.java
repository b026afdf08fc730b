package dev.diskwright.core.boot.syslinux;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// Puts the boot sector's code into a volume's first sector, around what the file system keeps there.
final class VolumeBootSector {
    private static final ValueLayout.OfShort U16 = JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final ValueLayout.OfInt U32 = JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);

    private static final int SECTOR_SIZE = Syslinux.SECTOR_SIZE;
    private static final int HEAD = 0x0b; // jump and OEM name
    private static final int CODE = 0x5a; // behind the longest parameter block, that of FAT32
    private static final int CODE_END = 0x1fe;
    private static final int BYTES_PER_SECTOR = 0x0b;
    private static final int FAT_SECTORS_16 = 0x16;
    private static final int SECTORS_PER_TRACK = 0x18;
    private static final int HEADS = 0x1a;
    private static final int HIDDEN_SECTORS = 0x1c;
    private static final int TOTAL_SECTORS = 0x20;
    private static final int BACKUP_SECTOR = 0x32;

    private VolumeBootSector() {}

    /// {@return what to put over a FAT volume: its boot sector and, on FAT32, the copy of it}
    ///
    /// @throws UnsupportedImageException if its sectors are not of 512 bytes
    static List<Composition.Piece> onFat(Where where, BlockSource volume, MemorySegment code)
            throws IOException {
        MemorySegment sector = volume.bytes(0, SECTOR_SIZE);
        int bytesPerSector = sector.get(U16, BYTES_PER_SECTOR) & 0xffff;
        if (bytesPerSector != SECTOR_SIZE) {
            throw new UnsupportedImageException(
                    where.structure("boot sector", 0).field("bytes per sector", BYTES_PER_SECTOR),
                    "SYSLINUX on sectors of %d bytes".formatted(bytesPerSector));
        }
        MemorySegment.copy(code, 0, sector, 0, HEAD);
        MemorySegment.copy(code, CODE, sector, CODE, CODE_END - CODE);
        var pieces = new ArrayList<Composition.Piece>();
        pieces.add(new Composition.Piece(0, BlockSource.of(sector)));
        int backup = sector.get(U16, BACKUP_SECTOR) & 0xffff;
        if (sector.get(U16, FAT_SECTORS_16) == 0 && backup != 0) {
            pieces.add(new Composition.Piece((long) backup * SECTOR_SIZE, BlockSource.of(sector)));
        }
        return pieces;
    }

    /// {@return what to put over an ext2, ext3 or ext4 volume, whose first 1024 bytes are free}
    ///
    /// @param firstLba where the volume starts on the disk, in sectors; 0 is written for more than 32 bits hold
    static List<Composition.Piece> onExt(BlockSource volume, MemorySegment code, long firstLba) {
        MemorySegment sector = MemorySegment.ofArray(new byte[SECTOR_SIZE]);
        sector.copyFrom(code);
        long total = volume.size() / SECTOR_SIZE;
        sector.set(U16, BYTES_PER_SECTOR, (short) SECTOR_SIZE);
        sector.set(U16, SECTORS_PER_TRACK, (short) 63);
        sector.set(U16, HEADS, (short) 255);
        sector.set(U32, HIDDEN_SECTORS, (int) (firstLba >>> 32 == 0 ? firstLba : 0));
        sector.set(U32, TOTAL_SECTORS, (int) (total >>> 32 == 0 ? total : 0));
        return List.of(new Composition.Piece(0, BlockSource.of(sector)));
    }
}
