package dev.diskwright.core.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Peers;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ZstdEncoderTest {
    private static final int[] SIZES = {
        0, 1, 2, 3, 4, 7, 9, 31, 32, 33, 63, 64, 255, 256, 257, 511, 513, 1023, 1024, 1025, 4095,
        4096, 16_383, 16_384, 65_535, 65_536, 65_537, 65_791, 65_792, 200_000
    };

    private static byte[] compress(ZstdEncoder encoder, byte[] in) {
        byte[] out = new byte[ZstdEncoder.bound(in.length) + 3];
        int limit = ZstdEncoder.bound(in.length);
        int length = encoder.compress(MemorySegment.ofArray(in), out, 3, limit);
        assertTrue(length > 0);
        return Arrays.copyOfRange(out, 3, 3 + length);
    }

    private static void assertComesBack(byte[] in, byte[] frame) {
        byte[] out = new byte[in.length + 1];
        int size =
                new ZstdJavaDecompressor().decompress(frame, 0, frame.length, out, 0, out.length);
        assertArrayEquals(in, Arrays.copyOf(out, size), "size " + in.length);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void whatIsCompressedComesBack(long seed) {
        Random random = Cases.random(seed);
        var encoder = new ZstdEncoder();
        var thorough = new ZstdEncoder(true);
        for (int size : SIZES) {
            byte[] in = Samples.random(random, size);
            assertComesBack(in, compress(encoder, in));
            byte[] frame = compress(thorough, in);
            assertComesBack(in, frame);
            assertArrayEquals(frame, compress(new ZstdEncoder(true), in), "size " + size);
        }
    }

    /// Decoders do not see the copies of a block that was stored as it is.
    @Test
    void aBlockThatIsStoredLeavesNoDistances() {
        byte[] in = Cases.bytes(new Random(8), 1 << 17);
        System.arraycopy(in, 10, in, 26, 8); // does not make the first block smaller
        for (int at = 70_000; at < in.length; at++) {
            in[at] = in[at - 16];
        }
        for (boolean thorough : new boolean[] {false, true}) {
            byte[] frame = compress(new ZstdEncoder(thorough), in);
            assertTrue(frame.length < in.length);
            assertComesBack(in, frame);
        }
    }

    @Test
    void longRunsAndTextComeBackFromTheThoroughOne() {
        var encoder = new ZstdEncoder(true);
        byte[] text = "again and again, ".repeat(30_000).getBytes(StandardCharsets.US_ASCII);
        byte[] mixed = Cases.bytes(new Random(9), 1 << 20);
        Arrays.fill(mixed, 1000, 300_000, (byte) 7);
        System.arraycopy(mixed, 0, mixed, 500_000, 130_000);
        for (byte[] in : new byte[][] {text, mixed}) {
            assertComesBack(in, compress(encoder, in));
        }
    }

    /// Each skew of the bytes takes another description of the code.
    @Test
    void anyDistributionOfLiteralsComesBack() {
        var encoder = new ZstdEncoder();
        var random = new Random(6);
        for (int values = 1; values <= 256; values += 1 + values / 8) {
            for (double skew : new double[] {1, 2, 5, 12}) {
                byte[] in = new byte[random.nextInt(50, 3000)];
                int top = random.nextInt(256);
                for (int i = 0; i < in.length; i++) {
                    in[i] = (byte) (top - (int) (Math.pow(random.nextDouble(), skew) * values));
                }
                assertComesBack(in, compress(encoder, in));
            }
        }
    }

    @Test
    void bytesAreTheSameEverywhereAndAlways() {
        var crc = new CRC32();
        long total = 0;
        var encoder = new ZstdEncoder();
        var random = new Random(7);
        for (int size : SIZES) {
            byte[] frame = compress(encoder, Samples.random(random, size));
            crc.update(frame);
            total += frame.length;
        }
        assertEquals("133744 bytes, 92398456", total + " bytes, %08x".formatted(crc.getValue()));
    }

    @Test
    void bytesDoNotDependOnWhatWasCompressedBefore() {
        var random = new Random(3);
        byte[] in = Samples.random(random, 150_000);
        byte[] fresh = compress(new ZstdEncoder(), in);
        var used = new ZstdEncoder();
        for (int size : SIZES) {
            compress(used, Samples.random(random, size));
        }
        assertArrayEquals(fresh, compress(used, in));
    }

    @Test
    void zerosBecomeAlmostNothing() {
        assertTrue(compress(new ZstdEncoder(), new byte[65_536]).length < 20);
    }

    @Test
    void limitIsKeptToTheByte() {
        var encoder = new ZstdEncoder();
        for (int size : SIZES) {
            byte[] in = Samples.random(new Random(size), size);
            int length = compress(encoder, in).length;
            byte[] out = new byte[length];
            MemorySegment bytes = MemorySegment.ofArray(in);
            assertEquals(length, encoder.compress(bytes, out, 0, length));
            assertEquals(-1, encoder.compress(bytes, out, 0, length - 1));
        }
    }

    @Test
    @Tag("peer")
    void zstdReadsItsFrames(@TempDir Path folder) throws Exception {
        Peers.require("zstd");
        Path file = folder.resolve("it.zst");
        Path back = folder.resolve("it");
        var encoder = new ZstdEncoder();
        var frames = new ByteArrayOutputStream();
        var expected = new ByteArrayOutputStream();
        for (int seed = 0; seed < 10; seed++) {
            Random random = Cases.random(100 + seed);
            for (int size : SIZES) {
                byte[] in = Samples.random(random, size);
                frames.writeBytes(compress(encoder, in));
                expected.writeBytes(in);
            }
        }
        Files.write(file, frames.toByteArray());
        Peers.run("zstd", "-d", "-q", "-f", file, "-o", back).ok();
        assertArrayEquals(expected.toByteArray(), Files.readAllBytes(back));
    }
}
