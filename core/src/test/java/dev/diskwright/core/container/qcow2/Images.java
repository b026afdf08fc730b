package dev.diskwright.core.container.qcow2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
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
    static final Where FILE = Where.file("disk.qcow2");

    private Images() {}

    static byte[] encode(BlockSource disk, int clusterSize)
            throws IOException, InterruptedException {
        var target = new MemoryTarget("disk.qcow2");
        Map<String, String> options = Map.of("cluster_size", Integer.toString(clusterSize));
        Encoding.write(new Qcow2(), disk, options, target, Progress.NONE);
        return target.bytes();
    }

    static BlockSource decode(byte[] file) throws IOException {
        return new Qcow2().decode(FILE, BlockSource.of(file), Companions.NONE).disk();
    }

    static List<Finding> check(BlockSource file, Companions companions) throws IOException {
        var findings = new ArrayList<Finding>();
        new Qcow2().check(FILE, file, companions, findings::add);
        return findings;
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
