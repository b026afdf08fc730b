package dev.diskwright.core.boot.syslinux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U16;
import dev.diskwright.core.bytes.U32;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;

/// The part of `ldlinux.sys` that an installer fills in, found by its magic number.
///
/// @param offset in `ldlinux.sys`, in bytes
record PatchArea(int offset, Header header, Extended extended) {
    private static final ValueLayout.OfShort LE16 = JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final ValueLayout.OfInt LE32 = JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LE64 = JAVA_LONG_UNALIGNED.withOrder(LITTLE_ENDIAN);

    private static final int MAGIC = 0x3eb202fe;
    private static final int SECTOR_SIZE = Syslinux.SECTOR_SIZE;
    private static final int ADV_SECTORS = Adv.SIZE / SECTOR_SIZE;
    private static final int SEARCHED = 512;
    private static final int EXTENT_SIZE = 10;

    /// Most sectors of one extent: what a BIOS reads in one call.
    private static final int LONGEST_EXTENT = 127;

    /// What is at the magic number.
    ///
    /// @param dataSectors without the auxiliary data vector
    /// @param dwords words of 32 bits without the auxiliary data vector
    /// @param checksum makes the sum of all words the magic number
    /// @param maxTransfer sectors that a BIOS may be asked for in one call
    /// @param extended where the other part is in `ldlinux.sys`, in bytes
    record Header(
            @U32(0) long magic,
            @U32(4) long instance,
            @U16(8) int dataSectors,
            @U16(10) int advSectors,
            @U32(12) long dwords,
            @U32(16) long checksum,
            @U16(20) int maxTransfer,
            @U16(22) int extended) {
        static final StructCodec<Header> CODEC =
                StructCodec.of(MethodHandles.lookup(), Header.class, 24, LITTLE_ENDIAN);
    }

    /// Where other things are in `ldlinux.sys`, and in the boot sector, in bytes; capacities in bytes, of the extents in
    /// entries.
    ///
    /// @param sectorLow where the boot sector has the low half of the first sector's number
    record Extended(
            @U16(0) int advPointers,
            @U16(2) int directory,
            @U16(4) int directoryCapacity,
            @U16(6) int subvolume,
            @U16(8) int subvolumeCapacity,
            @U16(10) int extents,
            @U16(12) int extentCapacity,
            @U16(14) int sectorLow,
            @U16(16) int sectorHigh,
            @U16(18) int raid) {
        static final StructCodec<Extended> CODEC =
                StructCodec.of(MethodHandles.lookup(), Extended.class, 20, LITTLE_ENDIAN);
    }

    /// {@return the patch area of this loader}
    ///
    /// @throws UnsupportedImageException if there is none
    /// @throws CorruptImageException if it points out of the loader
    static PatchArea find(Where where, MemorySegment loader)
            throws UnsupportedImageException, CorruptImageException {
        long limit = Math.min(SEARCHED, loader.byteSize() - Header.CODEC.size());
        for (int at = 0; at <= limit; at += 4) {
            if (loader.get(LE32, at) == MAGIC) {
                Header header = Header.CODEC.read(loader, at);
                Where field = where.field("extended patch area", at + 22);
                within(field, header.extended(), Extended.CODEC.size(), loader.byteSize());
                Extended extended = Extended.CODEC.read(loader, header.extended());
                check(where, header.extended(), extended, loader.byteSize());
                return new PatchArea(at, header, extended);
            }
        }
        throw new UnsupportedImageException(where, "a loader without patch area");
    }

    private static void check(Where where, int offset, Extended it, long size)
            throws CorruptImageException {
        within(where.field("ADV pointers", offset), it.advPointers(), 16, size);
        within(where.field("directory", offset + 2L), it.directory(), it.directoryCapacity(), size);
        within(
                where.field("extents", offset + 10L),
                it.extents(),
                (long) EXTENT_SIZE * it.extentCapacity(),
                size);
        int code = SECTOR_SIZE - 2;
        within(where.field("low sector number", offset + 14L), it.sectorLow(), 4, code);
        within(where.field("high sector number", offset + 16L), it.sectorHigh(), 4, code);
    }

    private static void within(Where where, long offset, long length, long size)
            throws CorruptImageException {
        if (offset > size - length) {
            throw new CorruptImageException(
                    where,
                    "0x%x".formatted(offset),
                    "%d bytes before 0x%x".formatted(length, size));
        }
    }

    /// Fills in the area, and the boot sector's reference to the first sector.
    ///
    /// @param file `ldlinux.sys` with the auxiliary data vector behind it
    /// @param sectors of all of it, relative to the volume
    void apply(
            Where where,
            MemorySegment file,
            MemorySegment bootSector,
            long[] sectors,
            String directory)
            throws DoesNotFitException {
        long data = file.byteSize() - Adv.SIZE;
        int dataSectors = sectors.length - ADV_SECTORS;
        bootSector.set(LE32, extended.sectorLow(), (int) sectors[0]);
        bootSector.set(LE32, extended.sectorHigh(), (int) (sectors[0] >>> 32));

        Header.CODEC.write(
                new Header(
                        header.magic(),
                        header.instance(),
                        dataSectors,
                        ADV_SECTORS,
                        data / 4,
                        0,
                        header.maxTransfer(),
                        header.extended()),
                file,
                offset);
        extents(where, file, sectors, dataSectors);
        for (int i = 0; i < ADV_SECTORS; i++) {
            file.set(LE64, extended.advPointers() + 8L * i, sectors[dataSectors + i]);
        }
        byte[] name = directory.getBytes(UTF_8);
        if (name.length >= extended.directoryCapacity()) {
            throw new DoesNotFitException(
                    where.field("directory", extended.directory()),
                    "a name of %d bytes".formatted(name.length),
                    "%d bytes".formatted(extended.directoryCapacity() - 1));
        }
        file.asSlice(extended.directory(), extended.directoryCapacity()).fill((byte) 0);
        MemorySegment.copy(name, 0, file, JAVA_BYTE, extended.directory(), name.length);

        int sum = MAGIC;
        for (long at = 0; at < data; at += 4) {
            sum -= file.get(LE32, at);
        }
        file.set(LE32, offset + Header.CODEC.offset("checksum"), sum);
    }

    /// Notes all sectors but the first, which the boot sector has, and those of the auxiliary data vector.
    private void extents(Where where, MemorySegment file, long[] sectors, int dataSectors)
            throws DoesNotFitException {
        MemorySegment table =
                file.asSlice(extended.extents(), (long) EXTENT_SIZE * extended.extentCapacity());
        table.fill((byte) 0);
        int entry = 0;
        int at = 1;
        while (at < dataSectors) {
            int length = 1;
            while (at + length < dataSectors
                    && length < LONGEST_EXTENT
                    && sectors[at + length] == sectors[at] + length) {
                length++;
            }
            if (entry == extended.extentCapacity()) {
                throw new DoesNotFitException(
                        where.field("extents", extended.extents()),
                        "more than %d pieces".formatted(entry),
                        "%d pieces".formatted(entry));
            }
            table.set(LE64, (long) entry * EXTENT_SIZE, sectors[at]);
            table.set(LE16, (long) entry * EXTENT_SIZE + 8, (short) length);
            at += length;
            entry++;
        }
    }
}
