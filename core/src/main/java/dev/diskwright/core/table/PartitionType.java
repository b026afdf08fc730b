package dev.diskwright.core.table;

import dev.diskwright.core.bytes.Guids;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a partition is for, as GPT and MBR say it.
///
/// @param name in kebab-case, such as `linux-swap`; of a type without one, the GUID or the number as text
/// @param gpt type GUID, null if GPT has none
/// @param mbr type byte, 1 to 255, -1 if MBR has none
/// @param description a few words for people
public record PartitionType(String name, @Nullable UUID gpt, int mbr, String description) {
    /// Refuses a type that neither table can express, and those that mean an unused entry.
    public PartitionType {
        if (name.isEmpty() || gpt == null && mbr == -1) {
            throw new IllegalArgumentException("a type needs a name and a GUID or a number");
        }
        if (Guids.NIL.equals(gpt) || mbr != -1 && (mbr < 1 || mbr > 255)) {
            throw new IllegalArgumentException("type of an unused entry: " + name);
        }
    }

    /// {@return whether this is the container of logical partitions in an MBR}
    public boolean isExtended() {
        return mbr == 0x05 || mbr == 0x0f || mbr == 0x85;
    }

    /// {@return the type GUID}
    ///
    /// @throws IllegalArgumentException if GPT has none
    UUID gptOrThrow() {
        if (gpt == null) {
            throw new IllegalArgumentException("GPT has no type " + name);
        }
        return gpt;
    }

    /// {@return the type byte}
    ///
    /// @throws IllegalArgumentException if MBR has none
    int mbrOrThrow() {
        if (mbr == -1) {
            throw new IllegalArgumentException("MBR has no type " + name);
        }
        return mbr;
    }
}
