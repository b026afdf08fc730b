package dev.diskwright.core.container.vhdx;

import dev.diskwright.core.bytes.GuidAt;
import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U32;
import dev.diskwright.core.bytes.U64;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import java.util.UUID;

/// The header of a log entry (section 2.3.1.1).
///
/// @param entryLength in bytes
/// @param tail where the oldest entry begins that was not in its place when this one was written, in bytes of the log
/// @param sequenceNumber one more than that of the entry before
/// @param flushedFileOffset size that the file had at least, in bytes
/// @param lastFileOffset size that the file has to have, in bytes
record LogEntry(
        @U32(0) long signature,
        @U32(4) long checksum,
        @U32(8) long entryLength,
        @U32(12) long tail,
        @U64(16) long sequenceNumber,
        @U32(24) long descriptorCount,
        @U32(28) long reserved,
        @GuidAt(32) UUID logGuid,
        @U64(48) long flushedFileOffset,
        @U64(56) long lastFileOffset) {
    static final int SIZE = 64;
    static final int SECTOR = 4096;
    static final long SIGNATURE = 0x6567_6f6cL; // "loge"
    static final StructCodec<LogEntry> CODEC =
            StructCodec.of(MethodHandles.lookup(), LogEntry.class, SIZE, ByteOrder.LITTLE_ENDIAN);

    /// A descriptor (sections 2.3.1.2 and 2.3.1.3): bytes of the file to be replaced.
    ///
    /// @param trailingBytes of a data descriptor: the last four
    /// @param leadingBytes of a data descriptor: the first eight; of a zero descriptor: the length, in bytes
    /// @param fileOffset of the first one, in bytes
    record Descriptor(
            @U32(0) long signature,
            @U32(4) long trailingBytes,
            @U64(8) long leadingBytes,
            @U64(16) long fileOffset,
            @U64(24) long sequenceNumber) {
        static final int SIZE = 32;
        static final long ZERO = 0x6f72_657aL; // "zero"
        static final long DATA = 0x6373_6564L; // "desc"
        static final StructCodec<Descriptor> CODEC =
                StructCodec.of(
                        MethodHandles.lookup(), Descriptor.class, SIZE, ByteOrder.LITTLE_ENDIAN);

        boolean isData() {
            return signature == DATA;
        }

        /// {@return how many bytes of the file it replaces}
        long length() {
            return isData() ? SECTOR : leadingBytes;
        }

        /// {@return whether its fields can be right}
        boolean isValid(long expectedSequence) {
            return (isData() || signature == ZERO)
                    && sequenceNumber == expectedSequence
                    && fileOffset >= 0
                    && fileOffset % SECTOR == 0
                    && length() >= 0
                    && length() % SECTOR == 0
                    && fileOffset <= Layout.LARGEST - Math.min(Layout.LARGEST, length())
                    && length() <= Layout.LARGEST;
        }
    }

    /// {@return sectors that the header and its descriptors take}
    long descriptorSectors() {
        return Math.ceilDiv(SIZE + descriptorCount * Descriptor.SIZE, SECTOR);
    }
}
