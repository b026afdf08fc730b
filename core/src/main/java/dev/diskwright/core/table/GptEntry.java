package dev.diskwright.core.table;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import dev.diskwright.core.bytes.BytesAt;
import dev.diskwright.core.bytes.GuidAt;
import dev.diskwright.core.bytes.Guids;
import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U64;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.UUID;

/// One entry of the partition array (UEFI 2.11, table 5-6).
///
/// @param type all zero if the entry is unused
/// @param lastLba inclusive
/// @param name 36 units of UTF-16LE, the rest zero
record GptEntry(
        @GuidAt(0x00) UUID type,
        @GuidAt(0x10) UUID id,
        @U64(0x20) long firstLba,
        @U64(0x28) long lastLba,
        @U64(0x30) long attributes,
        @BytesAt(value = 0x38, length = 72) MemorySegment name) {
    static final StructCodec<GptEntry> CODEC =
            StructCodec.of(
                    MethodHandles.lookup(),
                    GptEntry.class,
                    Gpt.ENTRY_SIZE,
                    ByteOrder.LITTLE_ENDIAN);

    static GptEntry of(Partition it) {
        return new GptEntry(
                it.type().gptOrThrow(),
                Objects.requireNonNull(it.id()),
                it.firstLba(),
                it.lastLba(),
                it.attributes(),
                MemorySegment.ofArray(it.name().getBytes(UTF_16LE)));
    }

    boolean isUnused() {
        return type.equals(Guids.NIL);
    }

    /// {@return the name up to its first NUL; lone surrogates, which UEFI allows, become U+FFFD}
    String text() {
        String text = new String(name.toArray(ValueLayout.JAVA_BYTE), UTF_16LE);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }
}
