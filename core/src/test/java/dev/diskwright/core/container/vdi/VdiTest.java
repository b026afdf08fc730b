package dev.diskwright.core.container.vdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.DiskFiles;
import dev.diskwright.core.testing.Sources;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Images written and read back, damaged on purpose and at random.
class VdiTest {
    private static final DiskFiles FILES = new DiskFiles(new Vdi());
    private static final int MIB = 1 << 20;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void readAfterWriteGivesTheDiskBack(long seed) throws Exception {
        Random random = Cases.random(seed);
        BlockSource disk = Sources.random(random, (int) Cases.size(random, 6 * MIB));
        Map<String, String> options = Map.of("static", random.nextBoolean() ? "on" : "off");
        FILES.assertHolds(DiskFiles.padded(disk, 512), FILES.encode(disk, options));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, MIB - 1, MIB, MIB + 1})
    void everySizeIsRoundedUpToSectors(int size) throws Exception {
        BlockSource disk = BlockSource.of(Cases.bytes(Cases.random(size), size));
        for (String fixed : List.of("on", "off")) {
            byte[] file = FILES.encode(disk, Map.of("static", fixed));
            FILES.assertHolds(DiskFiles.padded(disk, 512), file);
            assertEquals(MIB + Math.ceilDiv(size, MIB) * MIB, file.length);
        }
    }

    @Test
    void fileHoldsWhatVirtualBoxExpects() throws Exception {
        byte[] block = {0x77};
        BlockSource disk =
                Composition.ofSize(20 * MIB)
                        .place(2 * MIB, BlockSource.of(block))
                        .place(19 * MIB, BlockSource.of(block))
                        .build();
        byte[] file = FILES.encode(disk, Map.of());
        var hex = HexFormat.of();
        assertEquals(
                "<<< Diskwright VirtualBox Disk Image >>>\n",
                new String(file, 0, 41, StandardCharsets.US_ASCII));
        assertEquals(
                "7f10dabe" + "01000100" + "90010000" + "01000000" + "00000000",
                hex.formatHex(file, 0x40, 0x54));
        assertEquals("00".repeat(256), hex.formatHex(file, 0x54, 0x154));
        assertEquals(
                "00020000" // map
                        + "00001000" // data
                        + "00".repeat(12)
                        + "00020000" // sectors
                        + "00".repeat(4)
                        + "0000400100000000" // size
                        + "00001000" // block
                        + "00000000"
                        + "14000000" // blocks
                        + "02000000",
                hex.formatHex(file, 0x154, 0x188));
        assertEquals("00".repeat(32), hex.formatHex(file, 0x1a8, 0x1c8)); // no parent
        assertEquals(
                "02000000" + "ff000000" + "3f000000" + "00020000",
                hex.formatHex(file, 0x1c8, 0x1d8));
        assertEquals("00".repeat(0x200 - 0x1d8), hex.formatHex(file, 0x1d8, 0x200));
        assertEquals(
                "ff".repeat(8) + "00000000" + "ff".repeat(64) + "01000000" + "00000000",
                hex.formatHex(file, 0x200, 0x254));
        assertEquals(3 * MIB, file.length);
        assertEquals(0x77, file[MIB]);
        assertEquals(0x77, file[2 * MIB]);
    }

    @Test
    void hugeDiskCostsWhatItsDataCosts() throws Exception {
        BlockSource disk =
                Composition.ofSize(2L << 40)
                        .place(1L << 40, BlockSource.of(new byte[] {1, 2, 3}))
                        .build();
        byte[] file = FILES.encode(disk, Map.of());
        assertEquals(10 * MIB, file.length); // a map of 8 MiB
        FILES.assertHolds(disk, file);
    }

    @Test
    void diskThatIsTooLargeIsRefused() {
        BlockSource most = BlockSource.zeros(0x1fff_ff80L * MIB + 1);
        assertThrows(DoesNotFitException.class, () -> FILES.encode(most, Map.of()));
    }

    /// {@return header, map at 512, three blocks of five from 1 MiB on}
    private static byte[] image() throws Exception {
        byte[] data = new byte[3 * MIB];
        Arrays.fill(data, (byte) 0x5a);
        BlockSource disk = Composition.ofSize(5 * MIB).place(MIB, BlockSource.of(data)).build();
        return FILES.encode(disk, Map.of());
    }

    private static Arguments damage(String sentence, int offset, long value) {
        Consumer<MemorySegment> how = it -> it.set(BlockMap.U32, offset, (int) value);
        return Arguments.of(sentence, how);
    }

    static Stream<Arguments> damage() {
        return Stream.of(
                damage("expected 0xbeda107f", 0x40, 0),
                damage("version 2.1 is not supported", 0x44, 0x20001),
                damage("expected 384 or more", 0x48, 383),
                damage("an undo image", 0x4c, 3),
                damage("a differencing image", 0x4c, 4),
                damage("type 5", 0x4c, 5),
                damage("no block, in a fixed image", 0x4c, 2),
                damage("behind the header", 0x154, 0x100),
                damage("bytes in the file", 0x154, 4 * MIB - 8),
                damage("not a multiple of 512", 0x154, 0x204),
                damage("not a multiple of 512", 0x158, MIB + 1),
                damage("the block map ends at 0x214", 0x158, 0x200),
                damage("expected 0x200", 0x168, 1024),
                damage("no whole number of sectors", 0x170, 5 * MIB - 1),
                damage("at most 5 blocks", 0x170, 5 * MIB + 1),
                damage("at most 5 blocks", 0x174, 1 << 31),
                damage("a power of two", 0x178, 3 << 20),
                damage("a power of two", 0x178, 256),
                damage("blocks that are not 1 MiB", 0x178, 2 * MIB),
                damage("less than the block's size", 0x17c, -1),
                damage("blocks that are not 1 MiB", 0x17c, 512),
                damage("not what the size of the disk takes", 0x180, 6),
                damage("an image of 4294967295 blocks", 0x180, -1),
                damage("4, but the block map has 3", 0x184, 4),
                damage("a parent", 0x1a8, 1),
                damage("a parent", 0x1b8, 1),
                damage("block 5, but the image has 5", 0x200, 5),
                damage("ends behind the file", 0x200, 3),
                damage("which another has too", 0x200, 2),
                damage("the block map has 2", 0x204, -2),
                damage("1048576 bytes belong to nobody", 0x204, -1),
                damage("1048576 bytes belong to nobody", 0x208, -1),
                damage("1048576 bytes belong to nobody", 0x20c, -1));
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("damage")
    void damageIsFound(String sentence, Consumer<MemorySegment> how) throws Exception {
        byte[] file = image();
        assertEquals(List.of(), FILES.check(file));
        how.accept(MemorySegment.ofArray(file));
        String findings = FILES.check(file).toString();
        assertTrue(findings.contains(sentence), sentence + ": " + findings);
        FILES.assertFailsCleanly(file);
    }

    @Test
    void imageWithoutIdentifierIsFound() throws Exception {
        byte[] file = image();
        Arrays.fill(file, 0x188, 0x198, (byte) 0);
        assertTrue(FILES.check(file).toString().contains("no identifier"));
    }

    @Test
    void fileThatWasCutIsCorruptWhereItEnds() throws Exception {
        byte[] cut = Arrays.copyOf(image(), 4 * MIB - 1);
        BlockSource disk = FILES.decode(cut);
        assertEquals(0x5a, disk.bytes(3 * MIB - 1, 1).get(ValueLayout.JAVA_BYTE, 0));
        assertThrows(
                dev.diskwright.core.bytes.CorruptImageException.class,
                () -> disk.bytes(3 * MIB, MIB));
        assertTrue(FILES.check(cut).toString().contains("ends behind the file"));
    }

    @Test
    void tableFullOfDamageIsToldBriefly() throws Exception {
        byte[] file = FILES.encode(BlockSource.zeros(300L * MIB), Map.of());
        Arrays.fill(file, 0x200, 0x200 + 4 * 300, (byte) 0x11);
        List<String> findings = FILES.check(file).stream().map(Object::toString).toList();
        assertEquals(102, findings.size());
        assertTrue(findings.get(100).contains("200 more of its entries are wrong"));
    }

    @Test
    void blocksOfOtherSizesWithExtraBytesAreRead() throws Exception {
        byte[] file = new byte[8192];
        System.arraycopy(image(), 0, file, 0, 0x1d8);
        MemorySegment it = MemorySegment.ofArray(file);
        it.set(BlockMap.U32, 0x158, 1024);
        it.set(BlockMap.U32, 0x170, 2048 + 512);
        it.set(BlockMap.U32, 0x178, 1024);
        it.set(BlockMap.U32, 0x17c, 512);
        it.set(BlockMap.U32, 0x180, 3);
        it.set(BlockMap.U32, 0x200, 1);
        it.set(BlockMap.U32, 0x204, 2);
        it.set(BlockMap.U32, 0x208, -2);
        Arrays.fill(file, 1024 + 1536 + 512, 1024 + 1536 + 1536, (byte) 1);
        Arrays.fill(file, 1024 + 3072 + 512, 1024 + 3072 + 1536, (byte) 2);
        byte[] expected = new byte[2560];
        Arrays.fill(expected, 0, 1024, (byte) 1);
        Arrays.fill(expected, 1024, 2048, (byte) 2);
        DiskFiles.assertSame(BlockSource.of(expected), FILES.decode(file));
    }

    @Test
    void versionsBeforeOneAreRefusedByName() throws Exception {
        byte[] file = image();
        MemorySegment.ofArray(file).set(BlockMap.U32, 0x44, 2);
        var e = assertThrows(UnsupportedImageException.class, () -> FILES.decode(file));
        assertEquals("version 0.2 is not supported", e.problem());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedImageFailsCleanly(long seed) throws Exception {
        Random random = Cases.random(seed);
        byte[] file = FILES.encode(Sources.random(random, 2 * MIB), Map.of());
        for (int flips = 1 + random.nextInt(16); flips > 0; flips--) {
            file[0x40 + random.nextInt(0x200)] ^= (byte) (1 << random.nextInt(8));
        }
        FILES.assertFailsCleanly(file);
        FILES.assertFailsCleanly(Arrays.copyOf(file, (int) Cases.size(random, file.length)));
    }
}
