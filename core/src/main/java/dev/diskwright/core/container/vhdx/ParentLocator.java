package dev.diskwright.core.container.vhdx;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Guids;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.ParentSearch;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Where a differencing disk finds its parent (section 2.6.2.6).
///
/// @param values by their keys
record ParentLocator(Where where, Map<String, String> values) {
    static final int HEADER = 20; // bytes
    static final String LINKAGE = "parent_linkage";
    static final String LINKAGE2 = "parent_linkage2";

    private static final UUID TYPE = UUID.fromString("b04aefb7-d19e-4a81-b789-25b8e9445913");
    private static final int ENTRY = 12; // bytes
    private static final ValueLayout.OfShort U16 =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt U32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /// {@return the locator in these bytes}
    ///
    /// @param item the place of it
    static ParentLocator read(Where item, MemorySegment bytes) throws IOException {
        UUID type = Guids.getMixed(bytes, 0);
        if (!type.equals(TYPE)) {
            throw new UnsupportedImageException(
                    item.field("locatorType", 0), "a parent of type " + type);
        }
        int count = bytes.get(U16, 18) & 0xffff;
        if (HEADER + (long) count * ENTRY > bytes.byteSize()) {
            throw new CorruptImageException(
                    item.field("keyValueCount", 18),
                    Integer.toString(count),
                    "entries in the item of %d bytes".formatted(bytes.byteSize()));
        }
        var values = new LinkedHashMap<String, String>();
        for (int i = 0; i < count; i++) {
            long at = HEADER + (long) i * ENTRY;
            Where entry = item.field("entry " + i, at);
            String key = text(entry, bytes, bytes.get(U32, at), bytes.get(U16, at + 8));
            String value = text(entry, bytes, bytes.get(U32, at + 4), bytes.get(U16, at + 10));
            values.put(key, value);
        }
        return new ParentLocator(item, values);
    }

    private static String text(Where entry, MemorySegment bytes, int at, short size)
            throws CorruptImageException {
        long offset = Integer.toUnsignedLong(at);
        int length = size & 0xffff;
        if (offset > bytes.byteSize() - length) {
            throw new CorruptImageException(
                    entry,
                    "%d bytes at 0x%x".formatted(length, offset),
                    "text in the item of %d bytes".formatted(bytes.byteSize()));
        }
        return new String(bytes.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE), UTF_16LE);
    }

    /// {@return the names of the parent}
    ParentSearch search() {
        var search = new ParentSearch();
        Optional.ofNullable(values.get("relative_path")).ifPresent(search::relative);
        Optional.ofNullable(values.get("volume_path")).ifPresent(search::absolute);
        Optional.ofNullable(values.get("absolute_win32_path")).ifPresent(search::absolute);
        return search;
    }

    /// {@return whether the parent may have this identifier of its data}
    boolean links(UUID dataWriteGuid) {
        return linkage(LINKAGE).filter(dataWriteGuid::equals).isPresent()
                || linkage(LINKAGE2).filter(dataWriteGuid::equals).isPresent();
    }

    /// {@return a GUID, which stands in braces}
    Optional<UUID> linkage(String key) {
        return Optional.ofNullable(values.get(key))
                .flatMap(it -> Guids.parse(it.replaceAll("^\\{|}$", "")));
    }
}
