package dev.diskwright.core.container.qcow2;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.CopyPipeline;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Checks a file: every table is followed, every reference counted and compared with the refcounts, every compressed
/// cluster expanded.
final class Checker {
    private static final int MAX_L2_TABLES = 4 << 20;
    private final Where where;
    private final BlockSource file;
    private final Header header;
    private final Refcounts refcounts;
    private final References references;
    private final Decompressor decompressor;
    private final Mapping mapping;
    private final long dataSize; // of the file with standard clusters
    private final Consumer<Finding> findings;
    private final int clusterSize;
    private final Map<Long, Use> l2Tables = new TreeMap<>(); // by offset: each is looked at once

    /// How often L1 tables refer to an L2 table.
    ///
    /// @param active whether the active one does
    private record Use(int times, boolean active) {}

    /// @param dataSize of the external data file, if there is one, in bytes; the file's own if not
    private Checker(
            Where where, BlockSource file, Header header, long dataSize, Consumer<Finding> findings)
            throws IOException {
        this.where = where;
        this.file = file;
        this.header = header;
        this.findings = findings;
        clusterSize = header.clusterSize();
        refcounts = new Refcounts(where, file, header);
        references = new References(where);
        decompressor = new Decompressor(where, file, header);
        mapping = new Mapping(where, header);
        this.dataSize = dataSize;
    }

    static void check(
            Where where, BlockSource file, Companions companions, Consumer<Finding> findings)
            throws IOException {
        long dataSize = file.size();
        try {
            Image image = Image.open(where, file, companions);
            dataSize = image.data.size();
            image.disk();
        } catch (ImageException e) {
            findings.accept(Finding.of(e));
            dataSize = Long.MAX_VALUE; // nothing is known of it
        }
        try {
            new Checker(where, file, Header.read(where, file), dataSize, findings).check();
        } catch (ImageException e) {
            findings.accept(Finding.of(e));
        }
    }

    private void check() throws IOException {
        Where place = where.structure("header", 0);
        if (header.has(Features.CORRUPT)) {
            error(Header.field(place, "incompatibleFeatures"), "marked as corrupt");
        }
        if (header.has(Features.DIRTY)) {
            warning(Header.field(place, "incompatibleFeatures"), "marked as not closed properly");
        }
        refer(place, 0, clusterSize, References.Kind.EXCLUSIVE);
        long l1Offset = header.l1TableOffset();
        checkL1(where.structure("L1 table", l1Offset), l1Offset, header.l1Size(), true);
        for (Snapshots.Snapshot it : Snapshots.read(where, file, header, this::refer)) {
            checkL1(it.where(), it.l1TableOffset(), it.l1Size(), false);
        }
        for (var it : l2Tables.entrySet()) {
            checkL2(it.getKey(), it.getValue());
        }
        Bitmaps.refer(where, file, header, this::refer, findings);
        checkRefcountTable();
        checkCounts();
    }

    private void refer(Where place, long offset, long length, References.Kind kind)
            throws ImageException {
        refer(place, offset, length, kind, 1);
    }

    /// Counts a range of the file as used.
    ///
    /// @param place what refers to it
    private void refer(Where place, long offset, long length, References.Kind kind, int times)
            throws ImageException {
        if (length == 0) {
            return;
        }
        if (offset < 0 || offset >= file.size() || length > file.size() - offset + clusterSize) {
            error(place, "0x%x is not in the file of %d bytes".formatted(offset, file.size()));
            return;
        }
        long last = (offset + length - 1) >>> header.clusterBits();
        for (long cluster = offset >>> header.clusterBits(); cluster <= last; cluster++) {
            references.add(cluster, kind, times);
        }
    }

    private void checkL1(Where table, long offset, long entries, boolean active)
            throws IOException {
        refer(table, offset, 8 * entries, References.Kind.EXCLUSIVE);
        MemorySegment l1 = file.bytes(entries == 0 ? 0 : offset, (int) (8 * entries));
        for (long i = 0; i < entries; i++) {
            long entry = l1.getAtIndex(Entries.U64, i);
            if (entry == 0) {
                continue;
            }
            Where place = table.field("entry " + i, 8 * i);
            long l2Offset = entry & Entries.HOST_OFFSET;
            if ((entry & ~(Entries.HOST_OFFSET | Entries.COPIED)) != 0) {
                error(place, "reserved bits are set: 0x%x".formatted(entry));
            }
            if ((l2Offset & (clusterSize - 1)) != 0) {
                error(place, "0x%x is not a cluster's start".formatted(l2Offset));
            } else if (l2Offset != 0) {
                if (active) {
                    checkCopied(place, entry, l2Offset);
                }
                refer(place, l2Offset, clusterSize, References.Kind.L2_TABLE);
                countL2(place, l2Offset, active);
            }
        }
    }

    private void countL2(Where place, long offset, boolean active) throws ImageException {
        if (offset > file.size() - clusterSize) {
            return; // reported by the reference to it, or cut short
        }
        Use known = l2Tables.get(offset);
        if (known == null && l2Tables.size() == MAX_L2_TABLES) {
            throw new UnsupportedImageException(
                    place, "checking more than %d L2 tables".formatted(MAX_L2_TABLES));
        }
        if (known != null && known.active() && active) {
            error(place, "an L2 table that another entry refers to as well");
        }
        l2Tables.put(
                offset,
                known == null
                        ? new Use(1, active)
                        : new Use(known.times() + 1, known.active() || active));
    }

    private void checkL2(long offset, Use use) throws IOException {
        var l2 = new L2Table(file.bytes(offset, clusterSize), offset, header.l2EntrySize());
        var compressed = new ArrayList<Mapping.Compressed>();
        for (long i = 0; i < l2.entries(); i++) {
            if (l2.entry(i) != 0 || l2.bitmap(i) != 0) {
                try {
                    checkEntry(l2, i, use, compressed);
                } catch (ImageException e) {
                    findings.accept(Finding.of(e));
                }
            }
        }
        expand(compressed);
    }

    private void checkEntry(L2Table l2, long index, Use use, List<Mapping.Compressed> compressed)
            throws IOException {
        long entry = l2.entry(index);
        Where place = mapping.place(l2.offset(), index);
        if (mapping.isExtended()) {
            String fault = mapping.faultOfBitmap(entry, l2.bitmap(index));
            if (!fault.isEmpty()) {
                error(place, fault);
            }
        }
        if ((entry & Entries.COMPRESSED) != 0) {
            Mapping.Compressed it = mapping.compressed(entry, l2.offset(), index);
            if ((entry & Entries.COPIED) != 0) {
                error(place, "a compressed cluster is marked as copied");
            }
            long length = Math.min(it.length(), file.size() - it.hostOffset());
            refer(place, it.hostOffset(), Math.max(1, length), References.Kind.DATA, use.times());
            compressed.add(it);
            return;
        }
        long zero = header.version() >= 3 && !mapping.isExtended() ? Entries.ZERO : 0;
        if ((entry & ~(Entries.HOST_OFFSET | Entries.COPIED | zero)) != 0) {
            error(place, "reserved bits are set: 0x%x".formatted(entry));
        }
        if (!mapping.isAllocated(entry)) {
            return;
        }
        long hostOffset = mapping.hostOffset(entry, l2.offset(), index);
        if (header.has(Features.EXTERNAL_DATA_FILE)) {
            checkExternal(place, hostOffset);
            return;
        }
        if (use.active()) {
            checkCopied(place, entry, hostOffset);
        }
        refer(place, hostOffset, clusterSize, References.Kind.DATA, use.times());
    }

    private void checkExternal(Where place, long hostOffset) {
        if (hostOffset >= dataSize) {
            error(
                    place,
                    "0x%x is not in the data file of %d bytes".formatted(hostOffset, dataSize));
        }
    }

    /// Expands clusters on all cores.
    private void expand(List<Mapping.Compressed> clusters) throws IOException {
        var faults = new Finding[clusters.size()];
        var next = new AtomicInteger();
        var failure = new AtomicReference<@Nullable IOException>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < Math.min(CopyPipeline.threads(), clusters.size()); i++) {
            threads.add(
                    Thread.ofPlatform()
                            .daemon()
                            .name("diskwright-check-" + i)
                            .start(() -> expand(clusters, next, faults, failure)));
        }
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    next.set(clusters.size());
                    throw (IOException)
                            new InterruptedIOException("interrupted while checking").initCause(e);
                }
            }
        }
        for (Finding fault : faults) {
            if (fault != null) {
                findings.accept(fault);
            }
        }
        IOException e = failure.get();
        if (e != null) {
            throw e;
        }
    }

    private void expand(
            List<Mapping.Compressed> clusters,
            AtomicInteger next,
            Finding[] faults,
            AtomicReference<@Nullable IOException> failure) {
        MemorySegment cluster = MemorySegment.ofArray(new byte[clusterSize]);
        for (int i = next.getAndIncrement(); i < faults.length; i = next.getAndIncrement()) {
            try {
                decompressor.expand(clusters.get(i), cluster);
            } catch (ImageException e) {
                faults[i] = Finding.of(e);
            } catch (IOException e) {
                failure.set(e);
                return;
            }
        }
    }

    private void checkCopied(Where place, long entry, long hostOffset) throws IOException {
        long count = refcounts.of(hostOffset >>> header.clusterBits());
        boolean copied = (entry & Entries.COPIED) != 0;
        if (count >= 0 && copied != (count == 1)) {
            error(
                    place,
                    "%s as copied, but the refcount is %d"
                            .formatted(copied ? "marked" : "not marked", count));
        }
    }

    private void checkRefcountTable() throws IOException {
        Where table = where.structure("refcount table", header.refcountTableOffset());
        refer(
                table,
                header.refcountTableOffset(),
                header.refcountTableClusters() << header.clusterBits(),
                References.Kind.EXCLUSIVE);
        for (long i = 0; i < refcounts.tableEntries(); i++) {
            long entry = refcounts.entry(i);
            if ((entry & 511) != 0) {
                error(refcounts.place(i), "reserved bits are set: 0x%x".formatted(entry));
            }
            try {
                if (refcounts.block(i) != null) {
                    refer(refcounts.place(i), entry, clusterSize, References.Kind.EXCLUSIVE);
                }
            } catch (ImageException e) {
                findings.accept(Finding.of(e));
            }
        }
    }

    /// Compares what is claimed with what was counted, for every cluster of the file that has a block or a reference.
    private void checkCounts() throws IOException {
        long clusters = Math.ceilDiv(file.size(), clusterSize);
        long perBlock = refcounts.perBlock();
        for (long cluster = 0; cluster < clusters; ) {
            long blockIndex = cluster / perBlock;
            if (refcounts.entry(blockIndex) == 0) {
                cluster = Math.max(cluster, nextBlock(blockIndex) * perBlock);
                cluster = Math.min(cluster, references.next(cluster));
                if (cluster >= clusters) {
                    return;
                }
            }
            long end = Math.min(clusters, (cluster / perBlock + 1) * perBlock);
            for (; cluster < end; cluster++) {
                compare(cluster);
            }
        }
    }

    private void compare(long cluster) throws IOException {
        long claimed = refcounts.of(cluster);
        int counted = references.count(cluster);
        Where place = where.structure("cluster", cluster << header.clusterBits());
        if (claimed >= 0 && claimed < counted) {
            error(place, "has %d references, but a refcount of %d".formatted(counted, claimed));
        } else if (claimed > counted && counted < References.MAX_COUNT) {
            warning(place, "is leaked: %d references, refcount %d".formatted(counted, claimed));
        }
        if (references.clash(cluster)) {
            error(place, "is used for two things that cannot share it");
        }
    }

    private long nextBlock(long from) {
        long index = from;
        while (index < refcounts.tableEntries() && refcounts.entry(index) == 0) {
            index++;
        }
        return index < refcounts.tableEntries() ? index : Long.MAX_VALUE / refcounts.perBlock();
    }

    private void error(Where place, String sentence) {
        findings.accept(Finding.error(place, sentence));
    }

    private void warning(Where place, String sentence) {
        findings.accept(Finding.warning(place, sentence));
    }
}
