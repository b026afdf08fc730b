package dev.diskwright.core.container.vma;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.BytesAt;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U32;
import dev.diskwright.core.bytes.U64;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.UuidAt;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.UUID;

/// The beginning of the header; the tables that follow are in [Tables].
///
/// @param uuid repeated in every extent
/// @param ctime seconds since 1970, signed
/// @param blobBufferSize bytes in use
/// @param headerSize bytes up to the first extent, blobs included
record Header(
        @U32(0) long magic,
        @U32(4) long version,
        @UuidAt(8) UUID uuid,
        @U64(24) long ctime,
        @BytesAt(value = 32, length = 16) MemorySegment md5,
        @U32(48) long blobBufferOffset,
        @U32(52) long blobBufferSize,
        @U32(56) long headerSize) {
    static final long MAGIC = 0x564d4100; // "VMA" and a zero
    static final long VERSION = 1;
    static final int SIZE = 12288; // what all headers have; blobs follow
    static final int RESERVED_AT = 60;
    static final int CONFIG_NAMES_AT = 2044;
    static final int CONFIG_DATA_AT = 3068;
    static final int CONFIGS = 256;
    static final int RESERVED_2_AT = 4092;
    static final int DEVICES_AT = 4096;
    static final int DEVICE_SIZE = 32;
    static final int DEVICES = 256;
    static final int ALIGNMENT = 512;

    static final StructCodec<Header> CODEC =
            StructCodec.of(MethodHandles.lookup(), Header.class, RESERVED_AT, ByteOrder.BIG_ENDIAN);
    static final int MD5_AT = CODEC.offset("md5");

    /// All blobs that fit in the tables: 512 of 64 KiB and the names of devices.
    private static final int LARGEST = 64 << 20;

    static boolean isAt(BlockSource file) throws IOException {
        return file.size() >= SIZE
                && Integer.toUnsignedLong(file.bytes(0, 4).get(Fields.U32, 0)) == MAGIC;
    }

    /// {@return the header, its sum and its bounds checked}
    static Header read(Where where, BlockSource file, Faults faults) throws IOException {
        Where place = Fields.header(where);
        if (file.size() < SIZE) {
            throw new CorruptImageException(
                    place, "a file of " + file.size() + " bytes", SIZE + " or more");
        }
        Header header = CODEC.read(file.bytes(0, RESERVED_AT), 0);
        expect(header.magic == MAGIC, place, "magic", header.magic, "0x564d4100");
        if (header.version != VERSION) {
            throw new UnsupportedImageException(
                    field(place, "version"), "version " + header.version);
        }
        expect(
                header.headerSize > SIZE
                        && header.headerSize <= LARGEST
                        && header.headerSize <= file.size(),
                place,
                "headerSize",
                header.headerSize,
                "more than %d and at most the file's %d bytes".formatted(SIZE, file.size()));
        MemorySegment bytes = file.bytes(0, (int) header.headerSize);
        if (!Fields.hasMd5(Fields.newMd5(), bytes, MD5_AT)) {
            byte[] sum = header.md5.toArray(ValueLayout.JAVA_BYTE);
            faults.found(
                    new CorruptImageException(
                            field(place, "md5"),
                            HexFormat.of().formatHex(sum),
                            "the sum of the header"));
        }
        expect(
                header.blobBufferOffset >= SIZE && header.blobBufferOffset <= header.headerSize,
                place,
                "blobBufferOffset",
                header.blobBufferOffset,
                "12288");
        expect(
                header.blobBufferSize <= header.headerSize - header.blobBufferOffset,
                place,
                "blobBufferSize",
                header.blobBufferSize,
                "an end within the header's %d bytes".formatted(header.headerSize));
        return header;
    }

    private static void expect(
            boolean holds, Where place, String field, long found, String expected)
            throws CorruptImageException {
        if (!holds) {
            throw new CorruptImageException(field(place, field), "0x%x".formatted(found), expected);
        }
    }

    static Where field(Where place, String name) {
        return place.field(name, CODEC.offset(name));
    }
}
