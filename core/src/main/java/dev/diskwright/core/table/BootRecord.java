package dev.diskwright.core.table;

import dev.diskwright.core.block.BlockSource;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// The fixed places of an MBR or EBR, of which the first 512 bytes of a sector are used.
final class BootRecord {
    static final int SIZE = 512;
    static final int SLOTS = 4;

    private static final ValueLayout.OfInt U32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort U16 =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long SIGNATURE = 0x1b8;
    private static final long ENTRIES = 0x1be;
    private static final long MAGIC = 0x1fe;

    private BootRecord() {}

    /// {@return a sector of zeros that ends, at byte 510, in 55 AA}
    static MemorySegment create(int sectorSize) {
        MemorySegment sector = MemorySegment.ofArray(new byte[sectorSize]);
        sector.set(U16, MAGIC, (short) 0xaa55);
        return sector;
    }

    static void setSignature(MemorySegment sector, long signature) {
        sector.set(U32, SIGNATURE, (int) signature);
    }

    static long signature(MemorySegment sector) {
        return sector.get(U32, SIGNATURE) & 0xffff_ffffL;
    }

    static boolean hasMagic(MemorySegment sector) {
        return sector.get(U16, MAGIC) == (short) 0xaa55;
    }

    /// {@return offset of an entry in the sector, in bytes}
    ///
    /// @param slot 0 to 3
    static long offset(int slot) {
        return ENTRIES + (long) slot * MbrEntry.SIZE;
    }

    /// {@return all four entries}
    static List<MbrEntry> entries(MemorySegment sector) {
        var entries = new ArrayList<MbrEntry>();
        for (int slot = 0; slot < SLOTS; slot++) {
            entries.add(MbrEntry.read(sector, slot));
        }
        return entries;
    }

    /// {@return a copy without the entries that begin with the disk}
    static MemorySegment withoutWhole(MemorySegment sector) {
        MemorySegment copy = MemorySegment.ofArray(sector.toArray(ValueLayout.JAVA_BYTE));
        for (int slot = 0; slot < SLOTS; slot++) {
            if (MbrEntry.read(copy, slot).firstLba() == 0) {
                copy.asSlice(offset(slot), MbrEntry.SIZE).fill((byte) 0);
            }
        }
        return copy;
    }

    /// {@return the 512 bytes at `offset`, which the disk has}
    static MemorySegment read(BlockSource disk, long offset) throws IOException {
        return disk.bytes(offset, SIZE);
    }
}
