package dev.diskwright.core.fs.ext4;

import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.Where;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Decides how a volume of some size is divided, so that the tree fits whenever it can. First comes what mke2fs would
/// choose; then the journal shrinks step by step, then the number of inodes, then the last groups are given up, whose
/// metadata cost more than they bring. So a tree fits in all sizes from the smallest on.
final class Sizing {
    private static final int LEAST_BLOCKS_PER_GROUP = 256;
    private static final long JOURNAL_THRESHOLD = 2048; // blocks of a volume that gets a journal

    /// Volumes of at least so many blocks get a journal of so many (mke2fs of e2fsprogs 1.47).
    private static final long[][] JOURNALS = {
        {32L << 20, 262144},
        {16L << 20, 131072},
        {8L << 20, 65536},
        {4L << 20, 32768},
        {512L << 10, 16384},
        {256L << 10, 8192},
        {32L << 10, 4096},
        {JOURNAL_THRESHOLD, Ext4Parameters.MIN_JOURNAL},
        {0, 0}
    };

    private final Inventory inventory;
    private final Ext4Parameters parameters;
    private final int mostPerGroup; // blocks, and inodes
    private final int inodeStep;

    Sizing(Inventory inventory, Ext4Parameters parameters) {
        this.inventory = inventory;
        this.parameters = parameters;
        mostPerGroup = 8 * parameters.blockSize();
        inodeStep = Math.max(8, parameters.blockSize() / parameters.inodeSize());
    }

    /// {@return the layout of the smallest volume that holds the tree}
    ///
    /// @throws DoesNotFitException if no volume does
    Placement smallest() throws DoesNotFitException {
        if (parameters.journalBlocks().isPresent()) {
            return smallest(parameters.journalBlocks().getAsInt());
        }
        Placement bare = smallest(0);
        return bare.geometry().blocks() < JOURNAL_THRESHOLD
                ? bare
                : smallest(Ext4Parameters.MIN_JOURNAL);
    }

    private Placement smallest(long journal) throws DoesNotFitException {
        long data = inventory.totalBlocks() + journal;
        long forInodes = Math.ceilDiv(inventory.lastInode(), (long) mostPerGroup);
        for (long groups = Math.max(1, Math.ceilDiv(data, (long) mostPerGroup)); ; groups++) {
            Geometry full = full(Math.max(groups, forInodes), mostPerGroup);
            long missing = data - full.dataBlocks();
            if (missing > 0) {
                groups += missing / mostPerGroup; // at least one more comes by the loop
                continue;
            }
            Placement placement = Placement.of(inventory, full, journal);
            if (placement != null) {
                Placement shrunk = shrunk(placement);
                boolean idle = shrunk.end() <= full.groupStart(full.groups() - 1);
                return idle && full.groups() > 1 ? withSmallGroups(shrunk) : shrunk;
            }
        }
    }

    /// {@return so many groups of this size, all full, with as few inodes as the tree needs}
    private Geometry full(long groups, int blocksPerGroup) throws DoesNotFitException {
        int first = parameters.blockSize() == 1024 ? 1 : 0;
        long descriptors = groups * GroupDescriptor.SIZE_64BIT / parameters.blockSize();
        if (groups > Integer.MAX_VALUE / GroupDescriptor.SIZE_64BIT
                || descriptors > blocksPerGroup / 2) {
            throw new DoesNotFitException(
                    Where.file("ext4 file system"),
                    groups + " groups of blocks",
                    "half a group's blocks of descriptors, unless blocks are larger");
        }
        return new Geometry(
                parameters.blockSize(),
                parameters.inodeSize(),
                first + groups * blocksPerGroup,
                blocksPerGroup,
                inodesPerGroup(groups, inventory.lastInode()));
    }

    /// {@return inodes of each group so that there are `inodes` or, where that is too many, as many as can be}
    private int inodesPerGroup(long groups, long inodes) {
        long most = Math.min(mostPerGroup, 0xffff_fff0L / groups) / inodeStep * inodeStep;
        long wanted = Math.ceilDiv(Math.ceilDiv(inodes, groups), (long) inodeStep) * inodeStep;
        return (int) Math.min(wanted, most);
    }

    /// {@return the same layout without the free blocks at the volume's end}
    private static Placement shrunk(Placement placement) {
        Geometry geometry = placement.geometry();
        long least = Math.max(placement.end(), geometry.leastBlocks());
        if (least >= geometry.blocks()) {
            return placement;
        }
        Placement shrunk =
                Placement.of(
                        placement.inventory(),
                        geometry.withBlocks(least),
                        placement.journalBlocks());
        return shrunk == null ? placement : shrunk;
    }

    /// Where only the number of inodes asks for so many groups, smaller ones do.
    private Placement withSmallGroups(Placement best) throws DoesNotFitException {
        int groups = best.geometry().groups();
        int low = LEAST_BLOCKS_PER_GROUP / 8 - 1;
        int high = mostPerGroup / 8;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            Placement placement =
                    Placement.of(inventory, full(groups, 8 * middle), best.journalBlocks());
            if (placement == null) {
                low = middle;
            } else {
                high = middle;
                Placement shrunk = shrunk(placement);
                if (shrunk.geometry().blocks() < best.geometry().blocks()) {
                    best = shrunk;
                }
            }
        }
        return best;
    }

    /// {@return the layout of a volume of at most `blocks` blocks, at least as many as that of [#smallest()]}
    Placement of(long blocks, Placement smallest) {
        long wanted = blocks * parameters.blockSize() / parameters.bytesPerInode();
        long inodes = Math.max(wanted, inventory.lastInode());
        long leastJournal = smallest.journalBlocks();
        for (long journal : journals(blocks, leastJournal)) {
            Placement placement = attempt(blocks, inodes, journal, smallest);
            if (placement != null) {
                return placement;
            }
        }
        Placement best = attempt(blocks, inventory.lastInode(), leastJournal, smallest);
        if (best != null) {
            return withMostInodes(best, blocks, inodes, smallest);
        }
        Geometry last = smallest.geometry();
        for (long fewer = blocks; fewer > last.blocks(); ) {
            fewer = (fewer - 1) / last.blocksPerGroup() * last.blocksPerGroup();
            Placement placement =
                    fewer <= last.blocks()
                            ? null
                            : attempt(fewer, inventory.lastInode(), leastJournal, smallest);
            if (placement != null) {
                return placement;
            }
        }
        return smallest;
    }

    private long[] journals(long blocks, long least) {
        if (parameters.journalBlocks().isPresent()) {
            return new long[] {least};
        }
        return Arrays.stream(JOURNALS)
                .filter(step -> blocks >= step[0] && step[1] >= least)
                .mapToLong(step -> step[1])
                .toArray();
    }

    private Placement withMostInodes(Placement best, long blocks, long inodes, Placement smallest) {
        long low = inventory.lastInode();
        long high = inodes;
        while (high - low > inodeStep) {
            long middle = (low + high) >>> 1;
            Placement placement = attempt(blocks, middle, best.journalBlocks(), smallest);
            if (placement == null) {
                high = middle;
            } else {
                low = middle;
                best = placement;
            }
        }
        return best;
    }

    private @Nullable Placement attempt(
            long blocks, long inodes, long journal, Placement smallest) {
        Geometry geometry = geometry(blocks, inodes, smallest);
        int last = geometry.groups() - 1;
        if (last > 0 && geometry.leastBlocks() > blocks) {
            geometry = geometry(geometry.groupStart(last), inodes, smallest);
        }
        return Placement.of(inventory, geometry, journal);
    }

    private Geometry geometry(long blocks, long inodes, Placement smallest) {
        long grouped = blocks - smallest.geometry().firstDataBlock();
        long groups = Math.ceilDiv(grouped, (long) mostPerGroup);
        long forInodes = Math.ceilDiv(inventory.lastInode(), (long) mostPerGroup);
        int blocksPerGroup = mostPerGroup;
        if (groups < forInodes) {
            groups = forInodes;
            blocksPerGroup = (int) (Math.ceilDiv(Math.ceilDiv(grouped, groups), 8L) * 8);
        }
        return new Geometry(
                parameters.blockSize(),
                parameters.inodeSize(),
                blocks,
                blocksPerGroup,
                inodesPerGroup(groups, inodes));
    }
}
