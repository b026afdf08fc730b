package dev.diskwright.core.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.diskwright.core.block.Composition.Piece;
import dev.diskwright.core.testing.Cases;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CompositionOverTest {
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void patchesReplaceWhatIsThere(long seed) throws IOException {
        Random random = Cases.random(seed);
        byte[] expected = Cases.bytes(random, 1 + random.nextInt(60_000));
        var patches = new ArrayList<Piece>();
        BlockSource base = BlockSource.of(expected.clone());
        for (int at = random.nextInt(9000); at < expected.length; at += random.nextInt(9000)) {
            byte[] patch =
                    Cases.bytes(random, Math.min(1 + random.nextInt(9000), expected.length - at));
            System.arraycopy(patch, 0, expected, at, patch.length);
            patches.add(random.nextInt(patches.size() + 1), new Piece(at, BlockSource.of(patch)));
            at += patch.length;
        }
        BlockSource patched = Composition.over(base, patches);
        assertArrayEquals(
                expected, patched.bytes(0, expected.length).toArray(ValueLayout.JAVA_BYTE));
    }

    @Test
    void holesOutsideOfTouchedBlocksStay() throws IOException {
        BlockSource patched =
                Composition.over(
                        BlockSource.zeros(1 << 20),
                        List.of(new Piece(4100, BlockSource.of(new byte[] {1}))));
        assertEquals(new Extent(0, 4096, Extent.Kind.ZERO), patched.extentAt(0));
        assertEquals(new Extent(4096, 4096, Extent.Kind.DATA), patched.extentAt(4096));
        assertEquals(Extent.Kind.ZERO, patched.extentAt(8192).kind());
    }

    @Test
    void patchesThatOverlapAreRefused() {
        var one = new Piece(10, BlockSource.of(MemorySegment.ofArray(new byte[5])));
        var other = new Piece(14, BlockSource.of(new byte[1]));
        assertThrows(
                IllegalArgumentException.class,
                () -> Composition.over(BlockSource.zeros(100), List.of(one, other)));
    }
}
