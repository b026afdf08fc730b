package dev.diskwright.core.container.vma;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// Walks the extents of a file from the first to the last, reading their headers alone.
final class Extents {
    private static final int WINDOW =
            64 << 10; // bytes read at once where headers follow each other
    private static final int NONE = 0;

    private final Where where;
    private final BlockSource file;
    private final Tables tables;
    private final Tables.@Nullable Device[] devices = new Tables.Device[Header.DEVICES];
    private final Faults faults;
    private final MessageDigest md5 = Fields.newMd5();
    private MemorySegment window = MemorySegment.NULL;
    private long windowAt;

    /// What is told of the extents.
    interface Visitor {
        /// An extent whose blocks all lie in the file.
        default void extent(Where place, MemorySegment header) throws IOException {}

        /// A cluster of one of the devices, within its size.
        ///
        /// @param place the slot that lists it
        /// @param mask of the blocks that are stored
        /// @param offset of the first of them in the file
        void cluster(Where place, Tables.Device device, long cluster, int mask, long offset)
                throws IOException;
    }

    Extents(Where where, BlockSource file, Tables tables, Faults faults) {
        this.where = where;
        this.file = file;
        this.tables = tables;
        this.faults = faults;
        for (Tables.Device device : tables.devices()) {
            devices[device.id()] = device;
        }
    }

    void walk(Visitor visitor) throws IOException {
        boolean wasEmpty = false;
        for (long at = tables.header().headerSize(); at < file.size(); ) {
            Where place = where.structure("extent", at);
            if (file.size() - at < ExtentHeader.SIZE) {
                faults.found(
                        new CorruptImageException(
                                place,
                                file.size() - at + " bytes",
                                "a header of " + ExtentHeader.SIZE));
                return;
            }
            MemorySegment bytes = header(at, wasEmpty);
            ExtentHeader header = ExtentHeader.CODEC.read(bytes, 0);
            if (header.magic() != ExtentHeader.MAGIC) {
                faults.found(
                        new CorruptImageException(
                                place, "0x%x".formatted(header.magic()), "0x564d4145"));
                return;
            }
            check(place, bytes, header);
            long blocks = 0;
            for (int slot = 0; slot < ExtentHeader.SLOTS; slot++) {
                long info = ExtentHeader.info(bytes, slot);
                if (ExtentHeader.device(info) != NONE) {
                    blocks += Integer.bitCount(ExtentHeader.mask(info));
                }
            }
            if (blocks != header.blockCount()) {
                faults.found(
                        new CorruptImageException(
                                place.field("blockCount", 6),
                                Integer.toString(header.blockCount()),
                                blocks + ", as its slots say"));
            }
            long end = at + ExtentHeader.SIZE + (blocks << Fields.BLOCK_BITS);
            if (end > file.size()) {
                faults.found(
                        new CorruptImageException(
                                place,
                                "%d blocks".formatted(blocks),
                                "an end within the file's %d bytes".formatted(file.size())));
                return;
            }
            visitor.extent(place, bytes);
            visit(visitor, place, bytes);
            wasEmpty = blocks == 0;
            at = end;
        }
    }

    /// {@return the header at `at`} After an extent without blocks others of the kind are to be expected.
    private MemorySegment header(long at, boolean wasEmpty) throws IOException {
        if (at < windowAt || at + ExtentHeader.SIZE > windowAt + window.byteSize()) {
            int length = wasEmpty ? WINDOW : ExtentHeader.SIZE;
            window = file.bytes(at, (int) Math.min(length, file.size() - at));
            windowAt = at;
        }
        return window.asSlice(at - windowAt, ExtentHeader.SIZE);
    }

    private void check(Where place, MemorySegment bytes, ExtentHeader header) throws IOException {
        if (!Fields.hasMd5(md5, bytes, ExtentHeader.MD5_AT)) {
            faults.found(
                    new CorruptImageException(
                            place.field("md5", ExtentHeader.MD5_AT),
                            "another sum",
                            "that of the extent's header"));
        }
        if (header.reserved() != 0) {
            faults.found(
                    new CorruptImageException(
                            place.field("reserved", 4), "0x%x".formatted(header.reserved()), "0"));
        }
        if (!header.uuid().equals(tables.header().uuid())) {
            faults.found(
                    new CorruptImageException(
                            place.field("uuid", 8),
                            header.uuid().toString(),
                            tables.header().uuid() + ", as in the header"));
        }
    }

    private void visit(Visitor visitor, Where place, MemorySegment bytes) throws IOException {
        long offset = place.offset() + ExtentHeader.SIZE;
        for (int slot = 0; slot < ExtentHeader.SLOTS; slot++) {
            long info = ExtentHeader.info(bytes, slot);
            int id = ExtentHeader.device(info);
            if (id == NONE) {
                continue;
            }
            int mask = ExtentHeader.mask(info);
            Where field = place.field("slot " + slot, ExtentHeader.INFO_AT + 8L * slot);
            Tables.Device device = devices[id];
            if (device == null) {
                faults.found(new CorruptImageException(field, "device " + id, "one of the header"));
            } else if (belongs(field, info, device)) {
                visitor.cluster(field, device, ExtentHeader.cluster(info), mask, offset);
            }
            offset += (long) Integer.bitCount(mask) << Fields.BLOCK_BITS;
        }
    }

    private boolean belongs(Where field, long info, Tables.Device device) throws IOException {
        if (ExtentHeader.reserved(info) != 0) {
            faults.found(
                    new CorruptImageException(field, "reserved bits 0x%x".formatted(info), "none"));
        }
        if (device.isState()) {
            return true;
        }
        long cluster = ExtentHeader.cluster(info);
        long clusters = Fields.clusters(device.size());
        if (cluster >= clusters) {
            faults.found(
                    new CorruptImageException(
                            field,
                            "cluster %d of %s".formatted(cluster, device.name()),
                            "one of its " + clusters));
            return false;
        }
        int beyond = ExtentHeader.mask(info) & ~Fields.blocksOf(device.size(), cluster);
        if (beyond != 0) {
            faults.found(
                    new CorruptImageException(
                            field,
                            "blocks 0x%x behind the end of %s".formatted(beyond, device.name()),
                            "none"));
        }
        return true;
    }
}
