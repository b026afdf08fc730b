package dev.diskwright.core.container.vma;

import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U16;
import dev.diskwright.core.bytes.U32;
import dev.diskwright.core.bytes.UuidAt;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import java.util.UUID;

/// The beginning of an extent; 59 times 8 bytes of block info follow its sum.
///
/// @param blockCount blocks that follow the header
record ExtentHeader(
        @U32(0) long magic, @U16(4) int reserved, @U16(6) int blockCount, @UuidAt(8) UUID uuid) {
    static final long MAGIC = 0x564d4145; // "VMAE"
    static final int SIZE = 512;
    static final int SLOTS = 59;
    static final int MD5_AT = 24;
    static final int INFO_AT = 40;

    static final StructCodec<ExtentHeader> CODEC =
            StructCodec.of(MethodHandles.lookup(), ExtentHeader.class, 24, ByteOrder.BIG_ENDIAN);

    /// {@return what a slot says}
    static long info(MemorySegment header, int slot) {
        return header.get(Fields.U64, INFO_AT + 8L * slot);
    }

    static long info(int mask, int device, long cluster) {
        return (long) mask << 48 | (long) device << 32 | cluster;
    }

    static int mask(long info) {
        return (int) (info >>> 48);
    }

    static int reserved(long info) {
        return (int) (info >>> 40) & 0xff;
    }

    static int device(long info) {
        return (int) (info >>> 32) & 0xff;
    }

    static long cluster(long info) {
        return info & 0xffff_ffffL;
    }
}
