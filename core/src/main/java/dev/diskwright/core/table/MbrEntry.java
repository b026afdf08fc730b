package dev.diskwright.core.table;

import dev.diskwright.core.bytes.BytesAt;
import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U32;
import dev.diskwright.core.bytes.U8;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;

/// One of the four entries of an MBR or EBR (UEFI 2.11, table 5-2).
///
/// @param status 0x80 for the active partition, 0 for others
/// @param firstLba counted from sector 0 in an MBR; from the EBR, or from the extended partition, in an EBR
record MbrEntry(
        @U8(0x0) int status,
        @BytesAt(value = 0x1, length = 3) MemorySegment firstChs,
        @U8(0x4) int type,
        @BytesAt(value = 0x5, length = 3) MemorySegment lastChs,
        @U32(0x8) long firstLba,
        @U32(0xc) long sectors) {
    static final int SIZE = 16;
    static final int ACTIVE = 0x80;

    private static final StructCodec<MbrEntry> CODEC =
            StructCodec.of(MethodHandles.lookup(), MbrEntry.class, SIZE, ByteOrder.LITTLE_ENDIAN);

    /// {@return an entry whose CHS fields say where it lies}
    ///
    /// @param origin what `firstLba` is counted from
    static MbrEntry of(int type, boolean active, long firstLba, long sectors, long origin) {
        return new MbrEntry(
                active ? ACTIVE : 0,
                Chs.bytes(Chs.of(origin + firstLba)),
                type,
                Chs.bytes(Chs.of(origin + firstLba + sectors - 1)),
                firstLba,
                sectors);
    }

    static MbrEntry protective(long sectors) {
        return new MbrEntry(
                0,
                Chs.bytes(Chs.LBA_1),
                PartitionTypes.PROTECTIVE,
                Chs.bytes(Chs.PROTECTIVE_END),
                1,
                sectors);
    }

    static MbrEntry read(MemorySegment sector, int slot) {
        return CODEC.read(sector, BootRecord.offset(slot));
    }

    void write(MemorySegment sector, int slot) {
        CODEC.write(this, sector, BootRecord.offset(slot));
    }

    boolean isUnused() {
        return type == 0;
    }

    /// {@return whether an unused entry has bytes that are not zero}
    boolean isDirty() {
        boolean hasChs = Chs.number(firstChs) != 0 || Chs.number(lastChs) != 0;
        return isUnused() && (status != 0 || firstLba != 0 || sectors != 0 || hasChs);
    }

    boolean isExtended() {
        return type == 0x05 || type == 0x0f || type == 0x85;
    }

    boolean isActive() {
        return status == ACTIVE;
    }

    boolean overlaps(MbrEntry other) {
        return firstLba <= other.lastLba() && other.firstLba <= lastLba();
    }

    /// {@return last LBA, counted like the first}
    long lastLba() {
        return firstLba + sectors - 1;
    }
}
