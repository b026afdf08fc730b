package dev.diskwright.core.plan;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.block.ZeroBytes;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.table.Gpt;
import dev.diskwright.core.table.Mbr;
import dev.diskwright.core.table.Partition;
import dev.diskwright.core.table.PartitionTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Bytes of a disk that are in none of its partitions: boot code, and what hides in gaps.
final class Leftovers {
    private static final int PIECE = 1 << 20; // bytes read at a time

    private Leftovers() {}

    /// A stretch that a table or a partition takes.
    private record Taken(long start, long end) {}

    /// {@return a sentence for each place that holds more than zeros}
    static List<String> of(BlockSource disk, PartitionTable table)
            throws IOException, InterruptedException {
        var found = new ArrayList<String>();
        if (hasData(disk, 0, Math.min(disk.size(), PartitionTable.BOOT_CODE_SIZE))) {
            found.add("There is boot code in sector 0, which is left out.");
        }
        long at = 0;
        for (Taken it : taken(disk, table)) {
            tell(disk, at, it.start(), found);
            at = Math.max(at, it.end());
        }
        tell(disk, at, disk.size(), found);
        return found;
    }

    private static void tell(BlockSource disk, long start, long end, List<String> found)
            throws IOException, InterruptedException {
        if (start < end && hasData(disk, start, end)) {
            found.add(
                    "There are data outside of partitions, from %s to %s, which are left out."
                            .formatted(SizeText.exact(start), SizeText.exact(end)));
        }
    }

    /// An extended partition counts as a whole: what it holds beside logical ones are links between them.
    private static List<Taken> taken(BlockSource disk, PartitionTable table) {
        long sector = table.sectorSize();
        var taken = new ArrayList<Taken>();
        switch (table) {
            case Gpt gpt -> {
                taken.add(new Taken(0, gpt.firstUsableLba() * sector));
                taken.add(new Taken((gpt.lastUsableLba() + 1) * sector, disk.size()));
            }
            case Mbr _ -> taken.add(new Taken(0, sector));
        }
        for (Partition it : table.partitions()) {
            taken.add(new Taken(table.offset(it), table.offset(it) + table.size(it)));
        }
        return taken.stream()
                .map(it -> new Taken(Math.min(it.start(), disk.size()), it.end()))
                .sorted(Comparator.comparingLong(Taken::start))
                .toList();
    }

    private static boolean hasData(BlockSource disk, long start, long end)
            throws IOException, InterruptedException {
        for (long at = start; at < end; ) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while importing");
            }
            Extent extent = disk.extentAt(at);
            long next = Math.min(end, extent.end());
            if (!extent.isZero()) {
                next = Math.min(next, at + PIECE);
                if (!ZeroBytes.isZero(disk.bytes(at, (int) (next - at)))) {
                    return true;
                }
            }
            at = next;
        }
        return false;
    }
}
