package dev.diskwright.core.design;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One partition as it is wished for. Of start, end and size at most two are given; without a start it follows the
/// partition before it, without end and size it takes the rest.
///
/// @param name GPT name, up to 36 UTF-16 units; on MBR for people only
/// @param type by name (`esp`, `linux`), GUID or `0x83`
/// @param number in the table; null takes the next free one
/// @param start pinned offset of its first byte
/// @param end pinned offset behind its last byte
/// @param size an expression
/// @param uuid its own GUID; null is derived
/// @param flags attribute names (`boot`, `legacy-boot`, `growfs`, `read-only`, `no-auto`, `required`, `no-block-io`)
/// @param filesystem null leaves it blank
/// @param mount mount point; contents below it go here
public record PartitionSpec(
        @Default("\"\"") @Explain("Name in the GPT.") String name,
        @Default("\"linux\"") @Explain("Type by name, GUID, or 0x and two hex digits.") String type,
        @Default("null") @Explain("Number in the table; the next free one if left out.")
                @Nullable Integer number,
        @Default("null") @Explain("Offset of its first byte; pins the partition.")
                @Nullable ByteSize start,
        @Default("null") @Explain("Offset behind its last byte.") @Nullable ByteSize end,
        @Default("null") @Explain("Size: fixed, a percentage, fit, or rest.")
                @Nullable SizeExpression size,
        @Default("null") @Explain("Its own GUID; derived from the seed if left out.")
                @Nullable UUID uuid,
        @Default("[]") @Explain("Attributes by name.") List<String> flags,
        @Default("null") @Explain("What it is formatted as; blank if left out.")
                @Nullable Filesystem filesystem,
        @Default("null") @Explain("Mount point; contents below it go into this partition.")
                @Nullable String mount) {
    /// Copies the list.
    public PartitionSpec {
        flags = List.copyOf(flags);
    }

    /// {@return whether its type, by whichever name, is that of the EFI system partition}
    public boolean isEsp() {
        return type.equals("esp")
                || type.equalsIgnoreCase("c12a7328-f81f-11d2-ba4b-00a0c93ec93b")
                || type.equalsIgnoreCase("0xef");
    }

    /// {@return the same with another name}
    public PartitionSpec withName(String newName) {
        return new PartitionSpec(
                newName, type, number, start, end, size, uuid, flags, filesystem, mount);
    }

    /// {@return the same with another type}
    public PartitionSpec withType(String newType) {
        return new PartitionSpec(
                name, newType, number, start, end, size, uuid, flags, filesystem, mount);
    }

    /// {@return the same with another number; null takes the next free one}
    public PartitionSpec withNumber(@Nullable Integer newNumber) {
        return new PartitionSpec(
                name, type, newNumber, start, end, size, uuid, flags, filesystem, mount);
    }

    /// {@return the same elsewhere}
    public PartitionSpec withPlace(
            @Nullable ByteSize newStart,
            @Nullable ByteSize newEnd,
            @Nullable SizeExpression newSize) {
        return new PartitionSpec(
                name, type, number, newStart, newEnd, newSize, uuid, flags, filesystem, mount);
    }

    /// {@return the same with another GUID; null is derived}
    public PartitionSpec withUuid(@Nullable UUID newUuid) {
        return new PartitionSpec(
                name, type, number, start, end, size, newUuid, flags, filesystem, mount);
    }

    /// {@return the same with other attributes}
    public PartitionSpec withFlags(List<String> newFlags) {
        return new PartitionSpec(
                name, type, number, start, end, size, uuid, newFlags, filesystem, mount);
    }

    /// {@return the same with another file system; null leaves it blank}
    public PartitionSpec withFilesystem(@Nullable Filesystem newFilesystem) {
        return new PartitionSpec(
                name, type, number, start, end, size, uuid, flags, newFilesystem, mount);
    }

    /// {@return the same with another mount point}
    public PartitionSpec withMount(@Nullable String newMount) {
        return new PartitionSpec(
                name, type, number, start, end, size, uuid, flags, filesystem, newMount);
    }
}
