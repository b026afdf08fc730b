package dev.diskwright.core.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Scattered.Stretch;
import dev.diskwright.core.boot.BootDisk;
import dev.diskwright.core.boot.BootFile.Place;
import dev.diskwright.core.bytes.UnsupportedImageException;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Designs;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where boot code finds things on a disk.
class LaidOutTest {
    private static final long MIB = 1 << 20;
    private static final byte[] KERNEL = Cases.bytes(Cases.random(1), 3_000_001);

    @TempDir Path base;
    @TempDir Path temporary;
    private Planner planner;

    @AfterEach
    void closePlanner() throws IOException {
        planner.close();
    }

    @BeforeEach
    void makeContents() throws IOException {
        planner = new Planner(base, temporary);
        Path root = Files.createDirectories(base.resolve("root/srv"));
        Files.write(root.resolve("kernel"), KERNEL);
    }

    private static Design design(String table, String filesystem) {
        return Designs.parse(
                """
                { "name": "boots",
                  "layout": { "preset": null, "table": "%s", "partitions": [
                    %s
                    { "name": "root", "size": "16MiB", "mount": "/", "filesystem": { "type": "%s" } } ] },
                  "contents": [ { "source": "root", "target": "/" } ],
                  "boot": { "loader": "none" } }
                """
                        .formatted(
                                table,
                                table.equals("gpt")
                                        ? "{ \"size\": \"1MiB\", \"type\": \"bios-boot\" },"
                                        : "",
                                filesystem));
    }

    private BootDisk laidOut(Design design) throws Exception {
        Plan plan = planner.plan(design);
        assertTrue(plan.isBuildable(), () -> plan.diagnostics().toString());
        BlockSource disk = planner.image(plan, ImageListener.NONE);
        Map<Integer, BlockSource> volumes = new HashMap<>();
        for (Segment.Partition it : plan.partitions()) {
            if (it.volume() != null) {
                volumes.put(it.index(), disk.slice(it.start(), it.size()));
            }
        }
        return new LaidOut(
                new Resolution(design),
                plan.partitions().stream()
                        .sorted(Comparator.comparingInt(Segment.Partition::index))
                        .toList(),
                volumes,
                disk);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "vfat"})
    void filesAreFoundWhereTheyLie(String filesystem) throws Exception {
        BootDisk disk = laidOut(design("mbr", filesystem));
        byte[] read = new byte[KERNEL.length];
        for (Stretch it : disk.stretches(Place.SYSTEM, "/srv/kernel")) {
            disk.bytes()
                    .read(
                            it.place(),
                            MemorySegment.ofArray(read).asSlice(it.offset(), it.length()));
        }
        assertArrayEquals(KERNEL, read);
        assertEquals(
                new BootDisk.Area(MIB, 16 * MIB, 1), disk.partition(Place.SYSTEM, "/srv/kernel"));
    }

    @Test
    void packedFilesAreRefused() throws Exception {
        BootDisk disk = laidOut(design("mbr", "squashfs"));
        var refusal =
                assertThrows(
                        UnsupportedImageException.class,
                        () -> disk.stretches(Place.SYSTEM, "/srv/kernel"));
        assertTrue(
                Objects.requireNonNull(refusal.getMessage())
                        .contains("which the file system does not keep as it is"),
                refusal.getMessage());
    }

    @Test
    void filesThatAreNotThereAreRefused() throws Exception {
        BootDisk disk = laidOut(design("mbr", "ext4"));
        assertThrows(
                IllegalArgumentException.class, () -> disk.stretches(Place.SYSTEM, "/srv/other"));
        assertThrows(IllegalArgumentException.class, () -> disk.stretches(Place.ESP, "/kernel"));
    }

    @Test
    void codeIsEmbeddedBeforeTheFirstPartitionOrInItsOwn() throws Exception {
        assertEquals(
                new BootDisk.Area(512, MIB - 512, 0), laidOut(design("mbr", "ext4")).embedding());
        assertEquals(new BootDisk.Area(MIB, MIB, 1), laidOut(design("gpt", "ext4")).embedding());
        assertEquals(BootDisk.Area.NONE, laidOut(design("none", "ext4")).embedding());
        assertArrayEquals(
                new byte[512],
                laidOut(design("none", "ext4"))
                        .bytes()
                        .bytes(0, 512)
                        .toArray(ValueLayout.JAVA_BYTE));
    }
}
