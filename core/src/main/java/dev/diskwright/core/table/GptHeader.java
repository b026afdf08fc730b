package dev.diskwright.core.table;

import dev.diskwright.core.bytes.GuidAt;
import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U32;
import dev.diskwright.core.bytes.U64;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import java.util.UUID;
import java.util.zip.CRC32;

/// The GPT header, once at each end of the disk (UEFI 2.11, table 5-5).
///
/// @param myLba sector that holds this header
/// @param alternateLba sector that holds the other one
/// @param entryCount entries in the array, used or not
record GptHeader(
        @U64(0x00) long signature,
        @U32(0x08) long revision,
        @U32(0x0c) long headerSize,
        @U32(0x10) long headerCrc32,
        @U32(0x14) long reserved,
        @U64(0x18) long myLba,
        @U64(0x20) long alternateLba,
        @U64(0x28) long firstUsableLba,
        @U64(0x30) long lastUsableLba,
        @GuidAt(0x38) UUID diskGuid,
        @U64(0x48) long entriesLba,
        @U32(0x50) long entryCount,
        @U32(0x54) long entrySize,
        @U32(0x58) long entriesCrc32) {
    static final int SIZE = 92;

    /// "EFI PART".
    static final long SIGNATURE = 0x5452415020494645L;

    static final long REVISION = 0x0001_0000;

    static final StructCodec<GptHeader> CODEC =
            StructCodec.of(MethodHandles.lookup(), GptHeader.class, SIZE, ByteOrder.LITTLE_ENDIAN);

    /// {@return this header in a sector of its own, with its checksum}
    MemorySegment toSector(int sectorSize) {
        MemorySegment sector = MemorySegment.ofArray(new byte[sectorSize]);
        withCrc(0).writeTo(sector);
        withCrc(crc(sector.asSlice(0, SIZE))).writeTo(sector);
        return sector;
    }

    private void writeTo(MemorySegment sector) {
        CODEC.write(this, sector, 0);
    }

    private GptHeader withCrc(long crc) {
        return new GptHeader(
                signature,
                revision,
                headerSize,
                crc,
                reserved,
                myLba,
                alternateLba,
                firstUsableLba,
                lastUsableLba,
                diskGuid,
                entriesLba,
                entryCount,
                entrySize,
                entriesCrc32);
    }

    /// {@return the checksum of `headerSize` bytes of the sector with its own field as zero}
    static long headerCrc(MemorySegment sector, int headerSize) {
        MemorySegment copy = MemorySegment.ofArray(new byte[headerSize]);
        MemorySegment.copy(sector, 0, copy, 0, headerSize);
        copy.asSlice(CODEC.offset("headerCrc32"), 4).fill((byte) 0);
        return crc(copy);
    }

    /// {@return CRC-32 (IEEE) of all these bytes}
    static long crc(MemorySegment bytes) {
        var crc = new CRC32();
        crc.update(bytes.asByteBuffer());
        return crc.getValue();
    }
}
