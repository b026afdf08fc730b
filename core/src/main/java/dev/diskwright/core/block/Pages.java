package dev.diskwright.core.block;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Numbers in a source, for tables that may be too large to be kept: read a page at a time, the pages used last are
/// kept. Going through a table in order costs a few nanoseconds an entry. For several threads; two that miss the same
/// page at once both read it.
public final class Pages {
    private final BlockSource source;
    private final int pageSize;
    private final int capacity;
    private final Map<Long, Page> kept = new LinkedHashMap<>(16, 0.75f, true);
    private volatile @Nullable Page latest;

    private record Page(long index, MemorySegment bytes) {}

    /// @param pageSize in bytes, a power of two; no number may lie across the end of a page
    /// @param capacity pages kept, 1 or more
    public Pages(BlockSource source, int pageSize, int capacity) {
        this.source = source;
        this.pageSize = pageSize;
        this.capacity = capacity;
    }

    /// {@return the number at `offset`, in bytes}
    ///
    /// @throws IndexOutOfBoundsException if it is not in the source
    public int get(ValueLayout.OfInt layout, long offset) throws IOException {
        return page(offset).get(layout, offset & (pageSize - 1));
    }

    /// {@return the number at `offset`, in bytes}
    ///
    /// @throws IndexOutOfBoundsException if it is not in the source
    public long get(ValueLayout.OfLong layout, long offset) throws IOException {
        return page(offset).get(layout, offset & (pageSize - 1));
    }

    /// {@return the byte at `offset`}
    ///
    /// @throws IndexOutOfBoundsException if it is not in the source
    public byte get(long offset) throws IOException {
        return page(offset).get(ValueLayout.JAVA_BYTE, offset & (pageSize - 1));
    }

    private MemorySegment page(long offset) throws IOException {
        Ranges.checkOffset(offset, source.size());
        long index = offset / pageSize;
        Page page = latest;
        if (page == null || page.index != index) {
            page = kept(index);
            latest = page;
        }
        return page.bytes;
    }

    private Page kept(long index) throws IOException {
        synchronized (kept) {
            Page page = kept.get(index);
            if (page != null) {
                return page;
            }
        }
        long start = index * pageSize;
        int length = (int) Math.min(pageSize, source.size() - start);
        Page read = new Page(index, source.bytes(start, length));
        synchronized (kept) {
            kept.put(index, read);
            if (kept.size() > capacity) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return read;
    }
}
