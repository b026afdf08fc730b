package dev.diskwright.core.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.MemoryTarget;
import dev.diskwright.core.testing.Sources;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(20)
class CopyPipelineTest {
    private static final int CHUNK = 4096;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void theCopyEqualsTheSource(long seed) throws IOException, InterruptedException {
        Random random = Cases.random(seed);
        BlockSource source = Sources.random(random, 1 + random.nextInt(400_000));
        var target = new MemoryTarget("copy");
        var amount = new AtomicLong();
        long[] last = {-1};
        CopyPipeline.run(
                source,
                CHUNK,
                (offset, data) ->
                        () -> {
                            assertEquals(0, offset % CHUNK);
                            assertTrue(offset > last[0]);
                            assertFalse(ZeroBytes.isZero(data));
                            last[0] = offset;
                            target.write(offset, data);
                        },
                Sources.counting(amount));
        target.truncate(source.size());
        assertArrayEquals(
                source.bytes(0, (int) source.size()).toArray(ValueLayout.JAVA_BYTE),
                target.bytes());
        assertEquals(CopyPipeline.amount(source, CHUNK), amount.get());
    }

    @Test
    void anExpanseOfZerosTakesNoTime() throws IOException, InterruptedException {
        BlockSource source =
                Composition.ofSize(Long.MAX_VALUE)
                        .place(Long.MAX_VALUE - 1, BlockSource.of(new byte[] {1}))
                        .build();
        var seen = new AtomicLong();
        CopyPipeline.run(
                source,
                CHUNK,
                (offset, _) -> () -> assertEquals(0, seen.getAndSet(offset)),
                Progress.NONE);
        assertEquals(Long.MAX_VALUE / CHUNK * CHUNK, seen.get());
    }

    @Test
    void aFailureOfEitherSideArrives() {
        var failure = new IOException("broken");
        BlockSource broken = Sources.failingAt(100 * CHUNK, 50 * CHUNK, failure);
        var count = new AtomicLong();
        assertSame(
                failure,
                assertThrows(
                        IOException.class,
                        () ->
                                CopyPipeline.run(
                                        broken,
                                        CHUNK,
                                        (_, _) -> count::incrementAndGet,
                                        Progress.NONE)));
        assertEquals(50, count.get());
        var full = new IOException("full");
        CopyPipeline.Sink sink =
                (_, _) -> {
                    throw full;
                };
        assertSame(
                full,
                assertThrows(
                        IOException.class,
                        () -> CopyPipeline.run(broken, CHUNK, sink, Progress.NONE)));
        assertNoReaderIsLeft();
    }

    @Test
    void anInterruptEndsIt() {
        BlockSource source = Sources.failingAt(1L << 40, 1L << 40, new IOException());
        assertThrows(
                InterruptedException.class,
                () ->
                        CopyPipeline.run(
                                source,
                                CHUNK,
                                (offset, _) ->
                                        () -> {
                                            if (offset == 100 * CHUNK) {
                                                Thread.currentThread().interrupt();
                                            }
                                        },
                                Progress.NONE));
        assertFalse(Thread.interrupted());
        assertNoReaderIsLeft();
    }

    private static void assertNoReaderIsLeft() {
        assertTrue(
                Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("diskwright-copy")));
    }

    @Test
    void zerosAreRecognisedAtEveryLength() {
        for (int size : new int[] {0, 1, 65535, 65536, 65537, 200_000}) {
            byte[] bytes = new byte[size];
            assertTrue(ZeroBytes.isZero(MemorySegment.ofArray(bytes)));
            if (size > 0) {
                bytes[size - 1] = 1;
                assertFalse(ZeroBytes.isZero(MemorySegment.ofArray(bytes)));
            }
        }
    }
}
