package dev.diskwright.core.testing;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.block.Target;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.TreeMap;

/// Output in memory of any size: only what was written takes room. Companions are kept by name.
public final class SparseTarget implements Target {
    private static final int PAGE = 64 << 10;

    private final String name;
    private final Map<String, SparseTarget> companions = new TreeMap<>();
    private final TreeMap<Long, byte[]> pages = new TreeMap<>();
    private long size;

    public SparseTarget(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void write(long offset, MemorySegment data) {
        for (long done = 0; done < data.byteSize(); ) {
            long at = offset + done;
            long inPage = at % PAGE;
            long length = Math.min(PAGE - inPage, data.byteSize() - done);
            byte[] page = pages.computeIfAbsent(at / PAGE, _ -> new byte[PAGE]);
            MemorySegment.copy(data, done, MemorySegment.ofArray(page), inPage, length);
            done += length;
        }
        size = Math.max(size, offset + data.byteSize());
    }

    @Override
    public void truncate(long newSize) {
        if (newSize < size) {
            pages.tailMap(Math.ceilDiv(newSize, PAGE), true).clear();
            byte[] last = pages.get(newSize / PAGE);
            if (last != null) {
                MemorySegment.ofArray(last).asSlice(newSize % PAGE).fill((byte) 0);
            }
        }
        size = newSize;
    }

    @Override
    public SparseTarget companion(String companionName) {
        return companions.computeIfAbsent(companionName, SparseTarget::new);
    }

    /// {@return the other files of this output}
    public Map<String, SparseTarget> companions() {
        return companions;
    }

    /// {@return what lets a decoder find the other files}
    public Companions asCompanions() {
        return (where, other) -> {
            SparseTarget there = companions.get(other);
            if (there == null) {
                throw new UnsupportedImageException(Where.file(where.file()), "no " + other);
            }
            return there.source();
        };
    }

    /// Writes all of it to a stream.
    public void copyTo(OutputStream out) throws IOException {
        byte[] zeros = new byte[PAGE];
        for (long at = 0; at < size; at += PAGE) {
            out.write(pages.getOrDefault(at / PAGE, zeros), 0, (int) Math.min(PAGE, size - at));
        }
    }

    /// {@return what was written, as a source}
    public BlockSource source() {
        return new BlockSource() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public Extent extentAt(long offset) {
                if (offset < 0 || offset >= size) {
                    throw new IndexOutOfBoundsException(offset);
                }
                long page = offset / PAGE;
                if (pages.containsKey(page)) {
                    long end = Math.min(size, (page + 1) * PAGE);
                    return new Extent(page * PAGE, end - page * PAGE, Extent.Kind.DATA);
                }
                Long before = pages.floorKey(page);
                Long behind = pages.ceilingKey(page);
                long start = before == null ? 0 : (before + 1) * PAGE;
                long end = behind == null ? size : Math.min(size, behind * PAGE);
                return new Extent(start, end - start, Extent.Kind.ZERO);
            }

            @Override
            public void read(long offset, MemorySegment target) {
                if (offset < 0 || offset > size - target.byteSize()) {
                    throw new IndexOutOfBoundsException(offset);
                }
                for (long done = 0; done < target.byteSize(); ) {
                    long at = offset + done;
                    long length = Math.min(PAGE - at % PAGE, target.byteSize() - done);
                    byte[] page = pages.get(at / PAGE);
                    MemorySegment part = target.asSlice(done, length);
                    if (page == null) {
                        part.fill((byte) 0);
                    } else {
                        part.copyFrom(MemorySegment.ofArray(page).asSlice(at % PAGE, length));
                    }
                    done += length;
                }
            }
        };
    }
}
