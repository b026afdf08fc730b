package dev.diskwright.core.fs.swap;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diskwright.core.bytes.BytesAt;
import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U32;
import dev.diskwright.core.bytes.UuidAt;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.UUID;

/// What a swap space says of itself, at byte 1024.
///
/// @param version 1
/// @param lastPage number of the last page, the header's being 0
/// @param badPageCount pages that are not to be used
/// @param volumeName label, ended by NUL
record SwapHeader(
        @U32(0x00) long version,
        @U32(0x04) long lastPage,
        @U32(0x08) long badPageCount,
        @UuidAt(0x0c) UUID uuid,
        @BytesAt(value = 0x1c, length = 16) MemorySegment volumeName) {
    static final int OFFSET = 1024;
    static final int SIZE = 44;

    /// What stands at the end of the header's page.
    static final String SIGNATURE = "SWAPSPACE2";

    static final StructCodec<SwapHeader> CODEC =
            StructCodec.of(MethodHandles.lookup(), SwapHeader.class, SIZE, LITTLE_ENDIAN);

    /// {@return the field of a label}
    static MemorySegment name(String label) {
        return MemorySegment.ofArray(Arrays.copyOf(label.getBytes(UTF_8), 16));
    }

    String label() {
        byte[] name = volumeName.toArray(JAVA_BYTE);
        int end = 0;
        while (end < name.length && name[end] != 0) {
            end++;
        }
        return new String(name, 0, end, UTF_8);
    }
}
