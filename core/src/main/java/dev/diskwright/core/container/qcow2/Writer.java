package dev.diskwright.core.container.qcow2;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.CopyPipeline;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.block.Target;
import dev.diskwright.core.block.ZeroBytes;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.Units;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Encoder;
import dev.diskwright.core.container.Identity;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Writes a file in one pass: clusters that are not zero in the order of the disk, each L2 table behind the data it
/// describes, then L1 table, refcount blocks, refcount table, and the header at last.
///
/// Memory: the L1 table, 8 bytes for as much of the disk as an L2 table describes (512 MiB with clusters of 64 KiB), one
/// L2 table, and 4 bytes for each cluster of the file if they hold compressed data.
final class Writer implements Encoder {
    private static final long MAX_L1_ENTRIES = (32 << 20) / 8;
    private static final long SECTOR = 512;

    private final Target target;
    private final @Nullable Target dataFile;
    private final Settings settings;
    private final Compressor compressor;
    private final Planner planner;
    private final HostClusters host;
    private final int clusterSize;
    private final long size;
    private final MemorySegment l1;
    private final MemorySegment l2;
    private final MemorySegment zeros;
    private long l1Index = -1; // what l2 is for; -1 if nothing
    private long next; // the first cluster of the disk that is not dealt with

    // data whose place is known and that is not yet written
    private @Nullable Target runTarget;
    private MemorySegment runData = MemorySegment.NULL;
    private long runFrom;
    private long runTo;
    private long runOffset;

    /// @param size of the disk in bytes; rounded up to whole sectors of 512 bytes
    /// @throws DoesNotFitException if the clusters are too small for a disk of that size
    Writer(Target target, long size, Settings settings) throws IOException {
        this.target = target;
        this.settings = settings;
        this.size = Units.roundUp(size, SECTOR);
        clusterSize = settings.clusterSize();
        dataFile =
                settings.dataFile().isPresent()
                        ? target.companion(settings.dataFile().get())
                        : null;
        compressor = new Compressor(settings.compression(), clusterSize);
        planner = new Planner(settings, compressor);
        host = new HostClusters(settings.clusterBits(), settings.refcountOrder());
        long entries =
                Header.l1EntriesFor(this.size, settings.clusterBits(), settings.l2EntrySize());
        if (entries > MAX_L1_ENTRIES) {
            throw new DoesNotFitException(
                    Where.file(target.name()).structure("L1 table", 0),
                    entries + " entries",
                    "%d; larger clusters need fewer".formatted(MAX_L1_ENTRIES));
        }
        l1 = MemorySegment.ofArray(new byte[(int) (8 * entries)]);
        l2 = MemorySegment.ofArray(new byte[clusterSize]);
        zeros = MemorySegment.ofArray(new byte[clusterSize]).asReadOnly();
        host.take(clusterSize); // the header
        header(0, new HostClusters.Written(0, 0)); // refuses names that are too long
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
    public CopyPipeline.Step prepare(long offset, MemorySegment data) throws IOException {
        Plan plan = planner.plan(offset, data);
        return () -> carryOut(offset, plan);
    }

    @Override
    public void finish(Identity identity) throws IOException, InterruptedException {
        skipTo(Math.ceilDiv(size, clusterSize));
        writeRun();
        finishL2();
        long l1Offset = host.take(l1.byteSize());
        target.write(l1Offset, l1);
        HostClusters.Written refcounts = host.writeRefcounts(target);
        target.write(0, header(l1Offset, refcounts));
        target.truncate(host.end());
        if (dataFile != null) {
            dataFile.truncate(size);
        }
    }

    private void carryOut(long offset, Plan plan) throws IOException, InterruptedException {
        skipTo(offset / clusterSize);
        int at = 0; // in the compressed clusters
        for (int i = 0; i < plan.kinds.length; i++) {
            long start = (long) i * clusterSize;
            switch (plan.kinds[i]) {
                case NONE -> {}
                case ZERO -> placeZero(next, plan.bitmaps[i]);
                case MAPPED -> placeStandard(next, plan.bitmaps[i]);
                case STANDARD -> {
                    if (settings.isExtended() && (int) plan.bitmaps[i] == 0) {
                        placeZero(next, plan.bitmaps[i]);
                    } else {
                        long hostOffset = placeStandard(next, plan.bitmaps[i]);
                        long end = Math.min(start + clusterSize, plan.data.byteSize());
                        write(
                                dataFile == null ? target : dataFile,
                                plan.data,
                                start,
                                end,
                                hostOffset);
                    }
                }
                case COMPRESSED -> {
                    long hostOffset = placeCompressed(next, plan.lengths[i]);
                    MemorySegment bytes = MemorySegment.ofArray(plan.compressed());
                    write(target, bytes, at, at + plan.lengths[i], hostOffset);
                    at += plan.lengths[i];
                }
            }
            next++;
        }
        writeRun();
        if (plan.compressed != null) {
            compressor.giveBack(plan.compressed);
        }
    }

    /// Writes part of `data`, perhaps later together with what follows it.
    private void write(Target to, MemorySegment data, long from, long end, long offset)
            throws IOException {
        boolean continues =
                to.equals(runTarget)
                        && data.equals(runData)
                        && from == runTo
                        && offset == runOffset + runTo - runFrom;
        if (!continues) {
            writeRun();
            runTarget = to;
            runData = data;
            runFrom = from;
            runOffset = offset;
        }
        runTo = end;
    }

    private void writeRun() throws IOException {
        if (runTarget != null) {
            runTarget.write(runOffset, runData.asSlice(runFrom, runTo - runFrom));
            runTarget = null;
            runData = MemorySegment.NULL;
        }
    }

    /// Deals with clusters that never came, as they are zero.
    private void skipTo(long cluster) throws IOException, InterruptedException {
        if (settings.backing().isPresent()) {
            skipOverBacking(settings.backing().get().disk(), cluster);
        } else if (settings.preallocation() != Settings.Preallocation.OFF) {
            for (; next < cluster; next++) {
                long hostOffset = placeStandard(next, L2Table.ALL);
                if (settings.preallocation() == Settings.Preallocation.FULL) {
                    writeZeros(next, hostOffset);
                }
            }
        }
        next = Math.max(next, cluster);
    }

    private void writeZeros(long cluster, long hostOffset)
            throws IOException, InterruptedException {
        checkInterrupt();
        long length = Math.min(clusterSize, size - cluster * clusterSize);
        (dataFile == null ? target : dataFile).write(hostOffset, zeros.asSlice(0, length));
    }

    private static void checkInterrupt() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while writing");
        }
    }

    private void skipOverBacking(BlockSource backing, long cluster)
            throws IOException, InterruptedException {
        long end = Math.min(backing.size(), Math.min(size, cluster * clusterSize));
        while (next * clusterSize < end) {
            checkInterrupt();
            long at = next * clusterSize;
            Extent extent = backing.extentAt(at);
            if (extent.isZero()) {
                next = extent.end() >= end ? cluster : extent.end() / clusterSize;
                if (next * clusterSize > at) {
                    continue;
                }
            }
            next = at / clusterSize;
            int length = (int) Math.min(clusterSize, end - at);
            if (!ZeroBytes.isZero(backing.bytes(at, length))) {
                if (planner.zeroOverData() == Plan.Kind.ZERO) {
                    placeZero(next, L2Table.ALL << L2Table.SUBCLUSTERS);
                } else {
                    writeZeros(next, placeStandard(next, 0));
                }
            }
            next++;
        }
    }

    private void placeZero(long cluster, long bitmap) throws IOException {
        set(cluster, settings.isExtended() ? 0 : Entries.ZERO, bitmap);
    }

    private long placeStandard(long cluster, long bitmap) throws IOException {
        useTable(cluster);
        long offset = dataFile == null ? host.take(clusterSize) : cluster * clusterSize;
        set(cluster, offset | Entries.COPIED, bitmap);
        return offset;
    }

    private long placeCompressed(long cluster, int length) throws IOException {
        useTable(cluster);
        long offset = host.pack(length);
        long moreSectors = (offset + length - 1) / SECTOR - offset / SECTOR;
        long descriptor = moreSectors << Mapping.offsetBits(settings.clusterBits()) | offset;
        set(cluster, descriptor | Entries.COMPRESSED, 0);
        return offset;
    }

    private void set(long cluster, long entry, long bitmap) throws IOException {
        useTable(cluster);
        long at = cluster % l2Entries() * settings.l2EntrySize();
        l2.set(Entries.U64, at, entry);
        if (settings.isExtended()) {
            l2.set(Entries.U64, at + 8, bitmap);
        }
    }

    private long l2Entries() {
        return clusterSize / settings.l2EntrySize();
    }

    private void useTable(long cluster) throws IOException {
        if (cluster / l2Entries() != l1Index) {
            finishL2();
            l1Index = cluster / l2Entries();
        }
    }

    private void finishL2() throws IOException {
        if (l1Index >= 0) {
            writeRun();
            long offset = host.take(clusterSize);
            target.write(offset, l2);
            l1.setAtIndex(Entries.U64, l1Index, offset | Entries.COPIED);
            l2.fill((byte) 0);
            l1Index = -1;
        }
    }

    /// {@return the first cluster: header, extensions, name of the backing file}
    private MemorySegment header(long l1Offset, HostClusters.Written refcounts)
            throws DoesNotFitException {
        var extensions = new HeaderExtensions.Builder();
        settings.backing()
                .ifPresent(it -> extensions.add(HeaderExtensions.BACKING_FORMAT, it.format()));
        settings.dataFile().ifPresent(it -> extensions.add(HeaderExtensions.EXTERNAL_DATA, it));
        byte[] following = extensions.bytes();
        byte[] name =
                settings.backing()
                        .map(it -> it.name().getBytes(StandardCharsets.UTF_8))
                        .orElse(new byte[0]);
        int length = settings.version() == 2 ? Header.SIZE_V2 : Header.SIZE;
        int nameOffset = length + following.length;
        if (nameOffset + name.length > clusterSize || name.length > Image.MAX_NAME) {
            throw new DoesNotFitException(
                    Where.file(target.name()).structure("header", 0),
                    "names of other files of %d bytes".formatted(nameOffset + name.length - length),
                    "what fits into a cluster");
        }
        boolean isExternal = dataFile != null;
        boolean isZstd = settings.compression() == Settings.Compression.ZSTD;
        long incompatible =
                (isExternal ? Features.EXTERNAL_DATA_FILE : 0)
                        | (isZstd ? Features.COMPRESSION_TYPE : 0)
                        | (settings.isExtended() ? Features.EXTENDED_L2 : 0);
        boolean isV2 = settings.version() == 2;
        var header =
                new Header(
                        Header.MAGIC,
                        settings.version(),
                        name.length == 0 ? 0 : nameOffset,
                        name.length,
                        settings.clusterBits(),
                        size,
                        0,
                        l1.byteSize() / 8,
                        l1Offset,
                        refcounts.tableOffset(),
                        refcounts.tableClusters(),
                        0,
                        0,
                        incompatible,
                        0,
                        settings.isRawData() ? Features.RAW_EXTERNAL : 0,
                        isV2 ? 0 : settings.refcountOrder(),
                        isV2 ? 0 : Header.SIZE,
                        isZstd ? 1 : 0);
        MemorySegment cluster = MemorySegment.ofArray(new byte[clusterSize]);
        Header.CODEC.write(header, cluster, 0);
        MemorySegment.copy(following, 0, cluster, ValueLayout.JAVA_BYTE, length, following.length);
        MemorySegment.copy(name, 0, cluster, ValueLayout.JAVA_BYTE, nameOffset, name.length);
        return cluster;
    }
}
