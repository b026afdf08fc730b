package dev.diskwright.core.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.ImageException;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.DiskFiles;
import io.airlift.compress.v3.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/// Reading packed files from any place on, and damaged ones.
class UnpackedTest {
    private static final Where FILE = Where.file("disk.packed");

    /// {@return bytes with zeros, noise and text-like repetitions}
    private static byte[] mixed(Random random, int size) {
        byte[] bytes = new byte[size];
        for (int at = 0; at < size; ) {
            int length = Math.min(size - at, 1 + random.nextInt(300_000));
            switch (random.nextInt(3)) {
                case 0 -> {}
                case 1 -> System.arraycopy(Cases.bytes(random, length), 0, bytes, at, length);
                default -> {
                    byte[] words = Cases.bytes(random, 1000);
                    for (int i = 0; i < length; i++) {
                        bytes[at + i] = words[(i * 7 + random.nextInt(3)) % words.length];
                    }
                }
            }
            at += length;
        }
        return bytes;
    }

    private static OutputStream packer(Compression compression, OutputStream out)
            throws IOException {
        return switch (compression) {
            case GZIP -> new GZIPOutputStream(out);
            case XZ -> new XZOutputStream(out, new LZMA2Options(0));
            case ZSTD -> new ZstdOutputStream(out);
            case BZIP2 -> new BZip2CompressorOutputStream(out, 1);
            case LZO -> throw new IllegalArgumentException("read only");
        };
    }

    private static byte[] pack(Compression compression, byte[] bytes, int streams)
            throws IOException {
        var out = new ByteArrayOutputStream();
        int size = Math.ceilDiv(bytes.length, streams);
        for (int i = 0; i < streams; i++) {
            int from = Math.min(bytes.length, i * size);
            var part = new ByteArrayOutputStream();
            try (OutputStream packed = packer(compression, part)) {
                packed.write(bytes, from, Math.min(bytes.length, from + size) - from);
            }
            part.writeTo(out);
        }
        return out.toByteArray();
    }

    private static BlockSource unpack(Compression compression, byte[] packed) throws IOException {
        return compression.unpack(FILE, BlockSource.of(packed));
    }

    @ParameterizedTest
    @EnumSource(value = Compression.class, names = "LZO", mode = EnumSource.Mode.EXCLUDE)
    void everyPlaceIsRead(Compression compression) throws Exception {
        Random random = Cases.random(compression.toString().hashCode());
        for (int streams : List.of(1, 5)) {
            byte[] bytes = mixed(random, 3_000_000);
            BlockSource disk = unpack(compression, pack(compression, bytes, streams));
            DiskFiles.assertSame(BlockSource.of(bytes), disk);
            for (int i = 0; i < 15; i++) {
                int offset = random.nextInt(bytes.length);
                int length = (int) Cases.size(random, bytes.length - offset);
                assertArrayEquals(
                        Arrays.copyOfRange(bytes, offset, offset + length),
                        disk.bytes(offset, length).toArray(ValueLayout.JAVA_BYTE));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Compression.class, names = "LZO", mode = EnumSource.Mode.EXCLUDE)
    void severalThreadsMayRead(Compression compression) throws Exception {
        byte[] bytes = mixed(Cases.random(9), 2_500_000);
        for (int streams : List.of(1, 9)) {
            BlockSource disk = unpack(compression, pack(compression, bytes, streams));
            var tasks = new ArrayList<Callable<Boolean>>();
            int chunk = 262_144;
            for (int at = 0; at < bytes.length; at += chunk) {
                int from = at;
                int to = Math.min(bytes.length, at + chunk);
                tasks.add(() ->
                        disk.bytes(from, to - from)
                                        .mismatch(
                                                MemorySegment.ofArray(
                                                        Arrays.copyOfRange(bytes, from, to)))
                                < 0);
            }
            try (var threads = Executors.newFixedThreadPool(4)) {
                for (var result : threads.invokeAll(tasks)) {
                    assertTrue(result.get());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Compression.class, names = "LZO", mode = EnumSource.Mode.EXCLUDE)
    void oddSizesAreRead(Compression compression) throws Exception {
        for (int size : List.of(0, 1, 511, 513, 65_535, 65_536, 65_537, 262_145)) {
            byte[] bytes = Cases.bytes(Cases.random(size), size);
            DiskFiles.assertSame(
                    BlockSource.of(bytes), unpack(compression, pack(compression, bytes, 1)));
            byte[] zeros = new byte[size];
            DiskFiles.assertSame(
                    BlockSource.of(zeros), unpack(compression, pack(compression, zeros, 1)));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Compression.class,
            names = {"GZIP", "BZIP2"})
    void zerosAreHolesWhereAllWasGoneThrough(Compression compression) throws Exception {
        byte[] bytes = new byte[3_000_000];
        bytes[1_500_000] = 1;
        BlockSource disk = unpack(compression, pack(compression, bytes, 1));
        assertTrue(disk.extentAt(0).isZero());
        assertEquals(1_500_000 / 65_536 * 65_536, disk.extentAt(0).end());
        assertEquals(65_536, disk.extentAt(1_500_000).length());
        assertEquals(3_000_000, disk.extentAt(2_000_000).end());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void inflateIsThatOfEverybodyElse(long seed) throws Exception {
        Random random = Cases.random(seed);
        byte[] bytes = mixed(random, (int) Cases.size(random, 700_000));
        var deflater = new Deflater(random.nextInt(10), true);
        deflater.setStrategy(
                List.of(Deflater.DEFAULT_STRATEGY, Deflater.HUFFMAN_ONLY, Deflater.FILTERED)
                        .get(random.nextInt(3)));
        deflater.setInput(bytes);
        deflater.finish();
        byte[] packed = new byte[bytes.length + 100_000];
        int length = 0;
        while (!deflater.finished()) { // the first call may give nothing
            length += deflater.deflate(packed, length, packed.length - length);
        }
        deflater.end();
        var inflate = new Inflate(FILE, BlockSource.of(packed), 0);
        byte[] out = new byte[bytes.length];
        var places = new ArrayList<Integer>();
        var blocks = new ArrayList<Long>();
        var windows = new ArrayList<byte[]>();
        int at = 0;
        while (true) {
            long block = inflate.block();
            if (block >= 0) {
                places.add(at);
                blocks.add(block);
                windows.add(inflate.window());
            }
            int count = inflate.read(out, at, out.length - at);
            if (count < 0) {
                break;
            }
            at += count;
        }
        assertArrayEquals(bytes, out);
        assertEquals(length, inflate.position());
        for (int i = 0; i < places.size(); i++) { // it may begin with any block
            inflate.begin(blocks.get(i), windows.get(i));
            byte[] rest = new byte[bytes.length - places.get(i)];
            int done = 0;
            while (done < rest.length) {
                int count = inflate.read(rest, done, rest.length - done);
                assertTrue(count >= 0);
                done += count;
            }
            assertArrayEquals(Arrays.copyOfRange(bytes, places.get(i), bytes.length), rest);
            assertEquals(-1, inflate.read(new byte[1], 0, 1));
            assertEquals(length, inflate.position());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Compression.class, names = "LZO", mode = EnumSource.Mode.EXCLUDE)
    void damageFailsCleanly(Compression compression) throws Exception {
        Random random = Cases.random(3);
        byte[] packed = pack(compression, mixed(random, 150_000), 2);
        for (int i = 0; i < 25; i++) {
            byte[] damaged = packed.clone();
            Cases.damage(random, damaged);
            byte[] cut = Arrays.copyOf(packed, random.nextInt(packed.length));
            for (byte[] it : List.of(damaged, cut)) {
                assertTimeoutPreemptively(
                        Duration.ofSeconds(3), () -> readOrRefuse(compression, it));
            }
        }
    }

    private static void readOrRefuse(Compression compression, byte[] file) throws IOException {
        try {
            BlockSource disk = unpack(compression, file);
            for (long at = 0; at < Math.min(disk.size(), 1 << 20); at += 4096) {
                disk.extentAt(at);
                disk.bytes(at, (int) Math.min(4096, disk.size() - at));
            }
            compression.check(FILE, BlockSource.of(file), _ -> {});
        } catch (ImageException allowed) {
            // the one way out
        }
    }

    @Test
    void sizesOfFramesAreNotBelieved() {
        byte[] frame = {
            0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, (byte) 0xe0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 1, 0, 0
        };
        var e = assertThrows(CorruptImageException.class, () -> unpack(Compression.ZSTD, frame));
        assertTrue(e.problem().contains("as the blocks say"), e.problem());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 131_072, 131_073, 5_000_000_000L})
    void frameOfZerosIsAHole(long length) throws Exception {
        byte[] frame = ZstdPacking.zeros(length).toArray(ValueLayout.JAVA_BYTE);
        BlockSource disk = unpack(Compression.ZSTD, frame);
        assertEquals(length, disk.size());
        assertTrue(disk.extentAt(length / 2).isZero());
        assertEquals(length, disk.extentAt(0).length());
    }

    @Test
    void storedMembersHaveTheSizeTheyAreSaidToHave() throws Exception {
        for (int size : List.of(0, 1, 512, 65_535, 65_536, 131_072, 131_073, 300_000)) {
            byte[] bytes = Cases.bytes(Cases.random(size), size);
            var source = MemorySegment.ofArray(bytes);
            MemorySegment gzip = new GzipPacking().store(source);
            assertEquals(gzip.byteSize(), new GzipPacking().storedSize(size));
            DiskFiles.assertSame(
                    BlockSource.of(bytes),
                    unpack(Compression.GZIP, gzip.toArray(ValueLayout.JAVA_BYTE)));
            MemorySegment zstd = new ZstdPacking().store(source);
            assertEquals(zstd.byteSize(), new ZstdPacking().storedSize(size));
            DiskFiles.assertSame(
                    BlockSource.of(bytes),
                    unpack(Compression.ZSTD, zstd.toArray(ValueLayout.JAVA_BYTE)));
        }
    }
}
