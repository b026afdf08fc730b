package dev.diskwright.core.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.diskwright.core.testing.Cases;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CompositionTest {
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void readsLikeTheArrayItStandsFor(long seed) throws IOException {
        Random random = Cases.random(seed);
        byte[] expected = new byte[random.nextInt(5000)];
        Composition.Builder builder = Composition.ofSize(expected.length);
        for (int at = random.nextInt(50); at < expected.length; at += random.nextInt(200)) {
            byte[] piece = Cases.bytes(random, Math.min(random.nextInt(300), expected.length - at));
            System.arraycopy(piece, 0, expected, at, piece.length);
            builder.place(at, BlockSource.of(piece));
            at += piece.length;
        }
        Composition composition = builder.build();
        for (int i = 0; i < 50; i++) {
            int from = random.nextInt(expected.length + 1);
            int length = random.nextInt(expected.length - from + 1);
            byte[] actual = Cases.bytes(random, length);
            composition.read(from, MemorySegment.ofArray(actual));
            assertArrayEquals(Arrays.copyOfRange(expected, from, from + length), actual);
        }
        for (long at = 0; at < expected.length; ) {
            Extent extent = composition.extentAt(at);
            assertEquals(at, extent.offset());
            for (long i = at; extent.isZero() && i < extent.end(); i++) {
                assertEquals(0, expected[(int) i]);
            }
            at = extent.end();
        }
    }

    @Test
    void overlappingPiecesAreRefused() {
        var builder =
                Composition.ofSize(10)
                        .place(0, BlockSource.of(new byte[4]))
                        .place(3, BlockSource.of(new byte[4]));
        assertThrows(IllegalArgumentException.class, builder::build);
    }
}
