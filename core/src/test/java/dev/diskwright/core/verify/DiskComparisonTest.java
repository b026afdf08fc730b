package dev.diskwright.core.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Composition;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.content.Attributes;
import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.content.SpecialFile;
import dev.diskwright.core.content.SymbolicLink;
import dev.diskwright.core.fs.fat.Fat;
import dev.diskwright.core.fs.fat.FatParameters;
import dev.diskwright.core.table.Gpt;
import dev.diskwright.core.table.Mbr;
import dev.diskwright.core.table.Partition;
import dev.diskwright.core.table.PartitionTable;
import dev.diskwright.core.table.PartitionTypes;
import dev.diskwright.core.verify.LevelDifference.Level;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DiskComparisonTest {
    private static final long SECTORS = 65536; // 32 MiB
    private static final UUID DISK = new UUID(1, 2);

    private static Partition partition(int number, long first, long last, String name) {
        var type = PartitionTypes.named("linux").orElseThrow();
        return Partition.gpt(number, first, last, type, new UUID(3, number), name, 0);
    }

    private static Gpt gpt(UUID guid, Partition... partitions) {
        return new Gpt(512, SECTORS, guid, List.of(partitions));
    }

    private static FileTree tree(Map<String, FileNode> files) {
        return new FileTree(new Directory(Attributes.root(0755, 0), files));
    }

    private static RegularFile file(String text) {
        return new RegularFile(Attributes.root(0644, 0), BlockSource.of(text.getBytes(UTF_8)));
    }

    private static BlockSource fat(String label, Map<String, FileNode> files) throws IOException {
        return Fat.writer(FatParameters.of(label, 0x1234, 0)).write(tree(files), 4 << 20);
    }

    private static DiskImage disk(PartitionTable table, Map<Long, BlockSource> placed) {
        var disk = Composition.ofSize(SECTORS * 512);
        table.pieces().forEach(piece -> disk.place(piece.offset(), piece.source()));
        placed.forEach((lba, bytes) -> disk.place(lba * 512, bytes));
        return DiskImage.of("disk", disk.build(), 512);
    }

    private static DiskComparison compare(DiskImage a, DiskImage b)
            throws IOException, InterruptedException {
        return DiskComparison.of(a, b, 100, true, Progress.NONE);
    }

    private static List<String> at(DiskComparison comparison, Level level) {
        return comparison.levels().at(level).stream()
                .map(it -> "%s: %s: %s | %s".formatted(it.place(), it.what(), it.a(), it.b()))
                .toList();
    }

    @Test
    void sameDiskDiffersNowhere() throws Exception {
        Gpt table = gpt(DISK, partition(1, 2048, 10239, "one"));
        DiskImage disk = disk(table, Map.of(2048L, fat("LABEL", Map.of("a", file("x")))));
        DiskComparison comparison = compare(disk, disk);
        assertTrue(comparison.same());
        for (Level level : Level.values()) {
            assertEquals(0, comparison.levels().count(level), level.name());
        }
    }

    @Test
    void everyLevelIsTold() throws Exception {
        Map<String, FileNode> files = new TreeMap<>();
        files.put("kept", file("same"));
        files.put("changed", file("some text"));
        files.put("gone", file("x"));
        DiskImage a =
                disk(
                        gpt(
                                DISK,
                                partition(1, 2048, 10239, "one"),
                                partition(2, 20480, 30719, "two"),
                                partition(3, 40960, 43007, "three")),
                        Map.of(2048L, fat("LABEL", files), 20480L, fat("SAME", files)));
        files.remove("gone");
        files.put("changed", file("some test!"));
        files.put("new", new Directory(Attributes.root(0755, 0), Map.of()));
        var before =
                Map.<String, FileNode>of(
                        "kept", file("same"), "changed", file("some text"), "gone", file("x"));
        DiskImage b =
                disk(
                        gpt(
                                new UUID(1, 3),
                                partition(1, 2048, 10239, "uno"),
                                partition(2, 20480, 30719, "two"),
                                partition(4, 40960, 43007, "four")),
                        Map.of(2048L, fat("OTHER", files), 20480L, fat("SAME", before)));
        DiskComparison comparison = compare(a, b);
        assertFalse(comparison.same());
        assertTrue(comparison.tailIsZero());
        assertEquals(
                List.of(": identifier: %s | %s".formatted(DISK, new UUID(1, 3))),
                at(comparison, Level.TABLE));
        assertEquals(
                List.of(
                        "partition 1: name: one | uno",
                        "partition 3: removed: linux | ",
                        "partition 4: added:  | linux"),
                at(comparison, Level.PARTITION));
        assertEquals(
                List.of("partition 1: label: LABEL | OTHER"), at(comparison, Level.FILE_SYSTEM));
        assertEquals(
                List.of(
                        "partition 1, /changed: size: 9 | 10",
                        "partition 1, /changed: content at byte 7: 0x78 | 0x73",
                        "partition 1, /gone: removed: file | ",
                        "partition 1, /new: added:  | directory"),
                at(comparison, Level.FILE));
    }

    @Test
    void limitBoundsEachLevelAndTheRestIsCounted() throws Exception {
        DiskImage a =
                disk(
                        gpt(DISK, partition(1, 2048, 4095, "a"), partition(2, 4096, 6143, "b")),
                        Map.of());
        DiskImage b =
                disk(
                        gpt(DISK, partition(1, 2048, 4095, "c"), partition(2, 4096, 6143, "d")),
                        Map.of());
        DiskComparison comparison = DiskComparison.of(a, b, 1, true, Progress.NONE);
        assertEquals(1, comparison.levels().at(Level.PARTITION).size());
        assertEquals(2, comparison.levels().count(Level.PARTITION));
        assertEquals(1, comparison.bytes().ranges().size());
        assertTrue(comparison.bytes().count() > 1);
    }

    @Test
    void kindOfTableAndBootCodeAreTold() throws Exception {
        var type = PartitionTypes.named("linux").orElseThrow();
        var mbr =
                new Mbr(
                        512,
                        SECTORS,
                        0x12345678,
                        List.of(Partition.mbr(1, 2048, 10239, type, true)));
        DiskComparison kinds =
                compare(
                        disk(gpt(DISK, partition(1, 2048, 10239, "")), Map.of()),
                        disk(mbr, Map.of()));
        assertEquals(List.of(": kind: GPT | MBR"), at(kinds, Level.TABLE));
        var plain = Composition.ofSize(SECTORS * 512);
        mbr.pieces().forEach(it -> plain.place(it.offset(), it.source()));
        BlockSource code =
                Composition.over(
                        plain.build(),
                        List.of(
                                new Composition.Piece(
                                        2, BlockSource.of(new byte[] {(byte) 0xfa}))));
        DiskComparison boot = compare(disk(mbr, Map.of()), DiskImage.of("disk", code, 512));
        assertEquals(List.of(": boot code at byte 2: 0x00 | 0xfa"), at(boot, Level.TABLE));
    }

    @Test
    void damageOfOneIsADifference() throws Exception {
        BlockSource good = fat("LABEL", Map.of("a", file("x")));
        byte[] bytes = good.bytes(0, 1 << 20).toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
        bytes[13] = 3; // sectors a cluster, a power of two
        var bad = Composition.ofSize(4 << 20).place(0, BlockSource.of(bytes)).build();
        Gpt table = gpt(DISK, partition(1, 2048, 10239, ""));
        DiskComparison comparison =
                compare(disk(table, Map.of(2048L, good)), disk(table, Map.of(2048L, bad)));
        List<String> told = at(comparison, Level.FILE_SYSTEM);
        assertEquals(1, told.size());
        assertTrue(
                told.getFirst().startsWith("partition 1: damage: can be read | "), told.toString());
    }

    @Test
    void sizesAloneMayDiffer() throws Exception {
        DiskImage a = DiskImage.of("a", BlockSource.zeros(1000), 512);
        DiskImage b = DiskImage.of("b", BlockSource.zeros(1001), 512);
        DiskComparison comparison = compare(a, b);
        assertFalse(comparison.same());
        assertTrue(comparison.tailIsZero());
        assertEquals(List.of(": size: 1000 | 1001"), at(comparison, Level.DISK));
        byte[] tail = new byte[1001];
        tail[1000] = 1;
        DiskComparison other = compare(a, DiskImage.of("b", BlockSource.of(tail), 512));
        assertFalse(other.tailIsZero());
        assertEquals(new ByteDifferences.First(1000, -1, 1), other.bytes().first());
    }

    @Test
    void everythingOfAFileIsCompared() throws Exception {
        var xattrs = new TreeMap<String, byte[]>(Map.of("user.a", new byte[] {1}));
        var attributes = new Attributes(0644, 1, 2, 3, 4, xattrs);
        Map<String, FileNode> a = new TreeMap<>();
        Map<String, FileNode> b = new TreeMap<>();
        a.put("attributes", new RegularFile(attributes, BlockSource.zeros(5)));
        b.put(
                "attributes",
                new RegularFile(
                        new Attributes(
                                0600, 1, 3, 4, 4, new TreeMap<>(Map.of("user.b", new byte[0]))),
                        BlockSource.zeros(5)));
        a.put("device", special(SpecialFile.Kind.BLOCK_DEVICE, 8));
        b.put("device", special(SpecialFile.Kind.BLOCK_DEVICE, 9));
        a.put("kind", special(SpecialFile.Kind.FIFO, 0));
        b.put("kind", file("x"));
        a.put("link", new SymbolicLink(Attributes.root(0777, 0), "one"));
        b.put("link", new SymbolicLink(Attributes.root(0777, 0), "two"));
        Map<String, FileNode> deep = Map.of("d", new Directory(Attributes.root(0755, 0), a));
        Map<String, FileNode> other = Map.of("d", new Directory(Attributes.root(0755, 0), b));
        var differences = new LevelDifferences(100);
        TreeComparison.compare(tree(deep), tree(other), "", differences);
        assertEquals(
                List.of(
                        "/d/attributes: mode: 0644 | 0600",
                        "/d/attributes: owner: 1:2 | 1:3",
                        "/d/attributes: time: 1970-01-01T00:00:03.000000004Z | 1970-01-01T00:00:04.000000004Z",
                        "/d/attributes: attribute user.a: 0x01 | ",
                        "/d/attributes: attribute user.b:  | 0x",
                        "/d/device: device: 8,0 | 9,0",
                        "/d/kind: kind: fifo | file",
                        "/d/link: link target: one | two"),
                differences.at(Level.FILE).stream()
                        .map(it ->
                                "%s: %s: %s | %s".formatted(it.place(), it.what(), it.a(), it.b()))
                        .toList());
    }

    private static SpecialFile special(SpecialFile.Kind kind, int major) {
        return new SpecialFile(Attributes.root(0600, 0), kind, major, 0);
    }
}
