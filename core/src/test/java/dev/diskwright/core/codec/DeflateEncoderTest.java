package dev.diskwright.core.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Peers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateEncoderTest {
    private static final int[] SIZES = {
        0, 1, 2, 3, 4, 5, 7, 8, 63, 511, 513, 4095, 4096, 4097, 65_535, 65_536, 65_537, 200_000
    };

    private static byte[] deflate(DeflateEncoder encoder, byte[] in) {
        byte[] out = new byte[DeflateEncoder.bound(in.length) + DeflateEncoder.SLACK + 3];
        int limit = DeflateEncoder.bound(in.length);
        int length = encoder.deflate(MemorySegment.ofArray(in), out, 3, limit);
        assertTrue(length > 0);
        return Arrays.copyOfRange(out, 3, 3 + length);
    }

    private static byte[] inflateByJdk(byte[] stream, int size) throws Exception {
        byte[] out = new byte[size + 1];
        try (var inflater = new Inflater(true)) {
            inflater.setInput(stream);
            assertEquals(size, inflater.inflate(out));
            assertTrue(inflater.finished());
        }
        return Arrays.copyOf(out, size);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void whatIsCompressedComesBackAndStaysInTheWindow(long seed) throws Exception {
        Random random = Cases.random(seed);
        int windowBits = random.nextInt(9, 16);
        for (boolean thorough : new boolean[] {false, true}) {
            var encoder = new DeflateEncoder(windowBits, thorough);
            for (int size : SIZES) {
                byte[] in = Samples.random(random, size);
                byte[] stream = deflate(encoder, in);
                assertArrayEquals(in, StrictInflater.inflate(stream, windowBits), "size " + size);
                assertArrayEquals(in, inflateByJdk(stream, size), "size " + size);
                byte[] fresh = deflate(new DeflateEncoder(windowBits, thorough), in);
                assertArrayEquals(fresh, stream, "size " + size);
            }
        }
    }

    @Test
    void bytesAreTheSameEverywhereAndAlways() {
        var crc = new CRC32();
        long total = 0;
        for (int windowBits : new int[] {12, 15}) {
            var encoder = new DeflateEncoder(windowBits);
            var random = new Random(7);
            for (int size : SIZES) {
                byte[] stream = deflate(encoder, Samples.random(random, size));
                crc.update(stream);
                total += stream.length;
            }
        }
        assertEquals("236048 bytes, 7a38cb1b", total + " bytes, %08x".formatted(crc.getValue()));
    }

    @Test
    void bytesDoNotDependOnWhatWasCompressedBefore() {
        var random = new Random(3);
        byte[] in = Samples.random(random, 150_000);
        byte[] fresh = deflate(new DeflateEncoder(12), in);
        var used = new DeflateEncoder(12);
        for (int size : SIZES) {
            deflate(used, Samples.random(random, size));
        }
        assertArrayEquals(fresh, deflate(used, in));
    }

    @Test
    void nativeMemoryIsCompressedToo() {
        byte[] in = Samples.random(new Random(4), 70_000);
        byte[] out = new byte[80_000];
        var encoder = new DeflateEncoder(12);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(in.length);
            memory.copyFrom(MemorySegment.ofArray(in));
            int length = encoder.deflate(memory, out, 0, in.length);
            assertArrayEquals(deflate(encoder, in), Arrays.copyOf(out, length));
        }
    }

    @Test
    void zerosBecomeAlmostNothing() {
        assertTrue(deflate(new DeflateEncoder(12), new byte[65_536]).length < 100);
    }

    @Test
    void whatDoesNotGetSmallerIsRefused() {
        byte[] noise = new byte[65_536];
        new Random(1).nextBytes(noise);
        byte[] out = new byte[noise.length + DeflateEncoder.SLACK];
        var encoder = new DeflateEncoder(12);
        MemorySegment in = MemorySegment.ofArray(noise);
        assertEquals(-1, encoder.deflate(in, out, 0, noise.length - 1));
        assertEquals(-1, encoder.deflate(in.asSlice(0, 0), out, 0, 1));
        assertEquals(2, encoder.deflate(in.asSlice(0, 0), out, 0, 2));
    }

    @Test
    void limitIsKeptToTheByte() {
        byte[] in = Samples.random(new Random(9), 30_000);
        var encoder = new DeflateEncoder(12);
        int length = deflate(encoder, in).length;
        byte[] out = new byte[length + DeflateEncoder.SLACK];
        MemorySegment bytes = MemorySegment.ofArray(in);
        assertEquals(length, encoder.deflate(bytes, out, 0, length));
        assertEquals(-1, encoder.deflate(bytes, out, 0, length - 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 0, -1})
    void otherWindowsAreRefused(int windowBits) {
        assertThrows(IllegalArgumentException.class, () -> new DeflateEncoder(windowBits));
    }

    @Test
    void zlibStreamsAreRead() throws Exception {
        byte[] in = Samples.random(new Random(5), 100_000);
        byte[] out = new byte[110_000];
        for (int windowBits = 9; windowBits <= 15; windowBits++) {
            var encoder = new DeflateEncoder(windowBits);
            int length = Zlib.deflate(encoder, MemorySegment.ofArray(in), out, 2, 100_000);
            byte[] back = new byte[in.length];
            try (var inflater = new Inflater()) {
                inflater.setInput(out, 2, length);
                assertEquals(in.length, inflater.inflate(back));
                assertTrue(inflater.finished());
            }
            assertArrayEquals(in, back);
        }
    }

    /// {@return a gzip member of parts that know nothing of each other}
    private static byte[] gzip(byte[] in, int part) {
        var member = new ByteArrayOutputStream();
        member.writeBytes(Gzip.header());
        var encoder = new DeflateEncoder(15);
        byte[] out = new byte[DeflateEncoder.bound(part) + DeflateEncoder.SLACK];
        int crc = 0;
        for (int at = 0; at < in.length; at += part) {
            int length = Math.min(part, in.length - at);
            MemorySegment bytes = MemorySegment.ofArray(in).asSlice(at, length);
            int compressed = encoder.deflatePart(bytes, out, 0, DeflateEncoder.bound(length));
            assertTrue(compressed > 0);
            member.write(out, 0, compressed);
            crc = Gzip.combine(crc, Gzip.crc(bytes), length);
        }
        member.writeBytes(Gzip.end(crc, in.length));
        return member.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 65_536, 131_072, 300_000})
    void partsMakeOneGzipMember(int part) throws Exception {
        byte[] in = Samples.random(new Random(part), 300_000);
        byte[] member = gzip(in, part);
        try (var stream = new GZIPInputStream(new ByteArrayInputStream(member))) {
            assertArrayEquals(in, stream.readAllBytes());
        }
    }

    @Test
    @Tag("peer")
    void gzipAcceptsItsMembers(@TempDir Path folder) throws Exception {
        Peers.require("gzip");
        Path file = folder.resolve("it.gz");
        for (int size : SIZES) {
            Files.write(file, gzip(Samples.random(new Random(size), size), 20_000));
            assertEquals(0, Peers.run("gzip", "-t", file).status());
        }
    }

    @Test
    void checksumsCombine() {
        var random = new Random(2);
        for (int i = 0; i < 100; i++) {
            byte[] all = new byte[1 + random.nextInt(5000)];
            random.nextBytes(all);
            int cut = random.nextInt(all.length + 1);
            MemorySegment bytes = MemorySegment.ofArray(all);
            int first = Gzip.crc(bytes.asSlice(0, cut));
            int second = Gzip.crc(bytes.asSlice(cut));
            assertEquals(Gzip.crc(bytes), Gzip.combine(first, second, all.length - cut));
        }
    }

    @Test
    void codesNeverExceedTheirLength() {
        int[] counts = new int[30];
        counts[0] = 1;
        counts[1] = 1;
        for (int i = 2; i < counts.length; i++) {
            counts[i] = Math.min(1 << 20, counts[i - 1] + counts[i - 2]); // the deepest tree
        }
        for (int maxBits : new int[] {5, 7, 15}) {
            var code = new HuffmanCode(counts.length, maxBits);
            code.build(counts, 0);
            int room = 1 << maxBits;
            for (int i = 0; i < counts.length; i++) {
                assertTrue(code.lengths[i] > 0 && code.lengths[i] <= maxBits);
                assertTrue(i == 0 || code.lengths[i] <= code.lengths[i - 1]);
                room -= 1 << maxBits - code.lengths[i];
            }
            assertEquals(0, room);
        }
    }
}
