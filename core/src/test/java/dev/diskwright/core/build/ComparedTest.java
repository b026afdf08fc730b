package dev.diskwright.core.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.Digests;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.testing.Cases;
import org.junit.jupiter.api.Test;

class ComparedTest {
    private static final Where FILE = Where.file("out.raw");
    private static final int SIZE = 8 << 20;
    private static final byte[] BYTES = Cases.bytes(Cases.random(1), 5000);

    private static BlockSource disk(byte[] bytes) {
        return Composition.ofSize(SIZE).place(3 << 20, BlockSource.of(bytes)).build();
    }

    @Test
    void equalDisksHaveTheFingerprintOfEither() throws Exception {
        BlockSource both = Compared.of(FILE, disk(BYTES), disk(BYTES));
        assertEquals(
                Digests.fingerprint(disk(BYTES), Progress.NONE),
                Digests.fingerprint(both, Progress.NONE));
    }

    @Test
    void oneOtherByteIsFoundAndItsOffsetTold() throws Exception {
        byte[] other = BYTES.clone();
        other[77] ^= 1;
        BlockSource both = Compared.of(FILE, disk(other), disk(BYTES));
        var e =
                assertThrows(
                        CorruptImageException.class,
                        () -> Digests.fingerprint(both, Progress.NONE));
        assertEquals((3 << 20) + 77, e.where().offset());
    }

    @Test
    void dataWhereAHoleIsMeantAndTheOtherWayRoundAreFound() throws Exception {
        BlockSource lost = Compared.of(FILE, BlockSource.zeros(SIZE), disk(BYTES));
        BlockSource gained = Compared.of(FILE, disk(BYTES), BlockSource.zeros(SIZE));
        assertThrows(CorruptImageException.class, () -> Digests.fingerprint(lost, Progress.NONE));
        assertThrows(CorruptImageException.class, () -> Digests.fingerprint(gained, Progress.NONE));
    }

    @Test
    void anotherSizeIsToldAtOnce() {
        var e =
                assertThrows(
                        CorruptImageException.class,
                        () -> Compared.of(FILE, BlockSource.zeros(1), BlockSource.zeros(2)));
        assertTrue(String.valueOf(e.getMessage()).contains("2 bytes"));
    }
}
