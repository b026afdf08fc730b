package dev.diskwright.core.fs.fat;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// A FAT in which all chains are contiguous and lie side by side from cluster 2 on: computed when it is read, from the
/// last cluster of each chain. Zero behind them.
final class AllocationTable implements BlockSource {
    private static final int GROUPS_AT_ONCE = 8192;

    private final FatType type;
    private final long size;
    private final int[] lastClusters; // ascending
    private final long end; // first cluster behind the chains

    /// @param lastClusters of the chains, ascending
    /// @param size in bytes, enough for every cluster
    AllocationTable(FatType type, int[] lastClusters, long size) {
        this.type = type;
        this.size = size;
        this.lastClusters = lastClusters;
        end = lastClusters.length == 0 ? 2 : lastClusters[lastClusters.length - 1] + 1L;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Extent extentAt(long offset) {
        if (offset < 0 || offset >= size) {
            throw new IndexOutOfBoundsException("offset %d of %d".formatted(offset, size));
        }
        long used = type.bytes(end);
        return offset < used
                ? new Extent(0, used, Extent.Kind.DATA)
                : new Extent(used, size - used, Extent.Kind.ZERO);
    }

    @Override
    public void read(long offset, MemorySegment target) {
        long stop = offset + target.byteSize();
        if (offset < 0 || stop > size) {
            throw new IndexOutOfBoundsException(
                    "%d bytes at %d of %d".formatted(target.byteSize(), offset, size));
        }
        int groupSize = type.bits() / 4; // two entries
        MemorySegment groups = MemorySegment.ofArray(new byte[GROUPS_AT_ONCE * groupSize]);
        for (long at = offset; at < stop; ) {
            long first = at / groupSize;
            long start = first * groupSize;
            long length = Math.min(stop, start + groups.byteSize()) - at;
            if (2 * first >= end) {
                target.asSlice(at - offset).fill((byte) 0);
                return;
            }
            fill(groups, 2 * first);
            MemorySegment.copy(groups, at - start, target, at - offset, length);
            at += length;
        }
    }

    /// Fills `groups` with entries from `first`, an even number, on.
    private void fill(MemorySegment groups, long first) {
        int groupSize = type.bits() / 4;
        int chain = 0;
        if (first > 2) {
            int found = Arrays.binarySearch(lastClusters, (int) first);
            chain = found >= 0 ? found : -found - 1;
        }
        for (int at = 0; at < groups.byteSize(); at += groupSize) {
            long cluster = first + 2L * (at / groupSize);
            long even = entry(cluster, chain);
            chain += endsAt(chain, cluster);
            long odd = entry(cluster + 1, chain);
            chain += endsAt(chain, cluster + 1);
            put(groups, at, even, odd);
        }
    }

    /// {@return 1 if `cluster` is the last of that chain, else 0}
    private int endsAt(int chain, long cluster) {
        return chain < lastClusters.length && lastClusters[chain] == cluster ? 1 : 0;
    }

    private long entry(long cluster, int chain) {
        if (cluster < 2) {
            return cluster == 0 ? type.mask() & ~0xffL | BootRegion.MEDIA : type.mask();
        }
        if (cluster >= end) {
            return 0;
        }
        return lastClusters[chain] == cluster ? type.mask() : cluster + 1;
    }

    private void put(MemorySegment groups, int at, long even, long odd) {
        if (type == FatType.FAT12) {
            long both = even | odd << 12;
            for (int i = 0; i < 3; i++) {
                groups.set(ValueLayout.JAVA_BYTE, at + i, (byte) (both >> 8 * i));
            }
        } else if (type == FatType.FAT16) {
            groups.set(DirectoryEntry.U16, at, (short) even);
            groups.set(DirectoryEntry.U16, at + 2L, (short) odd);
        } else {
            groups.set(DirectoryEntry.U32, at, (int) even);
            groups.set(DirectoryEntry.U32, at + 4L, (int) odd);
        }
    }
}
