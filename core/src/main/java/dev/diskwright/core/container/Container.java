package dev.diskwright.core.container;

import dev.diskwright.core.block.BlockSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a container file holds.
///
/// @param disks one or more; the first is meant where none is named
/// @param snapshots earlier states of the disk, by name
/// @param facts what the file says of itself, for people
/// @param attachments what it holds beside disks
public record Container(
        List<Disk> disks, List<Disk> snapshots, List<Fact> facts, List<Attachment> attachments) {
    /// Refuses to hold nothing.
    public Container {
        disks = List.copyOf(disks);
        snapshots = List.copyOf(snapshots);
        facts = List.copyOf(facts);
        attachments = List.copyOf(attachments);
        if (disks.isEmpty()) {
            throw new IllegalArgumentException("no disk");
        }
    }

    /// A container without snapshots.
    public Container(List<Disk> disks, List<Fact> facts, List<Attachment> attachments) {
        this(disks, List.of(), facts, attachments);
    }

    /// {@return a container of one disk}
    public static Container of(BlockSource disk, Fact... facts) {
        return of(disk, List.of(facts));
    }

    /// {@return a container of one disk}
    public static Container of(BlockSource disk, List<Fact> facts) {
        return new Container(List.of(new Disk("", disk.size(), () -> disk)), facts, List.of());
    }

    /// {@return the first disk}
    ///
    /// @throws dev.diskwright.core.bytes.ImageException if it is damaged or not supported
    public BlockSource disk() throws IOException {
        return disks.getFirst().open();
    }

    /// {@return the disk or snapshot of that name}
    public Optional<Disk> disk(String name) {
        return Stream.concat(disks.stream(), snapshots.stream())
                .filter(it -> it.name().equals(name))
                .findFirst();
    }

    /// One of the disks.
    ///
    /// @param name unique in the container; empty for the only one
    /// @param size in bytes
    /// @param opening gives its bytes
    public record Disk(String name, long size, Opening opening) {
        /// {@return its bytes}
        ///
        /// @throws dev.diskwright.core.bytes.ImageException if it is damaged or not supported
        public BlockSource open() throws IOException {
            return opening.open();
        }
    }

    /// Opens a disk.
    @FunctionalInterface
    public interface Opening {
        /// {@return its bytes; the same each time}
        BlockSource open() throws IOException;
    }

    /// One thing that a file says of itself, such as its cluster size.
    public record Fact(String name, String value) {}

    /// Something held beside disks, such as the configuration of a virtual machine.
    ///
    /// @param name a file name
    public record Attachment(String name, BlockSource bytes) {}
}
