package dev.diskwright.core.fs.fat;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Scattered;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Follows chains and remembers which clusters belong to one, so that none is followed twice: that ends loops and
/// finds cross-links.
final class Chains {
    /// Consecutive clusters.
    record Run(long first, long count) {}

    /// A chain, as far as it could be followed.
    ///
    /// @param goesOn whether it is longer than was asked for
    record Chain(List<Run> runs, long clusters, boolean goesOn) {}

    private final Volume volume;
    private final Faults faults;
    private final FatEntries entries;
    private final BitSet used = new BitSet();

    Chains(Volume volume, Faults faults) {
        this.volume = volume;
        this.faults = faults;
        entries = new FatEntries(volume, volume.activeFat());
    }

    /// {@return the clusters that belong to chains followed so far}
    BitSet used() {
        return used;
    }

    /// {@return the chain from `first` on}
    ///
    /// @param where the field that holds `first`
    /// @param limit clusters to follow at most, 1 or more
    Chain follow(Where where, long first, long limit) throws IOException {
        var runs = new ArrayList<Run>();
        long count = 0;
        long runStart = first;
        long cluster = first;
        Where from = where;
        while (isFollowable(from, cluster)) {
            used.set((int) cluster);
            count++;
            long next = entries.get(cluster);
            boolean last = next >= volume.type().endOfChain();
            if (last || count == limit || next != cluster + 1) {
                runs.add(new Run(runStart, cluster + 1 - runStart));
                runStart = next;
            }
            if (next == 0 && count == limit) {
                faults.damage(entries.where(cluster), "a free cluster", "the end of a chain");
            }
            if (last || count == limit) {
                return new Chain(runs, count, !last);
            }
            from = entries.where(cluster);
            cluster = next;
        }
        if (count > 0 && runStart != cluster) {
            runs.add(new Run(runStart, cluster - runStart));
        }
        return new Chain(runs, count, false);
    }

    private boolean isFollowable(Where from, long cluster) throws CorruptImageException {
        if (cluster < 2 || cluster >= volume.clusterEnd()) {
            faults.damage(
                    from,
                    cluster == 0
                            ? "a free cluster"
                            : cluster == volume.type().bad()
                                    ? "a bad cluster"
                                    : "cluster %d".formatted(cluster),
                    "a cluster from 2 to %d".formatted(volume.clusterEnd() - 1));
            return false;
        }
        if (used.get((int) cluster)) {
            faults.damage(
                    from,
                    "cluster %d, which belongs to a chain already".formatted(cluster),
                    "one of its own");
            return false;
        }
        return true;
    }

    /// {@return the bytes of a chain, `size` of them}
    BlockSource content(Chain chain, long size) {
        var content = new Scattered.Builder();
        long at = 0;
        for (Run run : chain.runs()) {
            long length = run.count() * volume.clusterSize();
            content.add(at, length, volume.clusterOffset(run.first()));
            at += length;
        }
        return content.build(volume.source(), size);
    }
}
