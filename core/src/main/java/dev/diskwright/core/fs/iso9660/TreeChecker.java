package dev.diskwright.core.fs.iso9660;

import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.fs.Report;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Checks the directories of one tree by ECMA-119 alone: numbers that are stored twice, records of a directory itself and
/// of the one above, places and sizes, and that no two files take the same blocks but those that share all of them.
final class TreeChecker {
    private final Volume volume;
    private final Report report;
    private final Names names;
    private final DirectoryReader reader;
    private final List<Found> directories = new ArrayList<>();
    private final TreeMap<Long, Taken> taken = new TreeMap<>(); // by first byte

    TreeChecker(Volume volume, Report report, Names names) {
        this.volume = volume;
        this.report = report;
        this.names = names;
        this.reader = new DirectoryReader(volume);
    }

    /// A directory.
    ///
    /// @param identifier as stored; of the top one a byte 0
    /// @param parent block of the one above
    record Found(long block, String identifier, long parent) {}

    private record Taken(long end, boolean directory, Where where) {}

    private record Visit(DirectoryRecord record, Where from, long parent, String identifier) {}

    /// {@return the directories in the order in which they were found, the top one first}
    List<Found> directories() {
        return directories;
    }

    void check(VolumeDescriptor descriptor) throws IOException {
        DirectoryRecord root = descriptor.root();
        numbers(root);
        var open = new ArrayDeque<Visit>();
        open.add(new Visit(root, root.where(), root.block(), "\0"));
        while (!open.isEmpty()) {
            directory(open.remove(), open);
        }
    }

    private void directory(Visit visit, ArrayDeque<Visit> open) throws IOException {
        DirectoryRecord record = visit.record();
        directories.add(new Found(record.block(), visit.identifier(), visit.parent()));
        if (record.size() == 0 || record.size() % VolumeDescriptor.SECTOR != 0) {
            report.error(
                    visit.from().field("dataLength", visit.from().fieldOffset() + 10),
                    "a directory of %d bytes, expected whole sectors".formatted(record.size()));
        }
        claim(record, true);
        Set<String> known = new HashSet<>();
        var before = new boolean[1]; // whether the record before goes on
        try {
            reader.read(
                    visit.from(),
                    record.block(),
                    record.size(),
                    (index, it) -> {
                        numbers(it);
                        if (index < 2) {
                            own(index, it, visit);
                            return;
                        }
                        String identifier = Bytes.latin(it.bytes(), 33, it.identifier().length);
                        String kind = it.isAssociated() ? "/" : "";
                        if (!known.add(identifier + kind) && !before[0]) { // not another extent
                            report.error(
                                    it.where(),
                                    "\"%s\" a second time"
                                            .formatted(names.of(it.identifier(), false).name()));
                        }
                        before[0] = it.isContinued();
                        if (it.isDirectory()) {
                            open.add(new Visit(it, it.where(), record.block(), identifier));
                        } else if (it.size() > 0) {
                            claim(it, false);
                        }
                    });
        } catch (ImageException fault) {
            report.error(fault);
        }
    }

    private void own(int index, DirectoryRecord record, Visit visit) {
        boolean right = index == 0 ? record.isSelf() : record.isParent();
        long expected = index == 0 ? visit.record().block() : visit.parent();
        String name = index == 0 ? "itself" : "the one above";
        if (!right || !record.isDirectory()) {
            report.error(record.where(), "is not the directory's record of " + name);
        } else if (record.block() != expected) {
            // Rock Ridge moves directories, and some writers leave the old place
            report.error(
                    record.where().field("extent", record.where().fieldOffset() + 2),
                    "its record of %s says block %d, expected %d"
                            .formatted(name, record.block(), expected));
        } else if (index == 0 && record.size() != visit.record().size()) {
            report.differs(
                    record.where().field("dataLength", record.where().fieldOffset() + 10),
                    record.size(),
                    visit.record().size());
        }
    }

    private void numbers(DirectoryRecord record) {
        MemorySegment bytes = record.bytes();
        long at = record.where().fieldOffset();
        if (!Bytes.agree32(bytes, 2) || !Bytes.agree32(bytes, 10)) {
            report.error(
                    record.where().field("extent", at + 2),
                    "block %d and %d bytes little-endian, %d and %d big-endian"
                            .formatted(
                                    Bytes.u32(bytes, 2),
                                    Bytes.u32(bytes, 10),
                                    Bytes.u32Big(bytes, 6),
                                    Bytes.u32Big(bytes, 14)));
        }
        if (!Bytes.agree16(bytes, 28)) {
            report.error(
                    record.where().field("volumeSequenceNumber", at + 28),
                    "%d little-endian and %d big-endian"
                            .formatted(Bytes.u16(bytes, 28), Bytes.u16Big(bytes, 30)));
        }
    }

    /// Notes what a file takes. Files may have the same blocks as a whole.
    private void claim(DirectoryRecord record, boolean directory) {
        long start = record.block() * volume.primary().blockSize();
        long end = start + record.size();
        if (end > volume.source().size()) {
            report.error(
                    record.where().field("extent", record.where().fieldOffset() + 2),
                    "%d bytes from block %d on are not all in the volume"
                            .formatted(record.size(), record.block()));
            return;
        }
        Map.Entry<Long, Taken> before = taken.lowerEntry(Math.max(end, start + 1));
        if (before != null && before.getValue().end() > start) {
            Taken it = before.getValue();
            boolean same = before.getKey() == start && it.end() == end;
            if (!same || directory || it.directory()) {
                report.error(
                        record.where(),
                        "overlaps what the record at 0x%x has"
                                .formatted(it.where().offset() + it.where().fieldOffset()));
            }
            return;
        }
        taken.put(start, new Taken(end, directory, record.where()));
    }
}
