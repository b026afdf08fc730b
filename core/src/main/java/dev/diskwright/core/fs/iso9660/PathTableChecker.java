package dev.diskwright.core.fs.iso9660;

import static dev.diskwright.core.fs.iso9660.Bytes.u16;
import static dev.diskwright.core.fs.iso9660.Bytes.u16Big;
import static dev.diskwright.core.fs.iso9660.Bytes.u32;
import static dev.diskwright.core.fs.iso9660.Bytes.u32Big;
import static dev.diskwright.core.fs.iso9660.Bytes.u8;

import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.fs.Report;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Checks a tree's two path tables (ECMA-119, 10.4): each lists the directories that the tree has, and no others. What
/// their order is does not matter to us: parents come first.
final class PathTableChecker {
    private static final int HEADER = 8;
    private static final long MOST = 16 << 20; // bytes of a table

    private final Volume volume;
    private final Report report;
    private final VolumeDescriptor descriptor;
    private final Set<TreeChecker.Found> expected;

    PathTableChecker(
            Volume volume,
            Report report,
            VolumeDescriptor descriptor,
            List<TreeChecker.Found> directories) {
        this.volume = volume;
        this.report = report;
        this.descriptor = descriptor;
        this.expected = new HashSet<>(directories);
    }

    void check() throws IOException {
        table("path table L", descriptor.pathTableL(), false);
        table("path table M", descriptor.pathTableM(), true);
    }

    private void table(String name, long block, boolean big) throws IOException {
        Where where = volume.at(name, block);
        long size = descriptor.pathTableSize();
        if (size > MOST) {
            report.error(where, "a table of %d bytes".formatted(size));
            return;
        }
        try {
            MemorySegment bytes = volume.bytes(where, block, 0, (int) size);
            entries(bytes, where, big);
        } catch (ImageException fault) {
            report.error(fault);
        }
    }

    private void entries(MemorySegment bytes, Where where, boolean big) {
        var blocks = new ArrayList<Long>();
        var missing = new HashSet<>(expected);
        for (long at = 0; at < bytes.byteSize(); ) {
            Where entry = where.field("entry " + (blocks.size() + 1), at);
            int length = at + HEADER <= bytes.byteSize() ? u8(bytes, at) : 0;
            if (length == 0 || at + HEADER + length > bytes.byteSize()) {
                report.error(entry, "an entry that does not fit");
                return;
            }
            long block = (big ? u32Big(bytes, at + 2) : u32(bytes, at + 2)) + u8(bytes, at + 1);
            int parent = big ? u16Big(bytes, at + 6) : u16(bytes, at + 6);
            blocks.add(block);
            String identifier = Bytes.latin(bytes, at + HEADER, length);
            if (parent < 1 || parent > blocks.size()) {
                report.error(entry, "directory %d as the one above".formatted(parent));
            } else {
                var found = new TreeChecker.Found(block, identifier, blocks.get(parent - 1));
                if (!missing.remove(found)) {
                    report.error(
                            entry,
                            "a directory at block %d that the tree does not have so"
                                    .formatted(block));
                }
            }
            at += HEADER + length + length % 2;
        }
        if (!missing.isEmpty()) {
            report.error(
                    where,
                    "lacks %d directories, the one at block %d among them"
                            .formatted(missing.size(), missing.iterator().next().block()));
        }
    }
}
