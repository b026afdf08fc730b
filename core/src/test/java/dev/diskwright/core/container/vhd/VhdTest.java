package dev.diskwright.core.container.vhd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.container.Companions;
import dev.diskwright.core.container.Container;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.container.Identity;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.DiskFiles;
import dev.diskwright.core.testing.Sources;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Images written and read back, damaged on purpose and at random.
class VhdTest {
    private static final DiskFiles FILES = new DiskFiles(new Vhd());
    private static final int MIB = 1 << 20;
    private static final Map<String, String> FIXED = Map.of("subformat", "fixed");

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void readAfterWriteGivesTheDiskBack(long seed) throws Exception {
        Random random = Cases.random(seed);
        BlockSource disk = Sources.random(random, (int) Cases.size(random, 6 * MIB));
        Map<String, String> options = random.nextBoolean() ? FIXED : Map.of();
        FILES.assertHolds(DiskFiles.padded(disk, 512), FILES.encode(disk, options));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 2 * MIB - 1, 2 * MIB, 2 * MIB + 1})
    void everySizeIsRoundedUpToSectors(int size) throws Exception {
        BlockSource disk = BlockSource.of(Cases.bytes(Cases.random(size), size));
        BlockSource padded = DiskFiles.padded(disk, 512);
        FILES.assertHolds(padded, FILES.encode(disk, Map.of()));
        byte[] fixed = FILES.encode(disk, FIXED);
        FILES.assertHolds(padded, fixed);
        assertEquals(padded.size() + 512, fixed.length);
        FILES.assertHolds(DiskFiles.padded(disk, MIB), FILES.encode(disk, Map.of("azure", "on")));
    }

    @ParameterizedTest(name = "{0} sectors")
    @CsvSource({
        // what qemu-img makes of 1, 10 and 64 MiB, 1 and 127 GiB
        "2048, 2108, 31/4/17",
        "20480, 20536, 302/4/17",
        "131072, 131104, 964/8/17",
        "2097152, 2097648, 2081/16/63",
        "266338304, 266338320, 65279/16/255",
        "1, 68, 1/4/17",
        "267382801, 267382801, 65535/16/255"
    })
    void sizesFollowTheGeometryOnRequest(long sectors, long rounded, String geometry) {
        assertEquals(rounded, Geometry.roundUp(sectors));
        assertEquals(geometry, Geometry.of(rounded).toString());
    }

    @Test
    void geometryNeverHoldsMoreThanTheDisk() {
        Random random = Cases.random(1);
        for (int i = 0; i < 10_000; i++) {
            long sectors = random.nextLong(1L << (1 + random.nextInt(32)));
            assertTrue(Geometry.of(sectors).sectors() <= sectors);
            long rounded = Geometry.roundUp(sectors);
            assertTrue(rounded >= sectors && rounded <= sectors + 16 * 255, sectors + "");
        }
    }

    @Test
    void optionsThatContradictEachOtherAreRefused() {
        BlockSource disk = BlockSource.zeros(512);
        for (Map<String, String> options :
                List.of(
                        Map.of("azure", "on", "subformat", "dynamic"),
                        Map.of("azure", "on", "force_size", "off"),
                        Map.of("subformat", "sparse"))) {
            assertThrows(IllegalArgumentException.class, () -> FILES.encode(disk, options));
        }
    }

    @Test
    void fileHoldsWhatTheSpecificationSays() throws Exception {
        BlockSource disk =
                Composition.ofSize(20 * MIB)
                        .place(4 * MIB + 512, BlockSource.of(new byte[] {0x77}))
                        .place(19 * MIB, BlockSource.of(new byte[] {0x78}))
                        .build();
        byte[] file = FILES.encode(disk, Map.of());
        var hex = HexFormat.of();
        String footer =
                "636f6e6563746978"
                        + "00000002"
                        + "00010000"
                        + "0000000000000200"
                        + "00000000"
                        + "77696e20"
                        + "000a0000"
                        + "5769326b"
                        + "0000000001400000"
                        + "0000000001400000"
                        + "025a0411"
                        + "00000003";
        assertEquals(footer, hex.formatHex(file, 0, 64));
        assertEquals("00".repeat(428), hex.formatHex(file, 84, 512));
        assertEquals(
                "6378737061727365"
                        + "ffffffffffffffff"
                        + "0000000000000600"
                        + "00010000"
                        + "0000000a"
                        + "00200000",
                hex.formatHex(file, 512, 548));
        assertEquals("00".repeat(984), hex.formatHex(file, 552, 1536));
        assertEquals(
                "ffffffff".repeat(2)
                        + "00000004"
                        + "ffffffff".repeat(6)
                        + "00001005"
                        + "ff".repeat(512 - 40),
                hex.formatHex(file, 1536, 2048));
        assertEquals("ff".repeat(512) + "00", hex.formatHex(file, 2048, 2561));
        assertEquals(0x77, file[2048 + 512 + 512]);
        assertEquals(0x78, file[0x1005 * 512 + 512 + MIB]);
        assertEquals(2048 + 2 * (512 + 2 * MIB) + 512, file.length);
        assertTrue(Arrays.equals(file, 0, 512, file, file.length - 512, file.length));
    }

    @Test
    void timesCountFromTheYear2000() {
        assertEquals(0, Footer.timeStamp(Instant.EPOCH));
        assertEquals(1, Footer.timeStamp(Instant.parse("2000-01-01T00:00:01Z")));
        assertEquals(0xffff_ffffL, Footer.timeStamp(Instant.MAX));
        var identity = new Identity("seed", Instant.parse("2026-11-20T00:00:00Z"));
        Footer footer =
                new NewFooter(0, Geometry.of(0)).with(identity, Footer.FIXED, Footer.NOWHERE);
        assertEquals(848_448_000, footer.timeStamp());
    }

    @Test
    void fixedDiskIsRecognisedByItsEnd() throws Exception {
        byte[] file = FILES.encode(BlockSource.of(new byte[] {1}), FIXED);
        assertEquals("vhd", Containers.recognise(BlockSource.of(file)).name());
        assertEquals("vhd", Containers.named("vpc").orElseThrow().name());
        file[512] = 0;
        assertFalse(FILES.format().recognises(BlockSource.of(file)));
    }

    @Test
    void sizeGoesByTheCreator() throws Exception {
        byte[] file = FILES.encode(BlockSource.zeros(20 * MIB), Map.of());
        long geometry = 602L * 4 * 17 * 512;
        for (String creator : List.of("win ", "qem2", "d2v ", "CTXS", "tap\0", "vbox", "wa\0\0")) {
            assertEquals(20 * MIB, FILES.decode(created(file, creator)).size(), creator);
            assertEquals(List.of(), FILES.check(created(file, creator)));
        }
        for (String creator : List.of("vpc ", "qemu")) {
            assertEquals(geometry, FILES.decode(created(file, creator)).size(), creator);
            String findings = FILES.check(created(file, creator)).toString();
            assertTrue(findings.contains("readers differ"), findings);
        }
    }

    private static byte[] created(byte[] file, String creator) {
        byte[] copy = file.clone();
        byte[] name = creator.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, copy, 28, 4);
        seal(copy);
        return copy;
    }

    /// Makes both footers right again, after the one at the start.
    private static void seal(byte[] file) {
        MemorySegment it = MemorySegment.ofArray(file);
        VhdBuilder.seal(it, 0, 512, 64);
        MemorySegment.copy(it, 0, it, file.length - 512, 512);
    }

    @Test
    void copyOfTheFooterServesWhenTheLastIsDamaged() throws Exception {
        byte[] file = image();
        BlockSource disk = FILES.decode(file);
        file[file.length - 400] ^= 1;
        Container container =
                new Vhd()
                        .decode(
                                dev.diskwright.core.bytes.Where.file("disk.vhd"),
                                BlockSource.of(file),
                                Companions.NONE);
        DiskFiles.assertSame(disk, container.disk());
        assertTrue(container.facts().toString().contains("the copy at the start"));
        assertTrue(FILES.check(file).toString().contains("the checksum"));
        byte[] cut = Arrays.copyOf(file, file.length - 512);
        DiskFiles.assertSame(disk, FILES.decode(cut));
        file[1] ^= 1;
        assertThrows(CorruptImageException.class, () -> FILES.decode(file));
    }

    @Test
    void footerOf511BytesIsRead() throws Exception {
        byte[] file = FILES.encode(Sources.random(Cases.random(4), 70_000), FIXED);
        byte[] shorter = Arrays.copyOf(file, file.length - 1);
        DiskFiles.assertSame(FILES.decode(file), FILES.decode(shorter));
        assertTrue(FILES.check(shorter).toString().contains("511 bytes"));
    }

    @Test
    void diskThatIsTooLargeIsRefused() throws Exception {
        long most = 2040L << 30;
        BlockSource disk =
                Composition.ofSize(most).place(most - 1, BlockSource.of(new byte[] {1})).build();
        byte[] file = FILES.encode(disk, Map.of());
        FILES.assertHolds(disk, file);
        assertThrows(
                DoesNotFitException.class,
                () -> FILES.encode(BlockSource.zeros(most + 1), Map.of()));
    }

    /// {@return footer, header, BAT at 1536, blocks 1 and 2 of 4 from sector 4 on, the last one 1 MiB}
    private static byte[] image() throws Exception {
        byte[] data = new byte[4 * MIB];
        Arrays.fill(data, (byte) 0x5a);
        BlockSource disk = Composition.ofSize(7 * MIB).place(2 * MIB, BlockSource.of(data)).build();
        return FILES.encode(disk, Map.of());
    }

    private static Arguments footer(String sentence, int offset, int value) {
        Consumer<byte[]> how =
                it -> {
                    MemorySegment.ofArray(it).set(BlockTable.U32, offset, value);
                    seal(it);
                };
        return Arguments.of(sentence, how);
    }

    private static Arguments header(String sentence, int offset, int value) {
        Consumer<byte[]> how =
                it -> {
                    MemorySegment file = MemorySegment.ofArray(it);
                    file.set(BlockTable.U32, 512 + offset, value);
                    VhdBuilder.seal(file, 512, 1024, 36);
                };
        return Arguments.of(sentence, how);
    }

    private static Arguments damage(String sentence, int offset, int value) {
        Consumer<byte[]> how = it -> MemorySegment.ofArray(it).set(BlockTable.U32, offset, value);
        return Arguments.of(sentence, how);
    }

    static Stream<Arguments> damage() {
        int block = 2 * MIB + 512;
        return Stream.of(
                damage("footer checksum at 0x40", 64, 0),
                damage("footer cookie at 0x0", 0, 0),
                damage("footer checksum at 0x40", 24, 1),
                footer("0x0, not 2 or 3", 8, 0),
                footer("version 0x20000", 12, 0x20000),
                footer("1024 bytes in the file", 16, 1),
                footer("disk type 1", 60, 1),
                footer("disk type 5", 60, 5),
                footer("0x200, not all ones as in a fixed disk", 60, 2),
                footer("no whole number of sectors", 52, 7 * MIB - 1),
                footer("as many as the disk of", 52, 9 * MIB),
                footer("was saved with it", 84, 1 << 24),
                footer("footer reserved at 0x400c55: not zero", 100, 1),
                damage("checksum at 0x224", 512 + 36, 0),
                damage("dynamic header cookie", 512, 0),
                header("dataOffset at 0x208: not all ones", 8, 0),
                header("tableOffset at 0x210: found", 20, 1 << 30),
                header("expected 0x10000", 24, 0x20000),
                header("the disk has 4 blocks", 28, 5),
                header("as many as the disk", 28, 3),
                header("at most 0x20000000", 28, -1),
                header("a power of two", 32, 3 << 20),
                header("a parent, in a dynamic disk", 40, 1),
                header("reserved at 0x500: not zero", 1000, 1),
                damage("which ends behind", 1536 + 4, 1 << 30),
                damage("BAT entry 1 at 0x604: the block at 0x200 overlaps the dynamic", 1540, 1),
                damage("overlaps the block 1", 1544, 4),
                damage("2097664 bytes belong to nobody", 1540, -1),
                damage("2097664 bytes belong to nobody", 1544, -1),
                damage("sectors 0 to 31 are not zero", 2048, 0),
                damage("sectors 4064 to 4095 are not zero", 2048 + block + 508, 0));
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("damage")
    void damageIsFound(String sentence, Consumer<byte[]> how) throws Exception {
        byte[] file = image();
        assertEquals(List.of(), FILES.check(file));
        how.accept(file);
        String findings = FILES.check(file).toString();
        assertTrue(findings.contains(sentence), sentence + ": " + findings);
        FILES.assertFailsCleanly(file);
    }

    @Test
    void spaceBeforeTheFooterIsFound() throws Exception {
        byte[] file = FILES.encode(BlockSource.zeros(MIB), FIXED);
        MemorySegment it = MemorySegment.ofArray(file);
        it.set(BlockTable.U32, MIB + 52, MIB - 512);
        VhdBuilder.seal(it, MIB, 512, 64);
        String findings = FILES.check(file).toString();
        assertTrue(findings.contains("512 bytes between the disk and the footer"), findings);
    }

    @Test
    void footersThatDifferAreFound() throws Exception {
        byte[] file = image();
        file[70] ^= 1;
        VhdBuilder.seal(MemorySegment.ofArray(file), 0, 512, 64);
        String findings = FILES.check(file).toString();
        assertTrue(findings.contains("differs from the footer at the end"), findings);
    }

    @Test
    void sectorsThatAreNotMarkedAreZero() throws Exception {
        byte[] file = image();
        file[2048] = 0x7f;
        byte[] expected = FILES.decode(image()).bytes(2 * MIB, 8192).toArray(ValueLayout.JAVA_BYTE);
        Arrays.fill(expected, 0, 512, (byte) 0);
        assertEquals(
                -1,
                FILES.decode(file).bytes(2 * MIB, 8192).mismatch(MemorySegment.ofArray(expected)));
    }

    @Test
    void blockBehindTheEndIsCorruptWhenItIsRead() throws Exception {
        byte[] file = image();
        MemorySegment.ofArray(file).set(BlockTable.U32, 1540, 0x7fff_ffff);
        BlockSource disk = FILES.decode(file);
        assertEquals(0x5a, disk.bytes(4 * MIB, 1).get(ValueLayout.JAVA_BYTE, 0));
        assertThrows(CorruptImageException.class, () -> disk.bytes(2 * MIB, 1));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedImageFailsCleanly(long seed) throws Exception {
        Random random = Cases.random(seed);
        byte[] file = FILES.encode(Sources.random(random, 5 * MIB), Map.of());
        for (int flips = 1 + random.nextInt(16); flips > 0; flips--) {
            file[random.nextInt(2048 + 512)] ^= (byte) (1 << random.nextInt(8));
        }
        if (random.nextInt(4) > 0) {
            VhdBuilder.seal(MemorySegment.ofArray(file), 512, 1024, 36);
            seal(file);
        }
        FILES.assertFailsCleanly(file);
        FILES.assertFailsCleanly(Arrays.copyOf(file, (int) Cases.size(random, file.length)));
    }
}
