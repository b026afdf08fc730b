package dev.diskwright.core.container.vhdx;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// A file with some of its bytes replaced by zeros or by sectors of its log. Filled by one thread, then read by any number.
final class Overlay implements BlockSource {
    private static final int SECTOR = LogEntry.SECTOR;
    private static final int TRAILING = 4;
    private static final ValueLayout.OfLong U64 =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt U32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final BlockSource file;
    private final TreeMap<Long, Patch> patches = new TreeMap<>(); // by offset; none overlap
    private long size;

    /// What replaces the bytes up to `end`.
    private sealed interface Patch {
        long end();

        record Zeros(long end) implements Patch {}

        /// @param source of the data sector in the file, in bytes
        record Sector(long end, long source, long leading, int trailing) implements Patch {}
    }

    Overlay(BlockSource file) {
        this.file = file;
        size = file.size();
    }

    /// Replaces `length` bytes by zeros; the file grows as needed.
    void zero(long offset, long length) {
        if (length > 0) {
            put(offset, new Patch.Zeros(offset + length));
        }
    }

    /// Replaces a sector by a data sector of the log.
    ///
    /// @param source where that is in the file, in bytes
    /// @param leading what belongs in its first eight bytes
    /// @param trailing what belongs in its last four
    void sector(long offset, long source, long leading, int trailing) {
        put(offset, new Patch.Sector(offset + SECTOR, source, leading, trailing));
    }

    void growTo(long newSize) {
        size = Math.max(size, newSize);
    }

    private void put(long offset, Patch patch) {
        Map.Entry<Long, Patch> before = patches.lowerEntry(offset);
        if (before != null && before.getValue().end() > offset) {
            // all is in whole sectors: only zeros can reach over
            patches.put(before.getKey(), new Patch.Zeros(offset));
            if (before.getValue().end() > patch.end()) {
                patches.put(patch.end(), new Patch.Zeros(before.getValue().end()));
            }
        }
        for (Map.Entry<Long, Patch> inside = patches.ceilingEntry(offset);
                inside != null && inside.getKey() < patch.end();
                inside = patches.ceilingEntry(offset)) {
            patches.remove(inside.getKey());
            if (inside.getValue().end() > patch.end()) {
                patches.put(patch.end(), new Patch.Zeros(inside.getValue().end()));
            }
        }
        patches.put(offset, patch);
        growTo(patch.end());
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Extent extentAt(long offset) throws IOException {
        Objects.checkIndex(offset, size);
        Map.Entry<Long, Patch> at = patches.floorEntry(offset);
        if (at != null && offset < at.getValue().end()) {
            Extent.Kind kind =
                    at.getValue() instanceof Patch.Zeros ? Extent.Kind.ZERO : Extent.Kind.DATA;
            return new Extent(at.getKey(), at.getValue().end() - at.getKey(), kind);
        }
        long start = at == null ? 0 : at.getValue().end();
        Long next = patches.higherKey(offset);
        long end = next == null ? size : next;
        if (offset < file.size()) {
            return file.extentAt(offset).clip(start, Math.min(end, file.size()), 0);
        }
        start = Math.max(start, file.size());
        return new Extent(start, end - start, Extent.Kind.ZERO);
    }

    @Override
    public void read(long offset, MemorySegment target) throws IOException {
        Objects.checkFromIndexSize(offset, target.byteSize(), size);
        long end = offset + target.byteSize();
        for (long at = offset; at < end; ) {
            Map.Entry<Long, Patch> found = patches.floorEntry(at);
            boolean isPatched = found != null && at < found.getValue().end();
            Long next = patches.higherKey(at);
            long to = isPatched ? found.getValue().end() : next == null ? end : next;
            to = Math.min(to, end);
            MemorySegment piece = target.asSlice(at - offset, to - at);
            if (!isPatched) {
                readFile(at, piece);
            } else if (found.getValue() instanceof Patch.Sector sector) {
                MemorySegment.copy(
                        assemble(sector), at - found.getKey(), piece, 0, piece.byteSize());
            } else {
                piece.fill((byte) 0);
            }
            at = to;
        }
    }

    private void readFile(long offset, MemorySegment target) throws IOException {
        long length = Math.clamp(file.size() - offset, 0, target.byteSize());
        file.read(Math.min(offset, file.size()), target.asSlice(0, length));
        target.asSlice(length).fill((byte) 0);
    }

    private MemorySegment assemble(Patch.Sector sector) throws IOException {
        MemorySegment bytes = file.bytes(sector.source(), SECTOR);
        bytes.set(U64, 0, sector.leading());
        bytes.set(U32, SECTOR - TRAILING, sector.trailing());
        return bytes;
    }
}
