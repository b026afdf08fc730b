package dev.diskwright.core.fs.ext4;

import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.fs.Report;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Checks that every file in use can be reached and counts its links right.
final class LinkChecker {
    private static final int MOST_LINKS = 65000;

    private final Volume volume;
    private final Superblock sb;
    private final Report report;
    private final Census census;

    LinkChecker(Volume volume, Report report, Census census) {
        this.volume = volume;
        this.sb = volume.superblock();
        this.report = report;
        this.census = census;
    }

    void check() throws IOException {
        directories();
        for (long group = 0; group < sb.groupsCount(); group++) {
            if (census.lostGroups.contains(group)) {
                continue;
            }
            long first = group * sb.inodesPerGroup() + 1;
            long end = first + sb.inodesPerGroup();
            for (long number = census.nextInode(first); number < end; ) {
                links(number);
                number = census.nextInode(number + 1);
            }
        }
    }

    private void directories() throws IOException {
        Set<Long> reached = new HashSet<>();
        Set<Long> lost = new HashSet<>();
        reached.add(Superblock.ROOT_INODE);
        for (Map.Entry<Long, Census.DirectoryFacts> entry : census.directories.entrySet()) {
            long number = entry.getKey();
            Census.DirectoryFacts facts = entry.getValue();
            long expected = number == Superblock.ROOT_INODE ? number : facts.parent;
            if (facts.mapped && expected != 0 && facts.dotDot != expected) {
                report.error(
                        volume.inodeAt(number),
                        "its .. leads to inode %d, expected %d".formatted(facts.dotDot, expected));
            }
            boolean orphan = census.orphans.contains(number) && census.linksCount(number) == 0;
            if (!orphan && !reaches(number, reached, lost)) {
                report.error(volume.inodeAt(number), "a directory that no path leads to");
            }
        }
    }

    private boolean reaches(long number, Set<Long> reached, Set<Long> lost) {
        var path = new HashSet<Long>();
        while (!reached.contains(number)) {
            Census.DirectoryFacts facts = census.directories.get(number);
            if (facts == null || facts.parent == 0 || lost.contains(number) || !path.add(number)) {
                path.add(number);
                lost.addAll(path);
                return false;
            }
            number = facts.parent;
        }
        reached.addAll(path);
        return true;
    }

    private void values(long number) throws IOException {
        InodeRecord inode = volume.rawInode(number, volume.rawDescriptor(volume.groupOf(number)));
        long found = census.valueReferences.getOrDefault(number, 0L);
        if (inode.valueReferences() != found) {
            report.differs(
                    volume.inodeAt(number).field("valueReferences", 0x24),
                    inode.valueReferences(),
                    found);
        }
        if (census.linksFound.get(number) != 0) {
            report.error(volume.inodeAt(number), "an attribute's value that a directory has");
        }
    }

    private void links(long number) throws IOException {
        boolean ofTheVolume =
                sb.hasCompat(Features.Compat.ORPHAN_FILE) && number == sb.orphanFileInum()
                        || sb.hasRoCompat(Features.RoCompat.PROJECT) && number == sb.prjQuotaInum();
        if (ofTheVolume) {
            return;
        }
        if (census.valueInodes.contains(number)) {
            values(number);
            return;
        }
        Where at = volume.inodeAt(number).field("linksCount", 0x1a);
        int found = census.linksFound.get(number);
        int stored = census.linksCount(number);
        boolean many = found > MOST_LINKS && stored == 1 && census.directories.containsKey(number);
        if (found == 0 && stored == 0 && census.orphans.contains(number)) {
            return; // the next mount deletes it
        }
        if (found == 0) {
            report.error(at, "a file in use that no directory has");
        } else if (found != stored && !many) {
            report.differs(at, stored, found);
        }
    }
}
