package dev.diskwright.core.table;

import dev.diskwright.core.bytes.Guids;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One partition. Its sectors are those of the table it is in, 512 or 4096 bytes each.
///
/// @param number 1 to 128 in a GPT; in an MBR 1 to 4, logical partitions from 5 on. Says nothing of the order on disk
/// @param firstLba first sector
/// @param lastLba last sector, inclusive
/// @param id unique GUID of a GPT partition; null in an MBR
/// @param name up to 36 UTF-16 units; empty in an MBR
/// @param attributes of a GPT partition, as [GptAttribute] names them; 0 in an MBR
/// @param active whether an MBR's boot code starts this one; false in a GPT
public record Partition(
        int number,
        long firstLba,
        long lastLba,
        PartitionType type,
        @Nullable UUID id,
        String name,
        long attributes,
        boolean active) {
    /// Longest name, in UTF-16 units.
    public static final int MAX_NAME = 36;

    /// Refuses what no table can hold.
    public Partition {
        if (number < 1 || firstLba < 0 || lastLba < firstLba || lastLba == Long.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "partition %d from %d to %d".formatted(number, firstLba, lastLba));
        }
        if (Guids.NIL.equals(id)) {
            throw new IllegalArgumentException("the GUID of partition " + number + " is zero");
        }
        if (name.length() > MAX_NAME || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the name of partition " + number + " is " + name);
        }
    }

    /// {@return a partition of a GPT}
    public static Partition gpt(
            int number,
            long firstLba,
            long lastLba,
            PartitionType type,
            UUID id,
            String name,
            long attributes) {
        return new Partition(number, firstLba, lastLba, type, id, name, attributes, false);
    }

    /// {@return a partition of an MBR}
    public static Partition mbr(
            int number, long firstLba, long lastLba, PartitionType type, boolean active) {
        return new Partition(number, firstLba, lastLba, type, null, "", 0, active);
    }

    /// {@return how many sectors it has}
    public long sectors() {
        return lastLba - firstLba + 1;
    }

    /// {@return whether the two share a sector}
    public boolean overlaps(Partition other) {
        return firstLba <= other.lastLba && other.firstLba <= lastLba;
    }
}
