package dev.diskwright.core.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.testing.Cases;
import io.airlift.compress.v3.lz4.Lz4JavaDecompressor;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Lz4FixedOutputTest {
    private static final Where BLOCK = Where.file("block");

    private static byte[] input(Random random) {
        byte[] bytes = new byte[random.nextInt(random.nextBoolean() ? 300 : 300_000)];
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(bytes.length - at, 1 + random.nextInt(9000));
            int kind = random.nextInt(3);
            int period = 1 + random.nextInt(40);
            for (int i = at; i < at + length; i++) {
                bytes[i] =
                        (byte)
                                (kind == 0
                                        ? random.nextInt(256)
                                        : kind == 1 ? i % period : random.nextInt(4));
            }
            at += length;
        }
        return bytes;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void blocksHoldWhatTheySay(long seed) throws CorruptImageException {
        var random = Cases.random(seed);
        for (boolean thorough : new boolean[] {false, true}) {
            var encoder = new Lz4FixedOutput(thorough);
            byte[] in = input(random);
            encoder.input(in);
            int room = 32 + random.nextInt(8000);
            for (int at = 0; at < in.length; ) {
                byte[] block = new byte[room + 7];
                int taken = encoder.compress(at, in.length, block, 5, room);
                assertTrue(taken > 0 && encoder.produced() <= room, taken + " bytes");
                assertEquals(0, block[room + 5]);
                byte[] expected = Arrays.copyOfRange(in, at, at + taken);
                byte[] packed = Arrays.copyOfRange(block, 5, 5 + encoder.produced());
                byte[] theirs = new byte[taken];
                int size =
                        new Lz4JavaDecompressor()
                                .decompress(packed, 0, packed.length, theirs, 0, taken);
                assertEquals(taken, size);
                assertArrayEquals(expected, theirs);
                byte[] ours = new byte[taken];
                Lz4Decoder.expand(BLOCK, packed, 0, packed.length, ours, 0, taken, true);
                assertArrayEquals(expected, ours);
                int part = 1 + random.nextInt(taken);
                byte[] beginning = new byte[part];
                Lz4Decoder.expand(BLOCK, packed, 0, packed.length, beginning, 0, part, false);
                assertArrayEquals(Arrays.copyOf(expected, part), beginning);
                at += taken;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aMebibyteOfZerosFitsIntoABlock(boolean thorough) {
        var encoder = new Lz4FixedOutput(thorough);
        byte[] in = new byte[2 << 20];
        encoder.input(in);
        int taken = encoder.compress(0, in.length, new byte[4096], 0, 4096);
        assertTrue(taken > 1_000_000, taken + " bytes");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedBlocksAreRefusedOrRead(long seed) {
        var random = Cases.random(seed);
        byte[] in = input(random);
        var encoder = new Lz4FixedOutput(false);
        encoder.input(in);
        byte[] block = new byte[4096];
        int taken = in.length == 0 ? 0 : encoder.compress(0, in.length, block, 0, 4096);
        for (int i = 0; i < 200; i++) {
            byte[] damaged = Arrays.copyOf(block, encoder.produced());
            Cases.damage(random, damaged);
            for (boolean whole : new boolean[] {false, true}) {
                try {
                    Lz4Decoder.expand(
                            BLOCK, damaged, 0, damaged.length, new byte[taken], 0, taken, whole);
                } catch (CorruptImageException allowed) {
                    // the one way out
                }
            }
        }
    }

    @Test
    void whatIsMissingIsTold() {
        byte[] block = {(byte) 0x10, 'a'};
        var refusal =
                assertThrows(
                        CorruptImageException.class,
                        () -> Lz4Decoder.expand(BLOCK, block, 0, 2, new byte[9], 0, 9, true));
        assertTrue(String.valueOf(refusal.getMessage()).contains("1 bytes, not 9"));
    }
}
