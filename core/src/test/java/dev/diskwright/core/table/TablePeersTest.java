package dev.diskwright.core.table;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Tables as sgdisk, sfdisk and fdisk see them.
@Tag("peer")
class TablePeersTest {
    @TempDir Path folder;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void everyGptPasses(long seed) throws IOException {
        Peers.require("sgdisk", "sfdisk");
        Random random = Cases.random(seed);
        long sectors = Gpt.smallest(512) + Cases.size(random, 1L << 33);
        judge(Tables.randomGpt(random, 512, sectors));
    }

    @Test
    void hybridMbrPasses() throws IOException {
        Peers.require("sgdisk", "sfdisk");
        judge(
                new Gpt(
                        512,
                        20_480,
                        Tables.DISK_GUID,
                        List.of(Tables.gpt(1, 2048, 4095), Tables.gpt(2, 34, 1000)),
                        List.of(
                                new Gpt.Mirror(1, Tables.LINUX, true),
                                new Gpt.Mirror(2, PartitionTypes.ofMbr(0x0c), false))));
    }

    private void judge(Gpt table) throws IOException {
        Path file = folder.resolve("disk.img");
        Tables.write(table, file);
        String verdict = Peers.run("sgdisk", "-v", file).ok();
        assertTrue(verdict.contains("No problems found"), verdict);
        verdict = Peers.run("sfdisk", "--verify", file).ok();
        assertTrue(verdict.contains("No errors detected"), verdict);
        JsonNode json = json(file);
        assertEquals(table.diskGuid().toString(), text(json, "id"));
        assertEquals("gpt", text(json, "label"));
        if (!table.mirrors().isEmpty()) {
            return;
        }
        for (JsonNode node : json.path("partitions")) {
            Partition it = table.partition(number(node)).orElseThrow();
            assertEquals(it.firstLba(), node.path("start").asLong());
            assertEquals(it.sectors(), node.path("size").asLong());
            assertEquals(it.type().gptOrThrow().toString(), text(node, "type"));
            assertEquals(Optional.ofNullable(it.id()).orElseThrow().toString(), text(node, "uuid"));
            assertEquals(it.name(), utf8(node.path("name").asString("")));
        }
        assertEquals(table.partitions().size(), json.path("partitions").size());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void everyMbrPasses(long seed) throws IOException {
        Peers.require("sfdisk");
        Random random = Cases.random(seed);
        Mbr table = Tables.randomMbr(random, 512, 4096 + Cases.size(random, 1L << 33));
        Path file = folder.resolve("disk.img");
        Tables.write(table, file);
        String verdict = Peers.run("sfdisk", "--verify", file).ok();
        assertTrue(verdict.contains("No errors detected"), verdict);
        JsonNode json = json(file);
        assertEquals("0x%08x".formatted(table.signature()), text(json, "id"));
        for (JsonNode node : json.path("partitions")) {
            Partition it = table.partition(number(node)).orElseThrow();
            assertEquals(it.firstLba(), node.path("start").asLong());
            assertEquals(it.sectors(), node.path("size").asLong());
            assertEquals(it.type().mbr(), Integer.parseInt(text(node, "type"), 16));
            assertEquals(it.active(), node.path("bootable").asBoolean(false));
        }
        assertEquals(table.partitions().size(), json.path("partitions").size());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void sectorsOf4096BytesAreRead(long seed) throws IOException {
        Peers.require("fdisk");
        Random random = Cases.random(seed);
        long sectors = 4096 + Cases.size(random, 1L << 29);
        PartitionTable table =
                random.nextBoolean()
                        ? Tables.randomGpt(random, 4096, sectors)
                        : Tables.randomMbr(random, 4096, sectors);
        Path file = folder.resolve("disk.img");
        Tables.write(table, file);
        String list = Peers.run("fdisk", "-b", "4096", "-o", "Device,Start,End", "-l", file).ok();
        assertFalse(list.contains("corrupt"), list);
        for (Partition it : table.partitions()) {
            String line = "disk.img%d +%d +%d".formatted(it.number(), it.firstLba(), it.lastLba());
            assertTrue(list.lines().anyMatch(at -> at.matches(".*" + line)), line + "\n" + list);
        }
    }

    /// What a peer finds wrong with a damaged table, our checker finds as well.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void nothingThatPeersFindIsMissed(long seed) throws IOException {
        Peers.require("sgdisk", "sfdisk");
        Random random = Cases.random(seed);
        boolean isGpt = random.nextBoolean();
        PartitionTable table =
                isGpt ? Tables.randomGpt(random, 512, 4096) : Tables.randomMbr(random, 512, 40_960);
        byte[] disk = Tables.bytes(table);
        List<Integer> areas =
                table.pieces().stream()
                        .flatMap(it ->
                                List.of(it.offset(), it.offset() + it.source().size() - 512)
                                        .stream())
                        .map(Math::toIntExact)
                        .toList();
        for (int flips = 1 + random.nextInt(2); flips > 0; flips--) {
            int area = areas.get(random.nextInt(areas.size()));
            int at =
                    area + (area == 0 || !isGpt ? 0x1b8 + random.nextInt(72) : random.nextInt(512));
            disk[at] ^= (byte) (1 << random.nextInt(8));
        }
        Path file = folder.resolve("damaged.img");
        Files.write(file, disk);
        String verdict = Peers.run("sfdisk", "--verify", file).output();
        if (isGpt) {
            verdict += Peers.run("sgdisk", "-v", file).output();
        }
        if (verdict.contains("Identified") || verdict.contains("error(s) detected")) {
            assertFalse(Tables.check(disk, 512).isEmpty(), verdict);
        }
    }

    private static JsonNode json(Path file) {
        String output = Peers.run("sfdisk", "-J", file).ok();
        String json = output.substring(output.indexOf('{'));
        return JsonMapper.shared().readTree(json).path("partitiontable");
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString().toLowerCase(Locale.ROOT);
    }

    /// {@return text that was taken for ISO 8859-1, which tells no bytes apart, as the UTF-8 that it is}
    private static String utf8(String text) {
        return new String(text.getBytes(ISO_8859_1), UTF_8);
    }

    private static int number(JsonNode node) {
        String name = node.path("node").asString();
        return Integer.parseInt(name.substring(name.lastIndexOf("img") + 3));
    }
}
