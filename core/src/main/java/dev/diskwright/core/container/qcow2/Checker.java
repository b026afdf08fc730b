package dev.diskwright.core.container.qcow2;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

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
    private final Consumer<Finding> findings;
    private final int clusterSize;
    private final Map<Long, Use> l2Tables = new TreeMap<>(); // by offset: each is looked at once

    /// How often L1 tables refer to an L2 table.
    ///
    /// @param active whether the active one does
    private record Use(int times, boolean active) {}

    private Checker(Where where, BlockSource file, Header header, Consumer<Finding> findings)
            throws IOException {
        this.where = where;
        this.file = file;
        this.header = header;
        this.findings = findings;
        clusterSize = header.clusterSize();
        refcounts = new Refcounts(where, file, header);
        references = new References(where);
        decompressor = new Decompressor(where, file, header);
    }

    static void check(
            Where where, BlockSource file, Companions companions, Consumer<Finding> findings)
            throws IOException {
        try {
            Reader.open(where, file, companions);
        } catch (ImageException e) {
            findings.accept(Finding.of(e));
        }
        try {
            new Checker(where, file, Header.read(where, file), findings).check();
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
        MemorySegment l2 = file.bytes(offset, clusterSize);
        for (long i = 0; i < clusterSize / 8; i++) {
            long entry = l2.getAtIndex(Entries.U64, i);
            if (entry != 0) {
                checkEntry(offset, i, entry, use);
            }
        }
    }

    private void checkEntry(long table, long index, long entry, Use use) throws IOException {
        Where place = where.structure("L2 table", table).field("entry " + index, 8 * index);
        Mapping mapping;
        try {
            mapping = Mapping.of(entry, header, where, table, index);
        } catch (ImageException e) {
            findings.accept(Finding.of(e));
            return;
        }
        if (mapping instanceof Mapping.Compressed it) {
            if ((entry & Entries.COPIED) != 0) {
                error(place, "a compressed cluster is marked as copied");
            }
            long length = Math.min(it.length(), file.size() - it.hostOffset());
            refer(place, it.hostOffset(), Math.max(1, length), References.Kind.DATA, use.times());
            checkCompressed(it);
            return;
        }
        long zero = header.version() >= 3 ? Entries.ZERO : 0;
        if ((entry & ~(Entries.HOST_OFFSET | Entries.COPIED | zero)) != 0) {
            error(place, "reserved bits are set: 0x%x".formatted(entry));
        }
        long hostOffset = entry & Entries.HOST_OFFSET;
        if (hostOffset != 0) {
            if (use.active()) {
                checkCopied(place, entry, hostOffset);
            }
            refer(place, hostOffset, clusterSize, References.Kind.DATA, use.times());
        }
    }

    private void checkCompressed(Mapping.Compressed it) throws IOException {
        try {
            decompressor.expand(it);
        } catch (ImageException e) {
            findings.accept(Finding.of(e));
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
