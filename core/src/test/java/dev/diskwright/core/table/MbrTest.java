package dev.diskwright.core.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.bytes.CorruptImageException;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.testing.Cases;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MbrTest {
    @Test
    void sectorsHoldWhatTheSpecificationSays() throws IOException {
        var table =
                new Mbr(
                        512,
                        20_480,
                        0x12345678L,
                        List.of(
                                Partition.mbr(2, 2048, 4095, Tables.LINUX, true),
                                Tables.mbr(5, 8192, 10_239),
                                Tables.mbr(6, 12_288, 14_335)));
        byte[] disk = Tables.bytes(table);
        var hex = HexFormat.of();
        assertEquals("785634120000", hex.formatHex(disk, 0x1b8, 0x1be));
        // extended: 6144 to 14335; EBRs 1 MiB before their partitions
        assertEquals("006122000fe3230000180000" + "00200000", hex.formatHex(disk, 0x1be, 0x1ce));
        assertEquals("802021008341010000080000" + "00080000", hex.formatHex(disk, 0x1ce, 0x1de));
        int ebr = 6144 * 512;
        assertEquals("0008000000080000", hex.formatHex(disk, ebr + 0x1c6, ebr + 0x1ce));
        assertEquals("0010000000100000", hex.formatHex(disk, ebr + 0x1d6, ebr + 0x1de));
        assertEquals("55aa", hex.formatHex(disk, ebr + 0x1fe, ebr + 0x200));
        assertEquals(
                Partition.mbr(1, 6144, 14_335, PartitionTypes.ofMbr(0x0f), false),
                table.extended().orElseThrow());
        assertEquals(List.of(), Tables.check(disk, 512));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void readAfterWriteGivesTheTableBack(long seed) throws IOException {
        Random random = Cases.random(seed);
        int sectorSize = random.nextBoolean() ? 512 : 4096;
        Mbr table = Tables.randomMbr(random, sectorSize, 4096 + Cases.size(random, 1L << 33));
        BlockSource disk = Tables.disk(table);
        var read = PartitionTables.read(Tables.DISK, disk, sectorSize, _ -> {});
        assertEquals(Optional.of(table), read);
        var again = Tables.disk(read.orElseThrow());
        for (Composition.Piece it : table.pieces()) {
            int size = (int) it.source().size();
            assertEquals(
                    -1, disk.bytes(it.offset(), size).mismatch(again.bytes(it.offset(), size)));
        }
        var findings = new ArrayList<Finding>();
        PartitionTables.check(Tables.DISK, disk, sectorSize, findings::add);
        assertEquals(List.of(), findings);
    }

    @Test
    void chainThatDoesNotEndIsCorrupt() throws IOException {
        byte[] disk = Tables.bytes(new Mbr(512, 20_480, 0, List.of(Tables.mbr(5, 4096, 8191))));
        int link = 2048 * 512 + 0x1ce;
        disk[link + 4] = 0x05; // next EBR: the first one
        disk[link + 12] = 1;
        assertThrows(
                CorruptImageException.class,
                () -> PartitionTables.read(Tables.DISK, BlockSource.of(disk)));
        List<Finding> findings = Tables.check(disk, 512);
        assertTrue(findings.getFirst().sentence().contains("does not end"), findings.toString());
    }

    @Test
    void volumeWithoutATableIsNoTable() throws IOException {
        byte[] volume = new byte[1 << 20];
        volume[0] = (byte) 0xeb;
        volume[12] = 2; // 512 bytes a sector
        volume[13] = 4;
        volume[510] = 0x55;
        volume[511] = (byte) 0xaa;
        assertEquals(Optional.empty(), PartitionTables.read(Tables.DISK, BlockSource.of(volume)));
        var zeros = BlockSource.zeros(1 << 20);
        assertEquals(Optional.empty(), PartitionTables.read(Tables.DISK, zeros));
        assertEquals(Optional.empty(), PartitionTables.read(Tables.DISK, BlockSource.zeros(100)));
        assertEquals(List.of(), Tables.check(volume, 512));
    }

    @Test
    void impossibleTablesAreRefused() {
        refused(Tables.mbr(1, 0, 100));
        refused(Tables.mbr(1, 1, 20_480));
        refused(Tables.gpt(1, 34, 100));
        refused(Tables.mbr(1, 1, 100), Tables.mbr(2, 100, 200));
        refused(Tables.mbr(6, 100, 200));
        refused(Tables.mbr(5, 100, 200), Tables.mbr(6, 201, 300)); // no room for an EBR
        refused(Tables.mbr(5, 400, 500), Tables.mbr(6, 100, 200));
        refused(Tables.mbr(1, 1, 99), Tables.mbr(5, 100, 200));
        refused(Tables.mbr(1, 150, 160), Tables.mbr(5, 100, 200));
        refused(
                Tables.mbr(1, 1, 2),
                Tables.mbr(2, 3, 4),
                Tables.mbr(3, 5, 6),
                Tables.mbr(4, 7, 8),
                Tables.mbr(5, 20, 30)); // no number for the extended partition
        refused(Partition.mbr(1, 1, 9, PartitionTypes.ofMbr(0xee), false));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Mbr(512, 1L << 33, 0, List.of(Tables.mbr(1, 1, 1L << 32))));
    }

    private static void refused(Partition... partitions) {
        assertThrows(
                IllegalArgumentException.class, () -> new Mbr(512, 20_480, 0, List.of(partitions)));
    }
}
