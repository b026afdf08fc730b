package dev.diskwright.core.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Peers;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZstdDecoderTest {
    private static final Where FILE = Where.file("disk.zst");
    private static final int[] SIZES = {
        0, 1, 2, 7, 31, 32, 255, 256, 257, 1023, 1024, 4096, 16_384, 65_535, 65_536, 65_791, 65_792,
        131_071, 131_072, 131_073, 400_000
    };

    private static byte[] byOurs(byte[] in) {
        byte[] out = new byte[ZstdEncoder.bound(in.length)];
        int length = new ZstdEncoder().compress(MemorySegment.ofArray(in), out, 0, out.length);
        return Arrays.copyOf(out, length);
    }

    private static byte[] byLibrary(byte[] in) {
        var compressor = new ZstdJavaCompressor();
        byte[] out = new byte[compressor.maxCompressedLength(in.length)];
        int length = compressor.compress(in, 0, in.length, out, 0, out.length);
        return Arrays.copyOf(out, length);
    }

    /// {@return what the first frame expands to, in the middle of larger arrays}
    private static byte[] expand(ZstdDecoder decoder, byte[] frame, int limit)
            throws ImageException {
        byte[] in = new byte[3 + frame.length + ZstdDecoder.SLACK];
        System.arraycopy(frame, 0, in, 3, frame.length);
        byte[] out = new byte[5 + limit + ZstdDecoder.SLACK];
        int end = decoder.expand(FILE, in, 3, 3 + frame.length, out, 5, 5 + limit);
        assertTrue(end <= 5 + limit);
        return Arrays.copyOfRange(out, 5, end);
    }

    private static byte[] stream(byte[] frames) throws IOException {
        try (var in = new ZstdInput(FILE, BlockSource.of(frames))) {
            return in.readAllBytes();
        }
    }

    private static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void whatIsCompressedComesBack(long seed) throws Exception {
        Random random = Cases.random(seed);
        var decoder = new ZstdDecoder();
        var all = new ByteArrayOutputStream();
        var frames = new ByteArrayOutputStream();
        for (int size : SIZES) {
            byte[] in = Samples.random(random, size);
            for (byte[] frame : List.of(byOurs(in), byLibrary(in))) {
                assertArrayEquals(in, expand(decoder, frame, size), "size " + size);
                assertEquals(3 + frame.length, decoder.position());
                all.writeBytes(in);
                frames.writeBytes(frame);
            }
        }
        assertArrayEquals(all.toByteArray(), stream(frames.toByteArray()));
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "-1",
        "-2",
        "-3",
        "-4",
        "-5",
        "-6",
        "-7",
        "-8",
        "-9",
        "-10",
        "-11",
        "-12",
        "-13",
        "-14",
        "-15",
        "-16",
        "-17",
        "-18",
        "-19",
        "--ultra -20",
        "--ultra -21",
        "--ultra -22",
        "--fast=5",
        "--long=27 -3",
        "--no-check -5",
        "--no-content-size -4",
        "-19 --zstd=wlog=10",
        "'-9 --zstd=wlog=17,tlen=999'"
    })
    @Tag("peer")
    void everyLevelOfZstdIsRead(String options, @TempDir Path folder) throws Exception {
        Peers.require("zstd");
        Path file = folder.resolve("it");
        Path packed = folder.resolve("it.zst");
        var arguments = new ArrayList<Object>(List.of("-q", "-f", file, "-o", packed));
        Arrays.stream(options.split(" ")).filter(it -> !it.isEmpty()).forEach(arguments::add);
        var decoder = new ZstdDecoder();
        Random random = Cases.random(options.hashCode());
        for (int size : new int[] {0, 1, 40, 3000, 65_536, 150_000, 3_000_000}) {
            byte[] in = Samples.random(random, size);
            Files.write(file, in);
            Peers.run("zstd", arguments.toArray()).ok();
            byte[] frame = Files.readAllBytes(packed);
            assertArrayEquals(in, expand(decoder, frame, size), "size " + size);
            assertArrayEquals(in, stream(frame), "size " + size);
        }
    }

    /// Copies reach back farther than what is kept at first.
    @ParameterizedTest
    @ValueSource(strings = {"-1", "-12", "--long=24"})
    @Tag("peer")
    void longFramesAreRead(String option, @TempDir Path folder) throws Exception {
        Peers.require("zstd");
        byte[] in = new byte[50 << 20];
        Random random = Cases.random(8);
        byte[] noise = Cases.bytes(random, 1 << 20);
        for (int at = 0; at < in.length; ) {
            int length = Math.min(in.length - at, 1 + random.nextInt(100_000));
            int from = random.nextInt(noise.length - length + 1);
            if (random.nextInt(4) > 0) {
                System.arraycopy(noise, from, in, at, length);
            }
            at += length;
        }
        Path file = folder.resolve("it");
        Path packed = folder.resolve("it.zst");
        Files.write(file, in);
        Peers.run("zstd", "-q", option, file, "-o", packed).ok();
        assertArrayEquals(in, stream(Files.readAllBytes(packed)));
    }

    @Test
    @Tag("peer")
    void framesThatNeedADictionaryAreRefused(@TempDir Path folder) throws Exception {
        Peers.require("zstd");
        var random = new Random(1);
        var arguments = new ArrayList<Object>(List.of("-q", "--train"));
        for (int i = 0; i < 300; i++) {
            Path sample = folder.resolve("sample" + i);
            String text = "name = %d; colour = %d\n".formatted(i, random.nextInt(99)).repeat(9);
            Files.writeString(sample, text);
            arguments.add(sample);
        }
        Path dictionary = folder.resolve("dictionary");
        arguments.addAll(List.of("--maxdict=2000", "-o", dictionary));
        Peers.run("zstd", arguments.toArray()).ok();
        Path packed = folder.resolve("it.zst");
        Peers.run("zstd", "-q", "-D", dictionary, folder.resolve("sample7"), "-o", packed).ok();
        byte[] frame = Files.readAllBytes(packed);
        var error =
                assertThrows(
                        UnsupportedImageException.class,
                        () -> expand(new ZstdDecoder(), frame, 10_000));
        assertTrue(error.toString().contains("a dictionary is not supported"));
        assertThrows(UnsupportedImageException.class, () -> stream(frame));
    }

    @Test
    void framesOfEachKindOfBlockAreRead() throws Exception {
        byte[] empty = hex("28b52ffd 00 00 010000");
        byte[] raw = hex("28b52ffd 20 03 190000 616263");
        byte[] run = hex("28b52ffd 00 00 120000 61"); // two of them, and not the last
        byte[] end = hex("010000");
        byte[] skipped = hex("5e2a4d18 03000000 ffffff");
        byte[] all = join(empty, skipped, raw, run, end, skipped);
        assertEquals("abcaa", new String(stream(all), StandardCharsets.US_ASCII));
        var decoder = new ZstdDecoder();
        assertEquals(0, expand(decoder, skipped, 0).length);
        assertEquals(3 + skipped.length, decoder.position());
        assertEquals(
                "aa", new String(expand(decoder, join(run, end), 2), StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @CsvSource({
        "28b52ffe 00 00 010000, an unknown number",
        "28b52ffd 00 00 070000, a block of type 3",
        "28b52ffd 00 00 000000, no last block",
        "28b52ffd 00 00 01, half a header",
        "28b52ffd 20 04 190000 616263, another size",
        "28b52ffd 20 02 190000 616263, another size",
        "28b52ffd 00 00 190000 6162, a cut block",
        "28b52ffd 00 00 0b0010 61, a run of more than 128 KiB",
        "28b52ffd 00 00 0d0000, a compressed block without literals",
        "28b52ffd 00 00 1d0000 000000, nothing but sections of nothing and one byte more",
        "28b52ffd 04 00 190000 616263 00000000, another sum",
        "28b52ffd 04 00 190000 616263 1234, half a sum",
        "28b52ffd c0 00 ffffffffffffffff 010000, an impossible size",
        "5e2a4d18 04000000 ffffff, a cut frame",
        "5e2a4d18 ffffffff ffffff, a cut frame",
    })
    void contradictionsAreCorrupt(String digits, String what) {
        byte[] frame = hex(digits);
        assertThrows(
                CorruptImageException.class, () -> expand(new ZstdDecoder(), frame, 1000), what);
        assertThrows(CorruptImageException.class, () -> stream(frame), what);
    }

    @ParameterizedTest
    @CsvSource({
        "28b52ffd 01 00 05 010000, a dictionary",
        "28b52ffd 08 00 010000, a reserved bit",
    })
    void unknownFeaturesAreUnsupported(String digits, String what) {
        byte[] frame = hex(digits);
        var error =
                assertThrows(
                        UnsupportedImageException.class,
                        () -> expand(new ZstdDecoder(), frame, 1000));
        assertTrue(error.toString().contains(what), error.toString());
        assertThrows(UnsupportedImageException.class, () -> stream(frame));
    }

    @Test
    void windowsThatExceedTheMemoryAreUnsupported() throws Exception {
        byte[] large = hex("28b52ffd 00 88 190000 616263"); // 128 MiB
        assertEquals(3, stream(large).length);
        byte[] larger = hex("28b52ffd 00 89 190000 616263");
        var error = assertThrows(UnsupportedImageException.class, () -> stream(larger));
        assertTrue(error.toString().contains("a window of 150994944 bytes"), error.toString());
    }

    @Test
    void limitIsKeptToTheByte() throws Exception {
        var decoder = new ZstdDecoder();
        for (int size : SIZES) {
            byte[] frame = byLibrary(Samples.random(new Random(size), size));
            assertEquals(size, expand(decoder, frame, size).length);
            if (size > 0) {
                assertThrows(CorruptImageException.class, () -> expand(decoder, frame, size - 1));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damageFailsCleanly(long seed) {
        Random random = Cases.random(seed);
        var decoder = new ZstdDecoder();
        byte[] in = Samples.random(random, 1 + random.nextInt(200_000));
        for (byte[] frame : List.of(byOurs(in), byLibrary(in))) {
            for (int i = 0; i < 200; i++) {
                byte[] damaged = frame.clone();
                Cases.damage(random, damaged);
                int length = random.nextInt(4) == 0 ? random.nextInt(frame.length) : frame.length;
                byte[] it = Arrays.copyOf(damaged, length);
                assertTimeoutPreemptively(
                        Duration.ofSeconds(2), () -> expandOrRefuse(decoder, it, in.length));
            }
        }
    }

    private static void expandOrRefuse(ZstdDecoder decoder, byte[] frame, int limit)
            throws IOException {
        try {
            expand(decoder, frame, limit);
        } catch (ImageException allowed) {
            // the one way out
        }
        try (var in = new ZstdInput(FILE, BlockSource.of(frame))) {
            in.readNBytes(2 * limit);
        } catch (ImageException allowed) {
            // the one way out
        }
    }

    @Test
    void whatADecoderDidBeforeMakesNoDifference() throws Exception {
        Random random = Cases.random(77);
        byte[] in = Samples.random(random, 150_000);
        byte[] frame = byLibrary(in);
        var decoder = new ZstdDecoder();
        for (int i = 0; i < 50; i++) {
            byte[] damaged = byLibrary(Samples.random(random, 100_000));
            Cases.damage(random, damaged);
            expandOrRefuse(decoder, damaged, 100_000);
            assertArrayEquals(in, expand(decoder, frame, in.length));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', ef46db3751d8e999",
        "a, d24ec4f1a98c6e5b",
        "abc, 44bc2cf5ad770999",
        "'Nobody inspects the spammish repetition', fbcea83c8a378bf1",
    })
    void sumsAreThoseOfEverybodyElse(String text, String expected) {
        var sum = new Xxh64();
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        sum.update(bytes, 0, bytes.length);
        assertEquals(expected, HexFormat.of().toHexDigits(sum.value()));
    }

    @Test
    void sumsDoNotDependOnParts() {
        byte[] bytes = Cases.bytes(Cases.random(1), 1000);
        var whole = new Xxh64();
        whole.update(bytes, 0, bytes.length);
        Random random = Cases.random(2);
        for (int i = 0; i < 50; i++) {
            var parts = new Xxh64();
            for (int at = 0; at < bytes.length; ) {
                int end = Math.min(bytes.length, at + random.nextInt(1 + random.nextInt(100)));
                parts.update(bytes, at, end);
                at = end;
            }
            assertEquals(whole.value(), parts.value());
        }
    }
}
