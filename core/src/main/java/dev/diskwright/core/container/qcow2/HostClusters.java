package dev.diskwright.core.container.qcow2;

import dev.diskwright.core.block.Target;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Gives out the clusters of a file being written, in ascending order, and counts what is in them.
///
/// Compressed data lies packed, at any byte. Standard clusters that come in between are given places behind; what was
/// left of the cluster with compressed data is used again, as far as the next one fits.
final class HostClusters {
    private final int clusterBits;
    private final int refcountOrder;
    private final long maxCount;
    private long end; // in clusters
    private long packed; // where the next compressed data goes, in bytes; 0 if nowhere yet
    private int[] counts = {}; // by cluster, less one; those behind have one

    HostClusters(int clusterBits, int refcountOrder) {
        this.clusterBits = clusterBits;
        this.refcountOrder = refcountOrder;
        maxCount = refcountOrder >= 5 ? Integer.MAX_VALUE : (1L << (1 << refcountOrder)) - 1;
    }

    /// {@return the end of the file so far, in bytes}
    long end() {
        return end << clusterBits;
    }

    /// {@return where `bytes` begin for which whole clusters are taken, in bytes}
    long take(long bytes) {
        long start = end();
        end += Math.ceilDiv(bytes, 1L << clusterBits);
        return start;
    }

    /// {@return where compressed data of that length goes, in bytes}
    long pack(int length) {
        long clusterSize = 1L << clusterBits;
        long left = -packed & clusterSize - 1; // of the cluster begun
        boolean isFull = left > 0 && count(packed >>> clusterBits) >= maxCount;
        boolean isLast = packed + left == end();
        if (packed == 0 || isFull || left < length && !(isLast && left > 0)) {
            packed = take(clusterSize);
        } else {
            if (left > 0) {
                raise(packed >>> clusterBits);
            }
        }
        long start = packed;
        packed += length;
        if (packed > end()) {
            take(packed - end());
        }
        return start;
    }

    private long count(long cluster) {
        return cluster < counts.length ? counts[(int) cluster] + 1L : 1;
    }

    private void raise(long cluster) {
        int index = Math.toIntExact(cluster);
        if (index >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(1024, index + index / 2 + 1));
        }
        counts[index]++;
    }

    /// Where the refcounts were written.
    ///
    /// @param tableOffset in bytes
    /// @param tableClusters its length
    record Written(long tableOffset, long tableClusters) {}

    /// Writes blocks and table. They count themselves, so their number is approached from below.
    Written writeRefcounts(Target target) throws IOException {
        int clusterSize = 1 << clusterBits;
        long perBlock = clusterSize * 8L >> refcountOrder;
        long blocks = 1;
        long tableClusters = 1;
        long total;
        while (true) {
            total = end + blocks + tableClusters;
            long neededBlocks = Math.ceilDiv(total, perBlock);
            long neededTable = Math.ceilDiv(neededBlocks * 8, clusterSize);
            if (neededBlocks <= blocks && neededTable <= tableClusters) {
                break;
            }
            blocks = Math.max(blocks, neededBlocks);
            tableClusters = Math.max(tableClusters, neededTable);
        }
        long blocksOffset = take(blocks << clusterBits);
        long tableOffset = take(tableClusters << clusterBits);
        MemorySegment block = MemorySegment.ofArray(new byte[clusterSize]);
        MemorySegment table = MemorySegment.ofArray(new byte[(int) (tableClusters * clusterSize)]);
        for (long i = 0; i < blocks; i++) {
            fill(block, i * perBlock, perBlock);
            target.write(blocksOffset + i * clusterSize, block);
            table.setAtIndex(Entries.U64, i, blocksOffset + i * clusterSize);
        }
        target.write(tableOffset, table);
        return new Written(tableOffset, tableClusters);
    }

    private void fill(MemorySegment block, long first, long clusters) {
        block.fill((byte) 0);
        for (long i = 0; i < clusters && first + i < end; i++) {
            long count = count(first + i);
            switch (refcountOrder) {
                case 6 -> block.setAtIndex(Entries.U64, i, count);
                case 5 -> block.setAtIndex(Entries.U32, i, (int) count);
                case 4 -> block.setAtIndex(Entries.U16, i, (short) count);
                default -> {
                    long bit = i << refcountOrder;
                    int before = block.get(ValueLayout.JAVA_BYTE, bit >>> 3);
                    block.set(
                            ValueLayout.JAVA_BYTE, bit >>> 3, (byte) (before | count << (bit & 7)));
                }
            }
        }
    }
}
