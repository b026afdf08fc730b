package dev.diskwright.core.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.testing.Cases;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GptTest {
    private static final int SECTORS = 4096;

    private static Gpt small() {
        return new Gpt(
                512,
                SECTORS,
                Tables.DISK_GUID,
                List.of(
                        Partition.gpt(1, 2048, 3071, Tables.ESP, Tables.id(1), "ESP", 4),
                        Tables.gpt(3, 34, 2047)));
    }

    private static String hex(byte[] bytes, int from, int to) {
        return HexFormat.of().formatHex(bytes, from, to);
    }

    @Test
    void sectorsHoldWhatTheSpecificationSays() throws IOException {
        byte[] disk = Tables.bytes(small());
        assertEquals("00000200eeffffff01000000ff0f0000", hex(disk, 0x1be, 0x1ce));
        assertEquals("0".repeat(96) + "55aa", hex(disk, 0x1ce, 0x200));
        assertEquals("4546492050415254" + "00000100" + "5c000000", hex(disk, 512, 528));
        assertEquals("00000000" + "0100000000000000" + "ff0f000000000000", hex(disk, 532, 552));
        assertEquals("2200000000000000" + "de0f000000000000", hex(disk, 552, 568));
        assertEquals("67452301ab89efcd0123456789abcdef", hex(disk, 568, 584));
        assertEquals("0200000000000000" + "80000000" + "80000000", hex(disk, 584, 600));
        assertEquals("0".repeat(2 * (512 - 92)), hex(disk, 512 + 92, 1024));
        assertEquals("28732ac11ff8d211ba4b00a0c93ec93b", hex(disk, 1024, 1040));
        assertEquals("0008000000000000" + "ff0b000000000000", hex(disk, 1056, 1072));
        assertEquals("0400000000000000" + "450053005000", hex(disk, 1072, 1086));
        int backup = (SECTORS - 1) * 512;
        assertEquals("ff0f000000000000" + "0100000000000000", hex(disk, backup + 24, backup + 40));
        assertEquals("df0f000000000000", hex(disk, backup + 72, backup + 80));
        assertEquals(hex(disk, 1024, 34 * 512), hex(disk, (SECTORS - 33) * 512, backup));
    }

    @Test
    void first440BytesAreLeftToBootCode() throws IOException {
        BlockSource first = small().pieces().getFirst().source();
        byte[] sector = new byte[512];
        first.read(0, MemorySegment.ofArray(sector));
        assertEquals("00".repeat(446), hex(sector, 0, 446));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void readAfterWriteGivesTheTableBack(long seed) throws IOException {
        Random random = Cases.random(seed);
        int sectorSize = random.nextBoolean() ? 512 : 4096;
        long sectors = Gpt.smallest(sectorSize) + Cases.size(random, 1L << 40);
        Gpt table = Tables.randomGpt(random, sectorSize, sectors);
        BlockSource disk = Tables.disk(table);
        assertEquals(Optional.of(table), PartitionTables.read(Tables.DISK, disk));
        var findings = new ArrayList<Finding>();
        PartitionTables.check(Tables.DISK, disk, findings::add);
        assertEquals(List.of(), findings);
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4096})
    void hybridMbrShowsPartitionsToo(int sectorSize) throws IOException {
        var mirrors =
                List.of(
                        new Gpt.Mirror(2, Tables.LINUX, true),
                        new Gpt.Mirror(1, PartitionTypes.ofMbr(0x0c), false));
        var table =
                new Gpt(
                        sectorSize,
                        10_000,
                        Tables.DISK_GUID,
                        List.of(Tables.gpt(1, 2048, 4095), Tables.gpt(2, 4096, 5000)),
                        mirrors);
        byte[] disk = Tables.bytes(table);
        assertEquals("00000200eeffffff01000000ff070000", hex(disk, 0x1be, 0x1ce));
        assertEquals("80", hex(disk, 0x1ce, 0x1cf));
        assertEquals("0010000089030000", hex(disk, 0x1d6, 0x1de));
        BlockSource source = BlockSource.of(disk);
        assertEquals(Optional.of(table), PartitionTables.read(Tables.DISK, source));
        assertEquals(List.of(), Tables.check(disk, sectorSize));
    }

    @Test
    void backupStandsInForADamagedPrimary() throws IOException {
        byte[] disk = Tables.bytes(small());
        disk[512 + 60]++;
        var findings = new ArrayList<Finding>();
        var read = PartitionTables.read(Tables.DISK, BlockSource.of(disk), findings::add);
        assertEquals(Optional.of(small()), read);
        assertEquals(1, findings.size());
        assertTrue(findings.getFirst().sentence().contains("headerCrc32"), findings.toString());
        disk[disk.length - 512 + 60]++;
        assertThrows(
                CorruptImageException.class,
                () -> PartitionTables.read(Tables.DISK, BlockSource.of(disk)));
    }

    @Test
    void diskThatGrewIsReadAndReported() throws IOException {
        byte[] disk = Arrays.copyOf(Tables.bytes(small()), (SECTORS + 8) * 512);
        var read = PartitionTables.read(Tables.DISK, BlockSource.of(disk)).orElseThrow();
        assertEquals(small().partitions(), read.partitions());
        List<Finding> findings = Tables.check(disk, 512);
        assertTrue(
                findings.stream().anyMatch(it -> it.sentence().contains("last sector")),
                findings.toString());
    }

    @Test
    void arrayBeyondReasonIsUnsupported() throws IOException {
        byte[] disk = Tables.bytes(small());
        for (int at : new int[] {512, disk.length - 512}) {
            Arrays.fill(disk, at + 80, at + 84, (byte) 0xff);
            var sector = MemorySegment.ofArray(disk).asSlice(at, 512);
            long crc = GptHeader.headerCrc(sector, 92);
            for (int i = 0; i < 4; i++) {
                disk[at + 16 + i] = (byte) (crc >> 8 * i);
            }
        }
        assertThrows(
                UnsupportedImageException.class,
                () -> PartitionTables.read(Tables.DISK, BlockSource.of(disk)));
    }

    @Test
    void impossibleTablesAreRefused() {
        refused(Tables.gpt(1, 33, 100));
        refused(Tables.gpt(1, 34, SECTORS - 33));
        refused(Tables.gpt(129, 34, 100));
        refused(Tables.gpt(1, 34, 100), Tables.gpt(2, 100, 200));
        refused(Tables.gpt(1, 34, 100), Tables.gpt(1, 101, 200));
        refused(Tables.mbr(1, 34, 100));
        refused(Partition.gpt(1, 34, 40, PartitionTypes.ofMbr(5), Tables.id(1), "", 0));
        var twice = Partition.gpt(2, 50, 60, Tables.LINUX, Tables.id(1), "", 0);
        refused(Tables.gpt(1, 34, 40), twice);
        assertThrows(
                IllegalArgumentException.class,
                () -> new Gpt(512, 67, Tables.DISK_GUID, List.of()));
    }

    private static void refused(Partition... partitions) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Gpt(512, SECTORS, Tables.DISK_GUID, List.of(partitions)));
    }
}
