package dev.diskwright.core.plan;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Designs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The loader that a BIOS starts, in planned disks: what its table names must be the files.
class BiosLoaderPlanTest {
    @TempDir Path base;
    private byte[] kernel = {};
    private final byte[] initrd = Cases.bytes(Cases.random(2), 12_345);

    @BeforeEach
    void writeFiles() throws IOException {
        kernel = Cases.bytes(Cases.random(1), 2_345_678);
        Arrays.fill(kernel, 1 << 20, 3 << 19, (byte) 0); // where ext4 leaves a hole
        Arrays.fill(kernel, 0, 0x300, (byte) 0);
        ByteBuffer.wrap(kernel)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(0x1f1, (byte) 4)
                .putShort(0x1fe, (short) 0xaa55)
                .put(0x202, "HdrS".getBytes(US_ASCII))
                .putShort(0x206, (short) 0x20f)
                .put(0x211, (byte) 1)
                .putInt(0x22c, 0x7fffffff)
                .putInt(0x238, 2047);
        Files.createDirectories(base.resolve("root/boot"));
        Files.write(base.resolve("root/boot/vmlinuz-1"), kernel);
        Files.createSymbolicLink(base.resolve("root/vmlinuz"), Path.of("boot/vmlinuz-1"));
        Files.write(base.resolve("initrd"), initrd);
        Files.writeString(base.resolve("noise"), "x".repeat(10_000));
    }

    @Test
    void filesOfContentsAreReadWhereTheyLie() throws Exception {
        String text =
                """
                {"name":"x","layout":{"preset":"legacy"},
                "contents":[{"source":"root","target":"/","user":"0","group":"0"}],
                "boot":{"kernel":"contents:/vmlinuz","initrd":["initrd"],"cmdline":["quiet"]}}
                """;
        try (var planner = new Planner(base, base)) {
            Plan plan = planner.plan(Designs.parse(text));
            assertEquals(List.of(), plan.diagnostics());
            BlockSource disk = planner.image(plan, ImageListener.NONE);
            expectFiles(disk, 512);
            var root = plan.partitions().getFirst().volume();
            assertTrue(root != null && root.tree().find("/boot/diskwright/vmlinuz") == null);
            assertTrue(
                    root != null
                            && root.tree().find("/boot/diskwright/initrd-0")
                                    instanceof RegularFile);
            byte[] line = bytes(disk, 512 + 0xc00, 60);
            assertTrue(new String(line, US_ASCII).startsWith(plan.cmdline() + "\0"));
            assertTrue(plan.cmdline().matches("root=PARTUUID=[0-9a-f]{8}-01 quiet"));
        }
    }

    @Test
    void filesOfTheHostGoToWhatIsMountedOnBoot() throws Exception {
        Files.write(base.resolve("vmlinuz"), kernel);
        String text =
                """
                {"name":"x","layout":{"table":"gpt","partitions":[
                {"type":"bios-boot","size":"1MiB"},
                {"name":"boot","mount":"/boot","filesystem":{"type":"vfat"}},
                {"name":"root","mount":"/","filesystem":{"type":"squashfs"}}]},
                "contents":[{"source":"noise","target":"/boot/a","user":"0","group":"0"}],
                "boot":{"bios":"built-in","kernel":"vmlinuz","initrd":["initrd"]}}
                """;
        try (var planner = new Planner(base, base)) {
            Plan plan = planner.plan(Designs.parse(text));
            assertEquals(List.of(), errors(plan));
            expectFiles(
                    planner.image(plan, ImageListener.NONE),
                    plan.partition(0).orElseThrow().start());
        }
    }

    @Test
    void wherePackedFilesCannotBeReadCopiesGoToTheEsp() throws Exception {
        String text =
                """
                {"name":"x","layout":{"table":"gpt","partitions":[
                {"type":"bios-boot","size":"1MiB"},
                {"name":"esp","type":"esp","filesystem":{"type":"vfat"}},
                {"name":"root","mount":"/","filesystem":{"type":"squashfs"}}]},
                "contents":[{"source":"root","target":"/","user":"0","group":"0"}],
                "boot":{"loader":"none","bios":"built-in","kernel":"contents:/boot/vmlinuz-*","initrd":["initrd"]}}
                """;
        try (var planner = new Planner(base, base)) {
            Plan plan = planner.plan(Designs.parse(text));
            assertEquals(List.of(), errors(plan));
            expectFiles(
                    planner.image(plan, ImageListener.NONE),
                    plan.partition(0).orElseThrow().start());
        }
    }

    @Test
    void placesThatAreMissingAreToldBeforeTheBuild() throws Exception {
        assertEquals(
                List.of("BLD-016 /layout"),
                problems("\"layout\":{\"preset\":\"none\"},\"boot\":{\"loader\":\"none\",%s}"));
        assertEquals(
                List.of("BLD-016 /disk/sectorSize"),
                problems(
                        "\"disk\":{\"sectorSize\":4096},\"layout\":{\"preset\":\"hybrid\"},\"boot\":{\"loader\":\"none\",%s}"));
        assertEquals(
                List.of("BLD-015 /layout"),
                problems(
                        "\"layout\":{\"table\":\"gpt\",\"align\":\"4KiB\",\"partitions\":[{\"type\":\"bios-boot\",\"size\":\"4KiB\"},"
                                + "{\"name\":\"root\",\"mount\":\"/\",\"filesystem\":{\"type\":\"ext4\"}}]},"
                                + "\"boot\":{\"loader\":\"none\",%s}"));
        assertEquals(
                List.of("BLD-012 /boot"),
                problems(
                        "\"layout\":{\"table\":\"mbr\",\"partitions\":[{\"name\":\"root\",\"mount\":\"/\",\"filesystem\":{\"type\":\"squashfs\"}}]},"
                                + "\"boot\":{\"loader\":\"none\",%s}"));
    }

    @Test
    void kernelThatNoBiosCanStartIsAnError() throws Exception {
        kernel[0x211] = 0;
        Files.write(base.resolve("root/boot/vmlinuz-1"), kernel);
        assertEquals(
                List.of("BLD-012 /boot"),
                problems("\"layout\":{\"preset\":\"legacy\"},\"boot\":{\"loader\":\"auto\",%s}"));
        String automatic =
                """
                {"name":"x","layout":{"preset":"legacy"},
                "contents":[{"source":"root","target":"/","user":"0","group":"0"}],
                "boot":{"kernel":"contents:/vmlinuz"}}
                """;
        try (var planner = new Planner(base, base)) {
            assertEquals(1, errors(planner.plan(Designs.parse(automatic))).size());
        }
    }

    private List<String> problems(String rest) throws Exception {
        String boot = "\"bios\":\"built-in\",\"kernel\":\"contents:/vmlinuz\"";
        String text =
                "{\"name\":\"x\",\"contents\":[{\"source\":\"root\",\"target\":\"/\",\"user\":\"0\",\"group\":\"0\"}],%s}"
                        .formatted(rest.formatted(boot));
        try (var planner = new Planner(base, base)) {
            return errors(planner.plan(Designs.parse(text))).stream()
                    .map(it -> it.code() + " " + it.path())
                    .toList();
        }
    }

    private static List<Diagnostic> errors(Plan plan) {
        return plan.diagnostics().stream().filter(Diagnostic::isError).toList();
    }

    /// Reads what stage 2 at `area` would read.
    private void expectFiles(BlockSource disk, long area) throws IOException {
        ByteBuffer stage1 = ByteBuffer.wrap(bytes(disk, 0, 440)).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(area / 512, stage1.getLong(424));
        ByteBuffer stage2 = ByteBuffer.wrap(bytes(disk, area, 5120)).order(ByteOrder.LITTLE_ENDIAN);
        long tableAt = stage2.getLong(8) * 512;
        int sectors = stage2.getInt(40);
        ByteBuffer table =
                ByteBuffer.wrap(bytes(disk, tableAt, sectors * 512)).order(ByteOrder.LITTLE_ENDIAN);
        var read = new ByteArrayOutputStream();
        for (int sector = 0; sector < sectors; sector++) {
            for (int i = 0; i < table.getShort(sector * 512 + 8); i++) {
                int entry = sector * 512 + 12 + 16 * i;
                long lba = table.getLong(entry);
                int length = table.getInt(entry + 8) * 512;
                read.writeBytes(lba == 0 ? new byte[length] : bytes(disk, lba * 512, length));
            }
        }
        byte[] expected = Arrays.copyOf(kernel, Math.ceilDiv(kernel.length, 512) * 512);
        byte[] all = read.toByteArray();
        assertArrayEquals(expected, Arrays.copyOf(all, expected.length));
        assertArrayEquals(
                initrd, Arrays.copyOfRange(all, expected.length, expected.length + initrd.length));
    }

    private static byte[] bytes(BlockSource disk, long offset, int length) throws IOException {
        return disk.bytes(offset, length).toArray(ValueLayout.JAVA_BYTE);
    }
}
