package dev.diskwright.core.container.vhdx;

import dev.diskwright.core.bytes.GuidAt;
import dev.diskwright.core.bytes.StructCodec;
import dev.diskwright.core.bytes.U32;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import java.util.UUID;

/// An entry of the metadata table (section 2.6.1.2).
///
/// @param offset in the region, in bytes
/// @param length in bytes
/// @param flags see [#USER] and the following
record MetadataItem(
        @GuidAt(0) UUID itemId,
        @U32(16) long offset,
        @U32(20) long length,
        @U32(24) long flags,
        @U32(28) long reserved) {
    static final int SIZE = 32;
    static final int USER = 1;
    static final int VIRTUAL_DISK = 2;
    static final int REQUIRED = 4;
    static final StructCodec<MetadataItem> CODEC =
            StructCodec.of(
                    MethodHandles.lookup(), MetadataItem.class, SIZE, ByteOrder.LITTLE_ENDIAN);

    static final UUID FILE_PARAMETERS = UUID.fromString("caa16737-fa36-4d43-b3b6-33f0aa44e76b");
    static final UUID VIRTUAL_DISK_SIZE = UUID.fromString("2fa54224-cd1b-4876-b211-5dbed83bf4b8");
    static final UUID VIRTUAL_DISK_ID = UUID.fromString("beca12ab-b2e6-4523-93ef-c309e000c746");
    static final UUID LOGICAL_SECTOR_SIZE = UUID.fromString("8141bf1d-a96f-4709-ba47-f233a8faab5f");
    static final UUID PHYSICAL_SECTOR_SIZE =
            UUID.fromString("cda348c7-445d-4471-9cc9-e9885251c556");
    static final UUID PARENT_LOCATOR = UUID.fromString("a8d35f2d-b30b-454d-abf7-d3d84834ab0c");

    boolean isUser() {
        return (flags & USER) != 0;
    }

    /// {@return what the specification calls it; its identifier if it does not know it}
    String name() {
        return switch (itemId) {
            case UUID it when it.equals(FILE_PARAMETERS) -> "file parameters";
            case UUID it when it.equals(VIRTUAL_DISK_SIZE) -> "virtual disk size";
            case UUID it when it.equals(VIRTUAL_DISK_ID) -> "virtual disk ID";
            case UUID it when it.equals(LOGICAL_SECTOR_SIZE) -> "logical sector size";
            case UUID it when it.equals(PHYSICAL_SECTOR_SIZE) -> "physical sector size";
            case UUID it when it.equals(PARENT_LOCATOR) -> "parent locator";
            default -> itemId.toString();
        };
    }
}
