package dev.diskwright.core.container.vhdx;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.GuidAt;
import dev.diskwright.core.bytes.Guids;
import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U16;
import dev.diskwright.core.bytes.U32;
import dev.diskwright.core.bytes.U64;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One of the two headers (section 2.2.2).
///
/// @param sequenceNumber the header with the higher one counts
/// @param fileWriteGuid changes with each use of the file
/// @param dataWriteGuid changes with what the disk holds
/// @param logGuid of the log's entries; zero if it is empty
/// @param logLength in bytes
/// @param logOffset in bytes
record Header(
        @U32(0) long signature,
        @U32(4) long checksum,
        @U64(8) long sequenceNumber,
        @GuidAt(16) UUID fileWriteGuid,
        @GuidAt(32) UUID dataWriteGuid,
        @GuidAt(48) UUID logGuid,
        @U16(64) int logVersion,
        @U16(66) int version,
        @U32(68) long logLength,
        @U64(72) long logOffset) {
    static final String FILE_SIGNATURE = "vhdxfile"; // section 2.2.1
    static final long SIGNATURE = 0x6461_6568L; // "head"
    static final int SIZE = 4096;
    static final int VERSION = 1;
    static final long[] OFFSETS = {64 << 10, 128 << 10};
    static final long MIB = 1 << 20;

    static final StructCodec<Header> CODEC =
            StructCodec.of(MethodHandles.lookup(), Header.class, SIZE, ByteOrder.LITTLE_ENDIAN);

    /// {@return the header that counts}
    ///
    /// @param where the file
    static Header current(Where where, BlockSource file) throws IOException {
        Header[] headers = new Header[2];
        CorruptImageException[] damage = new CorruptImageException[2];
        for (int i = 0; i < 2; i++) {
            try {
                headers[i] = read(where, file, i);
            } catch (CorruptImageException e) {
                damage[i] = e;
            }
        }
        if (headers[0] == null && headers[1] == null) {
            damage[0].addSuppressed(damage[1]);
            throw damage[0];
        }
        Header current = headers[isSecondCurrent(headers[0], headers[1]) ? 1 : 0];
        current.check(where, file.size());
        return current;
    }

    /// {@return whether the second of two headers counts; one that is damaged is null}
    static boolean isSecondCurrent(@Nullable Header one, @Nullable Header two) {
        return one == null
                || two != null && Long.compareUnsigned(two.sequenceNumber, one.sequenceNumber) > 0;
    }

    /// {@return one of the two headers, its signature and checksum right}
    static Header read(Where where, BlockSource file, int index) throws IOException {
        Where place = place(where, index);
        if (file.size() < MIB) {
            throw new CorruptImageException(
                    place, "a file of " + file.size() + " bytes", MIB + " or more");
        }
        MemorySegment bytes = file.bytes(OFFSETS[index], SIZE);
        Header header = CODEC.read(bytes, 0);
        if (header.signature != SIGNATURE) {
            throw new CorruptImageException(
                    place.field("signature", 0),
                    "0x%x".formatted(header.signature),
                    "0x%x (\"head\")".formatted(SIGNATURE));
        }
        Checksum.verify(place, bytes);
        return header;
    }

    private void check(Where where, long fileSize) throws IOException {
        Where place = where.structure("header", OFFSETS[0]);
        if (version != VERSION) {
            throw new UnsupportedImageException(field(place, "version"), "version " + version);
        }
        if (!hasLog()) {
            return;
        }
        if (logVersion != 0) {
            throw new UnsupportedImageException(
                    field(place, "logVersion"), "log version " + logVersion);
        }
        if (logLength == 0
                || logLength % MIB != 0
                || logOffset % MIB != 0
                || logOffset < MIB
                || logOffset > fileSize - logLength) {
            throw new CorruptImageException(
                    field(place, "logOffset"),
                    "%d bytes at 0x%x".formatted(logLength, logOffset),
                    "whole MiB in the file");
        }
    }

    static Where place(Where where, int index) {
        return where.structure("header " + (index + 1), OFFSETS[index]);
    }

    static Where field(Where place, String name) {
        return place.field(name, CODEC.offset(name));
    }

    /// {@return its bytes, the checksum made right}
    MemorySegment toBytes() {
        return Checksum.put(CODEC.toBytes(this));
    }

    /// {@return whether the log has something that is not yet in its place}
    boolean hasLog() {
        return !logGuid.equals(Guids.NIL);
    }
}
