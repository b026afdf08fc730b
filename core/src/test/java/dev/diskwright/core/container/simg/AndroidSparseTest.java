package dev.diskwright.core.container.simg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.HostFile;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.DiskFiles;
import dev.diskwright.core.testing.Images;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.Sources;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Sparse images of our own, of Android's tools, and damaged ones.
class AndroidSparseTest {
    private static final DiskFiles FILES = new DiskFiles(new AndroidSparse());
    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED;
    @TempDir private Path folder = Path.of("");

    /// {@return two blocks of zeros, one that is filled, one of data, one of zeros}
    private static BlockSource disk() {
        byte[] bytes = new byte[5 * 4096];
        for (int i = 2 * 4096; i < 3 * 4096; i++) {
            bytes[i] = (byte) (i % 4);
        }
        bytes[3 * 4096 + 7] = 9;
        return BlockSource.of(bytes);
    }

    private static String hex(byte[] file, int from, int to) {
        return HexFormat.of().formatHex(file, from, to);
    }

    @Test
    void bytesAreTheSameAsEver() throws Exception {
        byte[] file = FILES.encode(disk(), Map.of());
        String header = "3aff26ed" + "01000000" + "1c000c00" + "00100000" + "05000000";
        assertEquals(header + "04000000" + "00000000", hex(file, 0, 28));
        assertEquals("c2ca0000" + "02000000" + "10000000" + "00000000", hex(file, 28, 44));
        assertEquals("c2ca0000" + "01000000" + "10000000" + "00010203", hex(file, 44, 60));
        assertEquals("c1ca0000" + "01000000" + "0c100000", hex(file, 60, 72));
        assertEquals("c2ca0000" + "01000000" + "10000000" + "00000000", hex(file, 4168, 4184));
        assertEquals(4184, file.length);
    }

    @Test
    void zerosMayBeSkippedAndAllBytesSummed() throws Exception {
        byte[] file = FILES.encode(disk(), Map.of("zeros", "skip", "crc", "on"));
        assertEquals("c3ca0000" + "02000000" + "0c000000", hex(file, 28, 40));
        var sum = new CRC32();
        sum.update(disk().bytes(0, 5 * 4096).toArray(ValueLayout.JAVA_BYTE));
        var bytes = MemorySegment.ofArray(file);
        assertEquals((int) sum.getValue(), bytes.get(Header.U32_LE, 24));
        assertEquals((int) sum.getValue(), bytes.get(Header.U32_LE, file.length - 4));
        FILES.assertHolds(disk(), file);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void disksComeBack(long seed) throws Exception {
        var random = Cases.random(seed);
        BlockSource disk = Sources.random(random, (int) Cases.size(random, 2 << 20));
        int blockSize = 1024 << random.nextInt(4);
        byte[] file =
                FILES.encode(
                        disk,
                        Map.of(
                                "block_size", Integer.toString(blockSize),
                                "crc", random.nextBoolean() ? "on" : "off",
                                "zeros", random.nextBoolean() ? "skip" : "fill"));
        FILES.assertHolds(DiskFiles.padded(disk, blockSize), file);
    }

    @Test
    void filledBlocksAreReadFromAnyOffset() throws Exception {
        byte[] bytes = new byte[3 * 4096];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (17 * (i % 4) + 1);
        }
        BlockSource disk = FILES.decode(FILES.encode(BlockSource.of(bytes), Map.of()));
        for (int offset = 0; offset < 9; offset++) {
            for (int length = 0; length < 9; length++) {
                assertArrayEquals(
                        Arrays.copyOfRange(bytes, offset, offset + length),
                        disk.bytes(offset, length).toArray(ValueLayout.JAVA_BYTE));
            }
        }
    }

    @Test
    void longDataIsSplitWhereverItBegins() throws Exception {
        BlockSource noise = BlockSource.of(Cases.bytes(Cases.random(1), 1 << 20));
        var disk = Composition.ofSize(71L << 20);
        for (int i = 0; i < 70; i++) {
            disk.place((long) i << 20 | 4096, noise);
        }
        Path file = folder.resolve("disk.simg");
        FILES.encode(disk.build(), Map.of(), file);
        FILES.assertHolds(disk.build(), file);
    }

    static Stream<Arguments> damage() {
        return Stream.of(
                damage("expected 0xed26ff3a", it -> it.set(Header.U32_LE, 0, 1)),
                damage("version 2", it -> it.set(U16, 4, (short) 2)),
                damage("fileHeaderSize", it -> it.set(U16, 8, (short) 27)),
                damage("chunkHeaderSize", it -> it.set(U16, 10, (short) 11)),
                damage("blockSize", it -> it.set(Header.U32_LE, 12, 4095)),
                damage("no more than the 4", it -> it.set(Header.U32_LE, 16, 4)),
                damage("as the chunks have", it -> it.set(Header.U32_LE, 16, 6)),
                damage("as the chunks have", it -> it.set(Header.U32_LE, 20, 3)),
                damage("as the header says", it -> it.set(Header.U32_LE, 20, -1)),
                damage("the sum is", it -> it.set(Header.U32_LE, 24, 4)),
                damage("0xcac1 to 0xcac4", it -> it.set(U16, 28, (short) 0xcac5)),
                damage("reserved", it -> it.set(U16, 30, (short) 1)),
                damage("no more than", it -> it.set(Header.U32_LE, 32, -1)),
                damage("expected 16", it -> it.set(Header.U32_LE, 36, 17)),
                damage("the sum is", it -> it.set(Header.U32_LE, 100, 17)),
                damage("the sum is", it -> it.set(Header.U32_LE, it.byteSize() - 4, 17)));
    }

    private static Arguments damage(String sentence, Consumer<MemorySegment> how) {
        return Arguments.of(sentence, how);
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("damage")
    void damageIsFound(String sentence, Consumer<MemorySegment> how) throws Exception {
        byte[] file = FILES.encode(disk(), Map.of("crc", "on"));
        assertEquals(List.of(), FILES.check(file));
        how.accept(MemorySegment.ofArray(file));
        String findings = FILES.check(file).toString();
        assertTrue(findings.contains(sentence), findings);
        byte[] longer = Arrays.copyOf(FILES.encode(disk(), Map.of()), 5000);
        assertTrue(FILES.check(longer).toString().contains("816 bytes follow"));
    }

    @Tag("peer")
    @ParameterizedTest
    @CsvSource({"fill, off", "skip, off", "fill, on", "skip, on"})
    void simg2imgTakesOurs(String zeros, String crc) throws Exception {
        Peers.require("simg2img");
        BlockSource disk = Sources.random(Cases.random(7), 3 << 20);
        Path file = folder.resolve("disk.simg");
        Files.write(file, FILES.encode(disk, Map.of("zeros", zeros, "crc", crc)));
        Path raw = folder.resolve("disk.img");
        Peers.run("simg2img", file, raw).ok();
        try (HostFile image = HostFile.open(raw)) {
            DiskFiles.assertSame(disk, image);
        }
    }

    @Tag("peer")
    @ParameterizedTest
    @CsvSource({"4096", "1024"})
    void imagesOfImg2simgAreReadAndPass(int blockSize) throws Exception {
        Peers.require("img2simg");
        Path raw = folder.resolve("disk.img");
        BlockSource disk = Sources.random(Cases.random(8), 3_000_000);
        Images.write(disk, raw);
        Path file = folder.resolve("disk.simg");
        Peers.run("img2simg", raw, file, blockSize).ok();
        FILES.assertHolds(DiskFiles.padded(disk, blockSize), file);
    }
}
