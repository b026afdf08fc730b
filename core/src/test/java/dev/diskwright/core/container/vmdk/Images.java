package dev.diskwright.core.container.vmdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.Encoding;
import dev.diskwright.core.testing.MemoryTarget;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Images to test with, and what to do with them.
final class Images {
    static final String NAME = "disk.vmdk";
    static final Where FILE = Where.file(NAME);
    static final int GRAIN = 65_536;

    private Images() {}

    static MemoryTarget encode(BlockSource disk, String subformat)
            throws IOException, InterruptedException {
        var target = new MemoryTarget(NAME);
        Encoding.write(new Vmdk(), disk, Map.of("subformat", subformat), target, Progress.NONE);
        return target;
    }

    /// {@return the other files of an output}
    static Companions companions(MemoryTarget target) {
        return (_, name) -> target.companion(name).source();
    }

    static BlockSource decode(BlockSource file, Companions companions) throws IOException {
        return new Vmdk().decode(FILE, file, companions).disk();
    }

    static BlockSource decode(byte[] file) throws IOException {
        return decode(BlockSource.of(file), Companions.NONE);
    }

    static List<Finding> check(BlockSource file, Companions companions) throws IOException {
        var findings = new ArrayList<Finding>();
        new Vmdk().check(FILE, file, companions, findings::add);
        return findings;
    }

    /// {@return what the checker finds that is more than worth knowing}
    static List<Finding> faults(BlockSource file, Companions companions) throws IOException {
        return check(file, companions).stream()
                .filter(it -> it.severity() != Finding.Severity.NOTE)
                .toList();
    }

    /// {@return a disk of whole sectors: zeros behind the end of `disk`}
    static BlockSource padded(BlockSource disk) {
        long size = (disk.size() + 511) / 512 * 512;
        return Composition.ofSize(size).place(0, disk).build();
    }

    /// Walks all extents and reads every byte of both; extents must be right and nothing may differ.
    static void assertSame(BlockSource expected, BlockSource actual) throws IOException {
        assertEquals(expected.size(), actual.size());
        long at = 0;
        while (at < actual.size()) {
            Extent extent = actual.extentAt(at);
            assertTrue(extent.offset() <= at && at < extent.end(), extent + " at " + at);
            assertTrue(extent.end() <= actual.size(), extent.toString());
            long length = Math.min(extent.end() - at, 700_001);
            MemorySegment bytes = actual.bytes(at, (int) length);
            assertEquals(-1, expected.bytes(at, (int) length).mismatch(bytes), "at " + at);
            if (extent.isZero()) {
                var zeros = MemorySegment.ofArray(new byte[(int) length]);
                assertEquals(-1, zeros.mismatch(bytes), "zero extent at " + at);
            }
            at += length;
        }
    }
}
