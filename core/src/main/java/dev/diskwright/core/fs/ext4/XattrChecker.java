package dev.diskwright.core.fs.ext4;

import static dev.diskwright.core.fs.ext4.LittleEndian.u32;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.fs.Report;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// Checks extended attributes, and that a block of them is used as often as it says.
final class XattrChecker {
    private static final String BLOCK = "extended attribute block";

    private final Volume volume;
    private final Report report;
    private final Census census;
    private final Map<Long, Integer> uses = new TreeMap<>();
    private final Map<Long, Long> valuesOfBlocks = new HashMap<>(); // clusters
    private final XattrEntries.Values values;

    XattrChecker(Volume volume, Report report, Census census, XattrEntries.Values values) {
        this.volume = volume;
        this.report = report;
        this.census = census;
        this.values = values;
    }

    /// Checks the attributes of an inode.
    ///
    /// @return number of clusters that count as the inode's: a block of them, and the values in inodes of their own
    long check(long number, InodeRecord inode) throws IOException {
        Where at = volume.inodeAt(number);
        XattrEntries inInode = XattrEntries.inInode(inode, at, values);
        long clusters = inInode == null ? 0 : entries(inInode);
        long block = inode.fileAcl();
        if (block == 0) {
            return clusters;
        }
        Where field = at.field("fileAcl", 0x68);
        if (!volume.superblock().hasCompat(Features.Compat.EXT_ATTR)) {
            report.error(field, "extended attributes without feature ext_attr");
        }
        if (!volume.contains(block, 1)) {
            report.error(field, "found block %d, expected one of the volume".formatted(block));
            return clusters;
        }
        if (uses.merge(block, 1, Integer::sum) == 1) {
            valuesOfBlocks.put(block, first(field, block));
        }
        return clusters + 1 + valuesOfBlocks.getOrDefault(block, 0L);
    }

    private long first(Where field, long block) throws IOException {
        if (census.metadata.contains(block) || census.used.contains(block)) {
            report.error(field, "block %d is claimed more than once".formatted(block));
        }
        census.claimCluster(block, volume.superblock());
        MemorySegment bytes = volume.block(block);
        Where at = volume.at(BLOCK, block);
        try {
            XattrReader.check(volume, at, block, bytes);
        } catch (CorruptImageException fault) {
            report.error(fault);
            return 0;
        }
        return entries(new XattrEntries(bytes, XattrReader.BLOCK_HEADER, 0, at, false, values));
    }

    /// {@return number of clusters that values in inodes of their own take}
    private long entries(XattrEntries entries) throws IOException {
        var clusters = new long[1];
        long clusterSize = volume.superblock().clusterSize();
        var values = new BlockSet(); // of bytes rather than blocks
        long base = entries.base();
        try {
            entries.read((where, index, name, value) -> {
                if (index == PosixAcl.INDEX_ACCESS || index == PosixAcl.INDEX_DEFAULT) {
                    PosixAcl.fromDisk(where, value);
                }
                long entry = where.fieldOffset() - entries.where().fieldOffset();
                long valueInode = u32(entries.bytes(), entry + 4);
                if (valueInode != 0) {
                    census.valueReferences.merge(valueInode, 1L, Long::sum);
                    clusters[0] += Math.ceilDiv(value.byteSize(), clusterSize);
                    return;
                }
                long from = base + LittleEndian.u16(entries.bytes(), entry + 2);
                if (values.containsAny(from, value.byteSize())) {
                    report.error(where, "the value of %s overlaps another".formatted(name));
                }
                values.add(from, value.byteSize());
            });
        } catch (ImageException fault) {
            report.error(fault);
        }
        return clusters[0];
    }

    /// Compares the blocks' reference counts with the uses that were seen.
    void finish() throws IOException {
        for (var use : uses.entrySet()) {
            long found = u32(volume.block(use.getKey()), 4);
            if (found != use.getValue()) {
                report.differs(
                        volume.at(BLOCK, use.getKey()).field("refcount", 4), found, use.getValue());
            }
        }
    }
}
