package dev.diskwright.core.container.vhd;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.AsciiAt;
import dev.diskwright.core.bytes.BytesAt;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U16;
import dev.diskwright.core.bytes.U32;
import dev.diskwright.core.bytes.U64;
import dev.diskwright.core.bytes.U8;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.UuidAt;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// The footer ("Hard Disk Footer Format"), at the end of each file and once more at the start unless the disk is fixed.
///
/// @param dataOffset of the dynamic header in bytes, all ones for a fixed disk
/// @param timeStamp seconds since 2000
/// @param creatorApplication up to four characters
/// @param currentSize of the disk in bytes
/// @param diskType see [#FIXED] and the following
/// @param checksum over all 512 bytes
record Footer(
        @AsciiAt(value = 0, length = 8) String cookie,
        @U32(8) long features,
        @U32(12) long fileFormatVersion,
        @U64(16) long dataOffset,
        @U32(24) long timeStamp,
        @AsciiAt(value = 28, length = 4) String creatorApplication,
        @U32(32) long creatorVersion,
        @AsciiAt(value = 36, length = 4) String creatorHostOs,
        @U64(40) long originalSize,
        @U64(48) long currentSize,
        @U16(56) int cylinders,
        @U8(58) int heads,
        @U8(59) int sectorsPerTrack,
        @U32(60) long diskType,
        @U32(64) long checksum,
        @UuidAt(68) UUID uniqueId,
        @U8(84) int savedState,
        @BytesAt(value = 85, length = 427) MemorySegment reserved) {
    static final String COOKIE = "conectix";
    static final int SIZE = 512;
    static final int SECTOR = 512;
    static final long VERSION = 0x0001_0000;
    static final long NOWHERE = -1; // data offset of a fixed disk
    static final int FIXED = 2;
    static final int DYNAMIC = 3;
    static final int DIFFERENCING = 4;

    static final StructCodec<Footer> CODEC =
            StructCodec.of(MethodHandles.lookup(), Footer.class, SIZE, ByteOrder.BIG_ENDIAN);

    private static final int CHECKSUM = CODEC.offset("checksum");
    private static final int SHORT_SIZE = 511; // before Virtual PC 2004
    private static final Instant YEAR_2000 = Instant.ofEpochSecond(946_684_800);

    /// Those who go by the geometry themselves: Virtual PC, and QEMU when it is not told to force the size.
    private static final Set<String> COUNT_BY_GEOMETRY = Set.of("vpc ", "qemu");

    /// {@return where the footer at the end begins, in bytes; its size is 511 in very old files}
    static long lastOffset(BlockSource file) throws IOException {
        boolean isShort =
                file.size() >= SIZE
                        && !isAt(file, file.size() - SIZE)
                        && isAt(file, file.size() - SHORT_SIZE);
        return file.size() - (isShort ? SHORT_SIZE : SIZE);
    }

    /// {@return whether a footer's cookie is there}
    static boolean isAt(BlockSource file, long offset) throws IOException {
        if (offset < 0 || offset > file.size() - SHORT_SIZE) {
            return false;
        }
        MemorySegment bytes = MemorySegment.ofArray(new byte[SIZE]);
        file.read(offset, bytes.asSlice(0, COOKIE.length()));
        return CODEC.read(bytes, 0).cookie.equals(COOKIE);
    }

    /// {@return the footer at `offset`, whose checksum is right}
    ///
    /// @param where the file
    static Footer read(Where where, BlockSource file, long offset) throws IOException {
        Where place = where.structure("footer", offset);
        if (offset < 0 || offset > file.size() - SHORT_SIZE) {
            throw new CorruptImageException(
                    place, "a file of " + file.size() + " bytes", SIZE + " or more");
        }
        MemorySegment bytes = MemorySegment.ofArray(new byte[SIZE]);
        file.read(offset, bytes.asSlice(0, Math.min(SIZE, file.size() - offset)));
        Footer footer = CODEC.read(bytes, 0);
        if (!footer.cookie.equals(COOKIE)) {
            throw new CorruptImageException(
                    place.field("cookie", 0), Text.quoted(footer.cookie), "\"conectix\"");
        }
        Checksum.verify(place.field("checksum", CHECKSUM), bytes, CHECKSUM);
        if (footer.fileFormatVersion >>> 16 != VERSION >>> 16) {
            throw new UnsupportedImageException(
                    field(place, "fileFormatVersion"),
                    "version 0x%x".formatted(footer.fileFormatVersion));
        }
        if (footer.diskType < FIXED || footer.diskType > DIFFERENCING) {
            throw new UnsupportedImageException(
                    field(place, "diskType"), "disk type " + footer.diskType);
        }
        return footer;
    }

    static Where field(Where place, String name) {
        return place.field(name, CODEC.offset(name));
    }

    /// {@return its bytes, the checksum made right}
    MemorySegment toBytes() {
        return Checksum.put(CODEC.toBytes(this), CHECKSUM);
    }

    Geometry geometry() {
        return new Geometry(cylinders, heads, sectorsPerTrack);
    }

    /// {@return whether its size is that of its geometry}
    boolean countsByGeometry() {
        return COUNT_BY_GEOMETRY.contains(creatorApplication)
                && !geometry().equals(Geometry.MAXIMAL)
                && geometry().sectors() > 0;
    }

    /// {@return size of the disk in bytes, a whole number of sectors; negative if it is more than a long holds}
    long size() {
        return countsByGeometry() ? geometry().sectors() * SECTOR : currentSize / SECTOR * SECTOR;
    }

    String subformat() {
        return switch ((int) diskType) {
            case FIXED -> "fixed";
            case DYNAMIC -> "dynamic";
            default -> "differencing";
        };
    }

    /// {@return seconds since 2000, 0 for a time before}
    static long timeStamp(Instant time) {
        return Math.clamp(time.getEpochSecond() - YEAR_2000.getEpochSecond(), 0, 0xffff_ffffL);
    }
}
