package dev.diskwright.core.container.vhdx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.DoesNotFitException;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.DiskFiles;
import dev.diskwright.core.testing.Sources;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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

/// Files written and read back, damaged on purpose and at random.
class VhdxTest {
    private static final DiskFiles FILES = new DiskFiles(new Vhdx());
    private static final int MIB = 1 << 20;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void readAfterWriteGivesTheDiskBack(long seed) throws Exception {
        Random random = Cases.random(seed);
        BlockSource disk = Sources.random(random, (int) Cases.size(random, 6 * MIB));
        int sector = random.nextBoolean() ? 512 : 4096;
        Map<String, String> options =
                Map.of(
                        "subformat", random.nextBoolean() ? "fixed" : "dynamic",
                        "block_size", List.of("auto", "0", "1M", "2M", "4M").get(random.nextInt(5)),
                        "logical_sector_size", Integer.toString(sector));
        FILES.assertHolds(DiskFiles.padded(disk, sector), FILES.encode(disk, options));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 4095, 4097, MIB - 1, MIB, MIB + 1})
    void everySizeIsRoundedUpToSectors(int size) throws Exception {
        BlockSource disk = BlockSource.of(Cases.bytes(Cases.random(size), size));
        FILES.assertHolds(DiskFiles.padded(disk, 512), FILES.encode(disk, Map.of()));
        byte[] fixed = FILES.encode(disk, Map.of("subformat", "fixed"));
        FILES.assertHolds(DiskFiles.padded(disk, 512), fixed);
        FILES.assertHolds(
                DiskFiles.padded(disk, 4096),
                FILES.encode(disk, Map.of("logical_sector_size", "4096")));
    }

    @Test
    void fileHoldsWhatTheSpecificationSays() throws Exception {
        BlockSource disk =
                Composition.ofSize(20 * MIB)
                        .place(4 * MIB + 512, BlockSource.of(new byte[] {0x77}))
                        .place(19 * MIB, BlockSource.of(new byte[] {0x78}))
                        .build();
        byte[] file = FILES.encode(disk, Map.of());
        MemorySegment it = MemorySegment.ofArray(file);
        var hex = HexFormat.of();
        assertEquals("7668647866696c65" + "4400690073006b00", hex.formatHex(file, 0, 16));
        assertEquals("68656164", hex.formatHex(file, 64 << 10, (64 << 10) + 4));
        for (int i = 0; i < 2; i++) {
            int at = 64 << 10 << i;
            assertEquals(i + 1, it.get(VhdxBuilder.U64, at + 8));
            assertEquals(
                    "00".repeat(16) + "0000" + "0100" + "00001000" + "0000100000000000",
                    hex.formatHex(file, at + 48, at + 80));
            assertEquals("00".repeat(4016), hex.formatHex(file, at + 80, at + 4096));
        }
        int table = 192 << 10;
        assertEquals(
                "02000000"
                        + "00000000"
                        + "6677c22d23f600429d64115e9bfd4a08"
                        + "0000300000000000"
                        + "00001000"
                        + "01000000"
                        + "06a27c8b90479a4bb8fe575f050f886e"
                        + "0000200000000000"
                        + "00001000"
                        + "01000000",
                hex.formatHex(file, table + 8, table + 80));
        assertTrue(
                Arrays.equals(
                        file, table, table + (64 << 10), file, table + (64 << 10), 320 << 10));
        assertEquals("00".repeat(4096), hex.formatHex(file, MIB, MIB + 4096)); // log
        assertEquals(
                "6d65746164617461" + "0000" + "0500", hex.formatHex(file, 2 * MIB, 2 * MIB + 12));
        int items = 2 * MIB + (64 << 10);
        assertEquals(
                "00001000" + "00000000" + "0000400100000000",
                hex.formatHex(file, items, items + 16));
        assertEquals("00020000" + "00100000", hex.formatHex(file, items + 32, items + 40));
        assertEquals(
                "0200000000000000".repeat(4)
                        + "0600400000000000"
                        + "0200000000000000".repeat(14)
                        + "0600500000000000"
                        + "0000000000000000",
                hex.formatHex(file, 3 * MIB, 3 * MIB + 168));
        assertEquals(6 * MIB, file.length);
        assertEquals(0x77, file[4 * MIB + 512]);
        assertEquals(0x78, file[5 * MIB]);
    }

    @Test
    void checksumsAreThoseOfTheBuilder() throws Exception {
        byte[] file = FILES.encode(BlockSource.zeros(MIB), Map.of());
        byte[] sealed = file.clone();
        VhdxBuilder.sealAll(sealed);
        assertTrue(Arrays.equals(file, sealed));
    }

    @Test
    void entriesOfBitmapsAreSkipped() throws Exception {
        // a chunk of 4096 blocks of 1 MiB, then the entry of its bitmap
        BlockSource disk =
                Composition.ofSize(9L << 30)
                        .place((4L << 30) - 1, BlockSource.of(new byte[] {1, 2}))
                        .place((8L << 30), BlockSource.of(new byte[] {3}))
                        .build();
        byte[] file = FILES.encode(disk, Map.of("block_size", "1M"));
        FILES.assertHolds(disk, file);
        MemorySegment bat = MemorySegment.ofArray(file).asSlice(3 * MIB);
        assertEquals(4 * MIB | 6, bat.get(VhdxBuilder.U64, 8 * 4095));
        assertEquals(0, bat.get(VhdxBuilder.U64, 8 * 4096));
        assertEquals(5 * MIB | 6, bat.get(VhdxBuilder.U64, 8 * 4097));
        assertEquals(0, bat.get(VhdxBuilder.U64, 8 * 8193));
        assertEquals(6 * MIB | 6, bat.get(VhdxBuilder.U64, 8 * 8194));
    }

    @Test
    void hugeDiskCostsWhatItsDataCosts() throws Exception {
        long size = 64L << 40;
        BlockSource disk =
                Composition.ofSize(size).place(size - 1, BlockSource.of(new byte[] {9})).build();
        byte[] file = FILES.encode(disk, Map.of("block_size", "32M"));
        assertEquals((3 + 17 + 32) * MIB, file.length);
        FILES.assertHolds(disk, file);
        assertThrows(
                DoesNotFitException.class,
                () -> FILES.encode(BlockSource.zeros(size + 1), Map.of()));
    }

    @Test
    void optionsThatAreWrongAreRefused() {
        BlockSource disk = BlockSource.zeros(512);
        for (Map<String, String> options :
                List.of(
                        Map.of("block_size", "512K"),
                        Map.of("block_size", "3M"),
                        Map.of("logical_sector_size", "1024"))) {
            assertThrows(IllegalArgumentException.class, () -> FILES.encode(disk, options));
        }
    }

    /// {@return blocks 1 and 2 of 4, of 1 MiB each}
    private static byte[] image() throws Exception {
        byte[] data = VhdxBuilder.filled(2 * MIB, 0x5a);
        BlockSource disk = Composition.ofSize(4 * MIB).place(MIB, BlockSource.of(data)).build();
        return FILES.encode(disk, Map.of());
    }

    private static Arguments damage(String sentence, int offset, long value) {
        Consumer<byte[]> how =
                it -> MemorySegment.ofArray(it).set(VhdxBuilder.U32, offset, (int) value);
        return Arguments.of(sentence, how);
    }

    /// Damage with the checksums made right.
    private static Arguments sealed(String sentence, int offset, long value) {
        Consumer<byte[]> how =
                it -> {
                    MemorySegment.ofArray(it).set(VhdxBuilder.U32, offset, (int) value);
                    VhdxBuilder.sealAll(it);
                };
        return Arguments.of(sentence, how);
    }

    static Stream<Arguments> damage() {
        int one = 64 << 10;
        int two = 128 << 10;
        int table = 192 << 10;
        int copy = 256 << 10;
        int metadata = 2 * MIB;
        int items = metadata + (64 << 10);
        int bat = 3 * MIB;
        return Stream.of(
                damage("begins otherwise", 0, 0),
                damage("header 1 signature", one, 0),
                damage("header 1 checksum", one + 100, 1),
                damage("header 2 checksum", two + 4, 0),
                sealed("version 2 is not supported", two + 64, 0x20000),
                sealed("no whole MiB in the file", two + 68, 1000),
                sealed("no whole MiB in the file", two + 76, 1),
                sealed("overlaps something else at 0x300000", two + 72, 3 * MIB),
                damage("region table checksum", table + 5000, 1),
                damage("copy of the region table signature", copy, 0),
                sealed("at most 2047", table + 8, 3000),
                sealed("no entry 8b7ca206", table + 8, 1),
                sealed("differs from the region table", copy + 8, 1),
                sealed("whole MiB in the file", table + 36, 1),
                sealed("whole MiB in the file", table + 40, 1000),
                sealed("the region 2dc27766", table + 28, 0),
                sealed("overlaps something else", table + 32, 2 * MIB),
                damage("metadata table signature", metadata, 0),
                damage("no item 8141bf1d", metadata + 8, 2 << 16),
                damage("at most 2047", metadata + 8, 0xffff0000L),
                damage("the metadata item 00000000", metadata + 32, 0),
                damage("an item in the region", metadata + 32 + 16, 100),
                damage("an item in the region", metadata + 32 + 16, MIB - 4),
                damage("overlaps the logical sector size", metadata + 160 + 16, (64 << 10) + 32),
                damage("file parameters of 4 bytes", metadata + 32 + 20, 4),
                damage("a block of 1 to 256 MiB", items, 3 * MIB),
                damage("a block of 1 to 256 MiB", items, 512 << 20),
                damage("no item a8d35f2d", items + 4, 2),
                damage("at most 64 TiB", items + 12, 1 << 30),
                damage("whole sectors of 512 bytes", items + 8, 100),
                damage("entries, as the disk takes", items + 12, 64),
                damage("0x200 or 0x1000", items + 32, 1024),
                damage("0x200 or 0x1000", items + 36, 0),
                damage("reserved bits are set", bat + 8, 4 * MIB | 6 | 8),
                damage("state 4", bat + 8, 4 * MIB | 4),
                damage("a partial block, but the disk has no parent", bat + 8, 4 * MIB | 7),
                damage("are not in the file", bat + 8, 6 * MIB | 6),
                damage("are not in the file", bat + 12, 1 << 31),
                damage("overlaps something else at 0x500000", bat + 8, 5 * MIB | 6),
                damage("overlaps something else at 0x0", bat + 8, 6),
                damage("overlaps something else at 0x300000", bat, 3 * MIB | 3),
                damage("1048576 bytes belong to nobody", bat + 8, 2),
                damage("1048576 bytes belong to nobody", bat + 16, 0));
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
    void oneGoodHeaderAndOneGoodTableAreEnough() throws Exception {
        byte[] file = image();
        BlockSource disk = FILES.decode(file);
        byte[] first = file.clone();
        first[64 << 10] ^= 1;
        first[192 << 10] ^= 1;
        DiskFiles.assertSame(disk, FILES.decode(first));
        byte[] second = file.clone();
        second[128 << 10] ^= 1;
        second[256 << 10] ^= 1;
        DiskFiles.assertSame(disk, FILES.decode(second));
        first[128 << 10] ^= 1;
        assertThrows(CorruptImageException.class, () -> FILES.decode(first));
    }

    @Test
    void blockBehindTheEndIsCorruptWhenItIsRead() throws Exception {
        byte[] cut = Arrays.copyOf(image(), 6 * MIB - 1);
        BlockSource disk = FILES.decode(cut);
        assertEquals(0x5a, disk.bytes(2 * MIB, 1).get(ValueLayout.JAVA_BYTE, 0));
        assertThrows(CorruptImageException.class, () -> disk.bytes(2 * MIB, MIB));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedImageFailsCleanly(long seed) throws Exception {
        Random random = Cases.random(seed);
        byte[] file = FILES.encode(Sources.random(random, 3 * MIB), Map.of());
        int[] places = {
            64 << 10, 128 << 10, 192 << 10, 256 << 10, 2 * MIB, 2 * MIB + (64 << 10), 3 * MIB
        };
        for (int flips = 1 + random.nextInt(16); flips > 0; flips--) {
            int at = places[random.nextInt(places.length)] + random.nextInt(128);
            file[at] ^= (byte) (1 << random.nextInt(8));
        }
        if (random.nextInt(4) > 0) {
            VhdxBuilder.sealAll(file);
        }
        FILES.assertFailsCleanly(file);
        FILES.assertFailsCleanly(Arrays.copyOf(file, (int) Cases.size(random, file.length)));
    }
}
