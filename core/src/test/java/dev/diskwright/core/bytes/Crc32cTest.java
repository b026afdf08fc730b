package dev.diskwright.core.bytes;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diskwright.core.testing.Cases;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Crc32cTest {
    @Test
    void theCheckValueOfTheCatalogueComesOut() {
        byte[] digits = "123456789".getBytes(US_ASCII);
        assertEquals(0xe3069283, Crc32c.of(MemorySegment.ofArray(digits)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void anyRegisterAndAnyCutGiveTheBitwiseResult(long seed) {
        var random = Cases.random(seed);
        byte[] bytes = Cases.bytes(random, random.nextInt(200));
        int register = random.nextInt();
        int expected = bitwise(register, bytes);
        int cut = random.nextInt(bytes.length + 1);
        int first = Crc32c.update(register, bytes, 0, cut);
        assertEquals(expected, Crc32c.update(first, bytes, cut, bytes.length - cut));
        assertEquals(expected, Crc32c.update(register, MemorySegment.ofArray(bytes)));
        assertEquals(expected, Crc32c.update(register, MemorySegment.ofArray(bytes).asReadOnly()));
    }

    @Test
    void numbersGoInLittleEndian() {
        byte[] bytes = {1, 2, 3, 4, 5, 6, 7, (byte) 0x88};
        assertEquals(bitwise(7, bytes), Crc32c.updateLong(7, 0x8807060504030201L));
    }

    private static int bitwise(int register, byte[] bytes) {
        for (byte value : bytes) {
            register ^= value & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                register = (register & 1) == 0 ? register >>> 1 : register >>> 1 ^ 0x82f63b78;
            }
        }
        return register;
    }
}
