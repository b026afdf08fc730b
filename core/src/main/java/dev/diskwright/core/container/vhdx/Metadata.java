package dev.diskwright.core.container.vhdx;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Guids;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The metadata (section 2.6): a table of items in a region of its own.
///
/// @param blockSize in bytes
/// @param leaveBlocksAllocated whether the disk is fixed
/// @param hasParent whether the disk is differencing
/// @param virtualDiskSize in bytes
/// @param virtualDiskId what the SCSI page 83 says
/// @param parent null if there is none
record Metadata(
        int blockSize,
        boolean leaveBlocksAllocated,
        boolean hasParent,
        long virtualDiskSize,
        UUID virtualDiskId,
        int logicalSectorSize,
        int physicalSectorSize,
        @Nullable ParentLocator parent) {
    static final long LARGEST = 64 * Units.TIB;
    static final int MIN_BLOCK = 1 << 20;
    static final int MAX_BLOCK = 256 << 20;

    private static final int TABLE_SIZE = 64 << 10;
    private static final int TABLE_HEADER = 32;
    private static final long SIGNATURE = 0x6174_6164_6174_656dL; // "metadata"
    private static final int MOST = 2047;
    private static final int LONGEST = 1 << 20;
    private static final int LEAVE_ALLOCATED = 1;
    private static final int HAS_PARENT = 2;
    private static final ValueLayout.OfShort U16 =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt U32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong U64 =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /// {@return the metadata in a region}
    ///
    /// @param where the file
    static Metadata read(Where where, BlockSource file, Region region) throws IOException {
        var items = new Items(where, file, region);
        MemorySegment parameters = items.required(MetadataItem.FILE_PARAMETERS, 8);
        long blockSize = Integer.toUnsignedLong(parameters.get(U32, 0));
        items.expect(
                blockSize >= MIN_BLOCK && blockSize <= MAX_BLOCK && Long.bitCount(blockSize) == 1,
                MetadataItem.FILE_PARAMETERS,
                blockSize,
                "a block of 1 to 256 MiB, a power of two");
        int bits = parameters.get(U32, 4);
        long sector = sectorSize(items, MetadataItem.LOGICAL_SECTOR_SIZE);
        long size = items.required(MetadataItem.VIRTUAL_DISK_SIZE, 8).get(U64, 0);
        items.expect(
                size >= 0 && size <= LARGEST && size % sector == 0,
                MetadataItem.VIRTUAL_DISK_SIZE,
                size,
                "whole sectors of %d bytes, at most 64 TiB".formatted(sector));
        boolean hasParent = (bits & HAS_PARENT) != 0;
        return new Metadata(
                (int) blockSize,
                (bits & LEAVE_ALLOCATED) != 0 && !hasParent,
                hasParent,
                size,
                Guids.getMixed(items.required(MetadataItem.VIRTUAL_DISK_ID, 16), 0),
                (int) sector,
                (int) sectorSize(items, MetadataItem.PHYSICAL_SECTOR_SIZE),
                hasParent
                        ? ParentLocator.read(
                                items.place(MetadataItem.PARENT_LOCATOR),
                                items.required(MetadataItem.PARENT_LOCATOR, ParentLocator.HEADER))
                        : null);
    }

    private static long sectorSize(Items items, UUID id) throws IOException {
        long size = Integer.toUnsignedLong(items.required(id, 4).get(U32, 0));
        items.expect(size == 512 || size == 4096, id, size, "0x200 or 0x1000");
        return size;
    }

    /// The items of a region by their identifiers.
    static final class Items {
        private final Where where;
        private final BlockSource file;
        private final Region region;
        private final Map<UUID, MetadataItem> system = new LinkedHashMap<>();

        Items(Where where, BlockSource file, Region region) throws IOException {
            this.where = where;
            this.file = file;
            this.region = region;
            MemorySegment table = file.bytes(region.fileOffset(), TABLE_SIZE);
            Where place = where.structure("metadata table", region.fileOffset());
            if (table.get(U64, 0) != SIGNATURE) {
                throw new CorruptImageException(
                        place.field("signature", 0),
                        "0x%x".formatted(table.get(U64, 0)),
                        "0x%x (\"metadata\")".formatted(SIGNATURE));
            }
            int count = table.get(U16, 10) & 0xffff;
            if (count > MOST) {
                throw new CorruptImageException(
                        place.field("entryCount", 10), Integer.toString(count), "at most 2047");
            }
            for (int i = 0; i < count; i++) {
                long at = TABLE_HEADER + (long) i * MetadataItem.SIZE;
                add(place.field("entry " + i, at), MetadataItem.CODEC.read(table, at));
            }
        }

        private void add(Where entry, MetadataItem item) throws IOException {
            boolean known = !item.isUser() && !item.name().equals(item.itemId().toString());
            if (!known && (item.flags() & MetadataItem.REQUIRED) != 0) {
                throw new UnsupportedImageException(entry, "the metadata item " + item.itemId());
            }
            if (item.length() > 0
                    && (item.offset() < TABLE_SIZE
                            || item.length() > LONGEST
                            || item.offset() > region.length() - item.length())) {
                throw new CorruptImageException(
                        entry,
                        "%s: %d bytes at 0x%x".formatted(item.name(), item.length(), item.offset()),
                        "an item in the region of %d bytes".formatted(region.length()));
            }
            if (!item.isUser() && system.put(item.itemId(), item) != null) {
                throw new CorruptImageException(entry, "a second " + item.name(), "one");
            }
        }

        Iterable<MetadataItem> all() {
            return system.values();
        }

        /// {@return the bytes of an item, `least` or more}
        MemorySegment required(UUID id, int least) throws IOException {
            MetadataItem item = system.get(id);
            if (item == null || item.length() < least) {
                throw new CorruptImageException(
                        where.structure("metadata table", region.fileOffset()),
                        item == null
                                ? "no item " + id
                                : "%s of %d bytes".formatted(item.name(), item.length()),
                        least + " bytes or more");
            }
            return file.bytes(region.fileOffset() + item.offset(), (int) item.length());
        }

        /// {@return where an item is that is there}
        Where place(UUID id) {
            MetadataItem item = system.get(id);
            return item == null
                    ? where.structure("metadata table", region.fileOffset())
                    : where.structure(item.name(), region.fileOffset() + item.offset());
        }

        void expect(boolean holds, UUID id, long found, String expected)
                throws CorruptImageException {
            if (!holds) {
                throw new CorruptImageException(place(id), "0x%x".formatted(found), expected);
            }
        }
    }

    /// {@return a region with this metadata, as long as is needed; it has no parent}
    MemorySegment toBytes() {
        MemorySegment region = MemorySegment.ofArray(new byte[TABLE_SIZE + 64]);
        region.set(U64, 0, SIGNATURE);
        int common = MetadataItem.REQUIRED | MetadataItem.VIRTUAL_DISK;
        int at = TABLE_SIZE;
        region.set(U32, at, blockSize);
        region.set(U32, at + 4, leaveBlocksAllocated ? LEAVE_ALLOCATED : 0);
        at = add(region, 0, MetadataItem.FILE_PARAMETERS, at, 8, MetadataItem.REQUIRED);
        region.set(U64, at, virtualDiskSize);
        at = add(region, 1, MetadataItem.VIRTUAL_DISK_SIZE, at, 8, common);
        Guids.putMixed(region, at, virtualDiskId);
        at = add(region, 2, MetadataItem.VIRTUAL_DISK_ID, at, 16, common);
        region.set(U32, at, logicalSectorSize);
        at = add(region, 3, MetadataItem.LOGICAL_SECTOR_SIZE, at, 4, common);
        region.set(U32, at, physicalSectorSize);
        add(region, 4, MetadataItem.PHYSICAL_SECTOR_SIZE, at, 4, common);
        return region;
    }

    /// {@return offset behind the item}
    private static int add(
            MemorySegment region, int index, UUID id, int offset, int length, int flags) {
        region.set(U16, 10, (short) (index + 1));
        MetadataItem.CODEC.write(
                new MetadataItem(id, offset, length, flags, 0),
                region,
                TABLE_HEADER + (long) index * MetadataItem.SIZE);
        return offset + length;
    }
}
