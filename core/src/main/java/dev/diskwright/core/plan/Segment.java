package dev.diskwright.core.plan;

import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.table.PartitionType;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A stretch of the disk.
public sealed interface Segment {
    /// {@return offset of its first byte}
    long start();

    /// {@return size in bytes}
    long size();

    /// {@return offset behind its last byte}
    default long end() {
        return start() + size();
    }

    /// A partition, or the one file system of a disk without a table.
    ///
    /// @param index in the list of the explicit layout
    /// @param number in the table; 0 without a table
    /// @param spec what it was made from
    /// @param type its type
    /// @param id its GUID; null on MBR and without a table
    /// @param attributes GPT attribute bits
    /// @param volume null if it is left blank
    /// @param devices every persistent path that udev's rules give it, the one to use first: of its file system, else of
    ///     itself, else of the disk
    record Partition(
            long start,
            long size,
            int index,
            int number,
            PartitionSpec spec,
            PartitionType type,
            @Nullable UUID id,
            long attributes,
            @Nullable Volume volume,
            List<String> devices)
            implements Segment {
        /// Copies the list.
        public Partition {
            devices = List.copyOf(devices);
        }

        /// {@return the persistent path to use, `/dev/disk/by-label/root`; empty if it has none}
        public String device() {
            return devices.isEmpty() ? "" : devices.getFirst();
        }

        /// {@return the same with another volume}
        Partition withVolume(@Nullable Volume newVolume) {
            return new Partition(
                    start, size, index, number, spec, type, id, attributes, newVolume, devices);
        }
    }

    /// Room that no partition takes.
    record Free(long start, long size) implements Segment {}

    /// What the table itself takes, and what alignment leaves over.
    ///
    /// @param name for people: `GPT`, `backup GPT`, `MBR`, `alignment`
    record Structure(long start, long size, String name) implements Segment {}
}
