package dev.diskwright.core.container.raw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.block.Target;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.container.Encoding;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.MemoryTarget;
import dev.diskwright.core.testing.Sources;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RawTest {
    private static final Where FILE = Where.file("disk.img");
    private final Raw raw = new Raw();

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void fileIsTheDisk(long seed) throws Exception {
        Random random = Cases.random(seed);
        BlockSource disk = Sources.random(random, (int) Cases.size(random, 4 << 20));
        for (String preallocation : List.of("off", "full")) {
            var target = new MemoryTarget("disk.img");
            Encoding.write(
                    raw, disk, Map.of("preallocation", preallocation), target, Progress.NONE);
            byte[] expected = disk.bytes(0, (int) disk.size()).toArray(ValueLayout.JAVA_BYTE);
            assertArrayEquals(expected, target.bytes());
        }
    }

    @Test
    void decodingGivesTheFileItself() throws IOException {
        BlockSource file = BlockSource.zeros(512);
        assertSame(file, raw.decode(FILE, file, Companions.NONE).disk());
        assertSame("raw", Containers.recognise(file).name());
        assertSame(raw.getClass(), Containers.ALL.getLast().getClass());
    }

    @Test
    void zerosAreWrittenOnlyOnDemand() throws Exception {
        byte[] bytes = new byte[8 << 20];
        bytes[3 << 20] = 1;
        var written = new AtomicLong();
        var progress = new AtomicLong();
        Encoding.write(
                raw,
                BlockSource.of(bytes),
                Map.of(),
                counting(written),
                Sources.counting(progress));
        assertEquals(16 << 10, written.get());
        assertEquals(bytes.length, progress.get());
        Encoding.write(
                raw,
                BlockSource.zeros(bytes.length),
                Map.of("preallocation", "full"),
                counting(written),
                Progress.NONE);
        assertEquals((16 << 10) + bytes.length, written.get());
    }

    @Test
    void interruptionEndsTheWork() {
        Thread.currentThread().interrupt();
        assertThrows(
                InterruptedException.class,
                () ->
                        Encoding.write(
                                raw,
                                BlockSource.zeros(1L << 40),
                                Map.of("preallocation", "full"),
                                counting(new AtomicLong()),
                                Progress.NONE));
    }

    @Test
    void oddSizesAreWorthANote() {
        var findings = new ArrayList<Finding>();
        raw.check(FILE, BlockSource.zeros(1024), Companions.NONE, findings::add);
        assertTrue(findings.isEmpty());
        raw.check(FILE, BlockSource.zeros(1000), Companions.NONE, findings::add);
        assertEquals(Finding.Severity.NOTE, findings.getFirst().severity());
    }

    private static Target counting(AtomicLong written) {
        return new Target() {
            @Override
            public String name() {
                return "disk.img";
            }

            @Override
            public void write(long offset, MemorySegment bytes) {
                written.addAndGet(bytes.byteSize());
            }

            @Override
            public void truncate(long size) {}

            @Override
            public Target companion(String name) {
                throw new UnsupportedOperationException(name);
            }
        };
    }
}
