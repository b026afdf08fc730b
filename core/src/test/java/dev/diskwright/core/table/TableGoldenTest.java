package dev.diskwright.core.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.bytes.Finding;
import dev.diskwright.core.testing.Fixtures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Tables that sgdisk and sfdisk made.
class TableGoldenTest {
    private static PartitionTable read(String name) throws IOException {
        BlockSource disk = BlockSource.of(Fixtures.bytes("table/" + name + ".img.gz"));
        var findings = new ArrayList<Finding>();
        PartitionTables.check(Tables.DISK, disk, findings::add);
        findings.removeIf(it -> it.severity() == Finding.Severity.NOTE);
        assertEquals(List.of(), findings);
        return PartitionTables.read(Tables.DISK, disk).orElseThrow();
    }

    private static UUID id(int number) {
        return new UUID(0, number);
    }

    private static PartitionType named(String name) {
        return PartitionTypes.named(name).orElseThrow();
    }

    @Test
    void hybridTableOfSgdisk() throws IOException {
        var expected =
                new Gpt(
                        512,
                        32_768,
                        Tables.DISK_GUID,
                        List.of(
                                Partition.gpt(1, 2048, 10_239, Tables.ESP, id(1), "ESP", 0),
                                Partition.gpt(
                                        128,
                                        10_240,
                                        32_734,
                                        named("linux-root-x86-64"),
                                        id(128),
                                        "root ✓",
                                        GptAttribute.READ_ONLY.mask())),
                        List.of(new Gpt.Mirror(1, Tables.ESP, false)));
        assertEquals(expected, read("sgdisk"));
    }

    @Test
    void shortTableOfSfdisk() throws IOException {
        var expected =
                List.of(
                        Partition.gpt(1, 8192, 8291, Tables.ESP, id(1), "", 4),
                        Partition.gpt(2, 4096, 8191, Tables.LINUX, id(2), "second", 0));
        assertEquals(expected, read("sfdisk").partitions());
    }

    @Test
    void logicalPartitionsOfSfdisk() throws IOException {
        var table = (Mbr) read("logical");
        assertEquals(0x12345678L, table.signature());
        assertEquals(
                List.of(
                        Partition.mbr(1, 2048, 4095, named("fat32-lba"), true),
                        Partition.mbr(4, 8192, 65_535, named("extended-lba"), false),
                        Partition.mbr(5, 10_240, 12_287, Tables.LINUX, false),
                        Partition.mbr(6, 20_480, 24_575, named("linux-swap"), false)),
                table.partitions());
        assertEquals(Optional.of(table), PartitionTables.read(Tables.DISK, Tables.disk(table)));
    }
}
