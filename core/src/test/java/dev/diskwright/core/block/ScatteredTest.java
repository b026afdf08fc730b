package dev.diskwright.core.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diskwright.core.block.Scattered.Stretch;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScatteredTest {
    private static final BlockSource WHOLE =
            BlockSource.of(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});

    @Test
    void stretchesThatTouchAreOneAndTheRestIsZeros() throws IOException {
        var builder = new Scattered.Builder();
        builder.add(0, 2, 6);
        builder.add(2, 1, 8);
        builder.add(5, 4, 1);
        Scattered source = builder.build(WHOLE, 8);
        assertEquals(List.of(new Stretch(0, 6, 3), new Stretch(5, 1, 3)), source.stretches());
        assertArrayEquals(
                new byte[] {6, 7, 8, 0, 0, 1, 2, 3},
                source.bytes(0, 8).toArray(ValueLayout.JAVA_BYTE));
        assertEquals(new Extent(3, 2, Extent.Kind.ZERO), source.extentAt(4));
    }

    @Test
    void whatLiesBehindTheEndIsCutOff() throws IOException {
        var builder = new Scattered.Builder();
        builder.add(0, 4, 0);
        builder.add(4, 4, 6);
        assertEquals(List.of(new Stretch(0, 0, 3)), builder.build(WHOLE, 3).stretches());
    }
}
