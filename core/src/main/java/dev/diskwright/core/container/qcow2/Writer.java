package dev.diskwright.core.container.qcow2;

import dev.diskwright.core.block.CopyPipeline;
import dev.diskwright.core.block.Target;
import dev.diskwright.core.block.ZeroBytes;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Encoder;
import dev.diskwright.core.container.Identity;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// Writes version 3, uncompressed, in one pass: clusters that are not zero in the order of the disk, each L2 table behind
/// the data it describes, then L1 table, refcount blocks, refcount table, and the header at last. Every cluster has a
/// refcount of one.
///
/// Memory: the L1 table, 8 bytes for as much of the disk as an L2 table describes (512 MiB with clusters of 64 KiB), and
/// one L2 table.
final class Writer implements Encoder {
    static final int REFCOUNT_ORDER = 4; // 16 bits

    private static final long MAX_L1_ENTRIES = (32 << 20) / 8;
    private static final long SECTOR = 512;

    private final Target target;
    private final int clusterBits;
    private final int clusterSize;
    private final long size;
    private final MemorySegment l1;
    private final MemorySegment l2;
    private long l1Index = -1; // what l2 is for; -1 if nothing
    private long end; // of the file so far, in clusters

    /// @param size of the disk in bytes; rounded up to whole sectors of 512 bytes
    /// @throws DoesNotFitException if the clusters are too small for a disk of that size
    Writer(Target target, long size, int clusterSize) throws DoesNotFitException {
        this.target = target;
        this.clusterSize = clusterSize;
        this.size = Units.roundUp(size, SECTOR);
        clusterBits = Integer.numberOfTrailingZeros(clusterSize);
        long entries = Header.l1EntriesFor(this.size, clusterBits);
        if (entries > MAX_L1_ENTRIES) {
            throw new DoesNotFitException(
                    Where.file(target.name()).structure("L1 table", 0),
                    entries + " entries",
                    "%d; larger clusters need fewer".formatted(MAX_L1_ENTRIES));
        }
        l1 = MemorySegment.ofArray(new byte[(int) (8 * entries)]);
        l2 = MemorySegment.ofArray(new byte[clusterSize]);
        end = 1; // behind the header
    }

    @Override
    public int unit() {
        return clusterSize;
    }

    @Override
    public boolean isIdentified() {
        return false;
    }

    @Override
    public CopyPipeline.Step prepare(long offset, MemorySegment data) {
        return () -> writeChunk(offset, data);
    }

    @Override
    public void finish(Identity identity) throws IOException {
        finishL2();
        long l1Offset = end * clusterSize;
        target.write(l1Offset, l1);
        end += Math.ceilDiv(l1.byteSize(), clusterSize);
        writeRefcounts(l1Offset);
    }

    private void writeChunk(long offset, MemorySegment data) throws IOException {
        long start = 0; // of the clusters to be written
        for (long at = 0; at < data.byteSize(); at += clusterSize) {
            long cluster = (offset + at) / clusterSize;
            MemorySegment bytes = data.asSlice(at, Math.min(clusterSize, data.byteSize() - at));
            boolean isZero = ZeroBytes.isZero(bytes);
            boolean needsTable = !isZero && cluster / l2Entries() != l1Index;
            if (isZero || needsTable) {
                writeClusters(data, start, at);
                start = isZero ? at + clusterSize : at;
            }
            if (needsTable) {
                finishL2();
                l1Index = cluster / l2Entries();
            }
            if (!isZero) {
                long hostCluster = end + (at - start) / clusterSize;
                l2.setAtIndex(
                        Entries.U64,
                        cluster % l2Entries(),
                        hostCluster * clusterSize | Entries.COPIED);
            }
        }
        writeClusters(data, start, data.byteSize());
    }

    private void writeClusters(MemorySegment data, long from, long to) throws IOException {
        if (from < to) {
            target.write(end * clusterSize, data.asSlice(from, to - from));
            end += Math.ceilDiv(to - from, clusterSize);
        }
    }

    private void finishL2() throws IOException {
        if (l1Index >= 0) {
            target.write(end * clusterSize, l2);
            l1.setAtIndex(Entries.U64, l1Index, end * clusterSize | Entries.COPIED);
            l2.fill((byte) 0);
            end++;
            l1Index = -1;
        }
    }

    private long l2Entries() {
        return clusterSize / 8;
    }

    /// Blocks and table count themselves, so their number is approached from below.
    private void writeRefcounts(long l1Offset) throws IOException {
        long perBlock = clusterSize * 8L >> REFCOUNT_ORDER;
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
        MemorySegment block = MemorySegment.ofArray(new byte[clusterSize]);
        MemorySegment table = MemorySegment.ofArray(new byte[(int) (tableClusters * clusterSize)]);
        for (long i = 0; i < blocks; i++) {
            long counted = Math.clamp(total - i * perBlock, 0, perBlock);
            for (long j = 0; j < perBlock; j++) {
                block.setAtIndex(Entries.U16, j, (short) (j < counted ? 1 : 0));
            }
            target.write((end + i) * clusterSize, block);
            table.setAtIndex(Entries.U64, i, (end + i) * clusterSize);
        }
        long tableOffset = (end + blocks) * clusterSize;
        target.write(tableOffset, table);
        target.write(0, header(l1Offset, tableOffset, tableClusters));
        target.truncate(total * clusterSize);
    }

    private MemorySegment header(long l1Offset, long refcountTableOffset, long tableClusters) {
        MemorySegment cluster = MemorySegment.ofArray(new byte[clusterSize]);
        var header =
                new Header(
                        Header.MAGIC,
                        3,
                        0,
                        0,
                        clusterBits,
                        size,
                        0,
                        l1.byteSize() / 8,
                        l1Offset,
                        refcountTableOffset,
                        tableClusters,
                        0,
                        0,
                        0,
                        0,
                        0,
                        REFCOUNT_ORDER,
                        Header.SIZE,
                        0);
        Header.CODEC.write(header, cluster, 0);
        return cluster;
    }
}
