package dev.diskwright.core.content;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.Extent;
import dev.diskwright.core.testing.Cases;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CanonicalHolesTest {
    private static List<Extent> extents(BlockSource source) throws IOException {
        var all = new ArrayList<Extent>();
        for (long at = 0; at < source.size(); at = all.getLast().end()) {
            all.add(source.extentAt(at));
        }
        return all;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void theHostsOwnHolesDoNotShow(long seed) throws IOException {
        Random random = Cases.random(seed);
        byte[] dense = new byte[(1 << 20) + random.nextInt(3 << 20)];
        Composition.Builder sparse = Composition.ofSize(dense.length);
        for (int at = random.nextInt(300_000); at < dense.length; at += random.nextInt(500_000)) {
            byte[] piece =
                    Cases.bytes(random, Math.min(1 + random.nextInt(100_000), dense.length - at));
            if (random.nextInt(3) == 0) {
                piece = new byte[piece.length]; // written zeros
            }
            System.arraycopy(piece, 0, dense, at, piece.length);
            sparse.place(at, BlockSource.of(piece));
            at += piece.length;
        }
        BlockSource fromSparse = CanonicalHoles.of(sparse.build());
        BlockSource fromDense = CanonicalHoles.of(BlockSource.of(dense));
        assertEquals(extents(fromDense), extents(fromSparse));
        assertArrayEquals(
                dense,
                fromSparse.bytes(0, dense.length).toArray(java.lang.foreign.ValueLayout.JAVA_BYTE));
        for (Extent extent : extents(fromDense)) {
            assertEquals(0, extent.offset() % CanonicalHoles.STEP);
            for (long i = extent.offset(); extent.isZero() && i < extent.end(); i++) {
                assertEquals(0, dense[(int) i]);
            }
        }
    }

    @Test
    void smallFilesAreDataThroughout() throws IOException {
        BlockSource small = CanonicalHoles.of(BlockSource.zeros(CanonicalHoles.SMALLEST - 1));
        assertEquals(List.of(new Extent(0, small.size(), Extent.Kind.DATA)), extents(small));
    }

    @Test
    void aLargeHoleCostsNothing() throws IOException {
        BlockSource huge = CanonicalHoles.of(BlockSource.zeros(8L << 40));
        assertEquals(List.of(new Extent(0, 8L << 40, Extent.Kind.ZERO)), extents(huge));
    }
}
