package dev.diskwright.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.VmDiskInterface;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Designs;
import dev.diskwright.core.testing.RandomDesigns;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DevicePathsTest {
    @TempDir Path base;

    private Plan plan(String json) throws Exception {
        try (var planner = new Planner(base, base)) {
            return planner.plan(Designs.parse(json));
        }
    }

    private static final String THREE =
            """
            { "name": "x", "layout": { "table": "%s", "diskId": %s, "partitions": [
              { "name": "root", "type": "linux", "size": "16MiB", "mount": "/",
                "filesystem": { "type": "ext4", "label": "my root" } },
              { "name": "blank", "type": "linux", "size": "16MiB" },
              { "name": "data", "type": "linux", "size": "16MiB",
                "filesystem": { "type": "ext4" } } ] } }
            """;

    private static String uuid(Segment.Partition it) {
        return Objects.requireNonNull(it.volume()).uuid();
    }

    @Test
    void gptPartitionsHaveEveryName() throws Exception {
        List<Segment.Partition> parts = plan(THREE.formatted("gpt", "null")).partitions();
        assertEquals(
                List.of(
                        "/dev/disk/by-label/my\\x20root",
                        "/dev/disk/by-uuid/" + uuid(parts.get(0)),
                        "/dev/disk/by-partuuid/" + parts.get(0).id(),
                        "/dev/disk/by-partlabel/root",
                        "/dev/disk/by-id/virtio-root-part1"),
                parts.get(0).devices());
        assertEquals("/dev/disk/by-partuuid/" + parts.get(1).id(), parts.get(1).device());
        assertEquals("/dev/disk/by-uuid/" + uuid(parts.get(2)), parts.get(2).device());
    }

    @Test
    void mbrPartitionsGoBySignatureAndNumber() throws Exception {
        List<Segment.Partition> parts = plan(THREE.formatted("mbr", "\"797c0cd9\"")).partitions();
        assertEquals(
                List.of("/dev/disk/by-partuuid/797c0cd9-02", "/dev/disk/by-id/virtio-root-part2"),
                parts.get(1).devices());
    }

    @Test
    void aLabelThatTwoHaveNamesNeither() throws Exception {
        String json =
                THREE.formatted("gpt", "null")
                        .replace(
                                "\"type\": \"ext4\" }",
                                "\"type\": \"ext4\", \"label\": \"my root\" }")
                        .replace("\"name\": \"data\"", "\"name\": \"blank\"");
        List<Segment.Partition> parts = plan(json).partitions();
        assertEquals("/dev/disk/by-uuid/" + uuid(parts.get(0)), parts.get(0).device());
        assertEquals("/dev/disk/by-uuid/" + uuid(parts.get(2)), parts.get(2).device());
        assertTrue(
                parts.get(1).devices().stream().noneMatch(it -> it.contains("by-partlabel")),
                parts.get(1).devices().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "VIRTIO, virtio-root",
        "SCSI, scsi-0QEMU_QEMU_HARDDISK_root",
        "IDE, ata-QEMU_HARDDISK_root",
        "NVME, nvme-QEMU_NVMe_Ctrl_root"
    })
    void aBareDiskGoesByItsSerial(VmDiskInterface bus, String name) throws Exception {
        Design design =
                Designs.parse(
                        """
                        { "name": "x", "disk": { "size": "64MiB" },
                          "layout": { "table": "none", "partitions": [ { "type": "linux", "size": "rest" } ] },
                          "vm": { "emptyDiskImages": [ "1GiB", { "size": "1GiB", "serial": "log" } ] } }
                        """);
        try (var planner = new Planner(base, base)) {
            Plan plan = planner.plan(design.withVm(design.vm().withDiskInterface(bus)));
            String prefix = "/dev/disk/by-id/" + name.substring(0, name.length() - 4);
            assertEquals("/dev/disk/by-id/" + name, plan.partitions().getFirst().device());
            assertEquals(
                    List.of(
                            new Plan.Disk("root", prefix + "root"),
                            new Plan.Disk("data0", prefix + "data0"),
                            new Plan.Disk("log", prefix + "log")),
                    plan.disks());
        }
    }

    @Test
    void aDiskThatIsOneFileSystemGoesByThat() throws Exception {
        Plan plan =
                plan(
                        """
                        { "name": "x", "disk": { "size": "64MiB" },
                          "layout": { "table": "none", "partitions": [ { "type": "linux", "size": "rest",
                            "filesystem": { "type": "ext4", "label": "one" } } ] } }
                        """);
        assertEquals(List.of(new Plan.Disk("root", "/dev/disk/by-label/one")), plan.disks());
        assertEquals(
                "/dev/disk/by-id/virtio-root", plan.partitions().getFirst().devices().getLast());
    }

    @Test
    void aMachineWithoutDiskHasNoNamesForIt() throws Exception {
        Design design = Designs.parse(THREE.formatted("mbr", "null"));
        try (var planner = new Planner(base, base)) {
            Plan plan = planner.plan(design.withVm(design.vm().withDiskImage(null)));
            assertEquals(List.of(), plan.disks());
            plan.partitions()
                    .forEach(it ->
                            assertTrue(
                                    it.devices().stream().noneMatch(id -> id.contains("by-id"))));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void noNameIsGivenTwiceAndNoneDependsOnOrder(long seed) throws Exception {
        Design design = new RandomDesigns(Cases.random(seed)).design(base);
        try (var planner = new Planner(base, base)) {
            Plan plan = planner.plan(design);
            List<String> all =
                    plan.partitions().stream().flatMap(it -> it.devices().stream()).toList();
            assertEquals(all.size(), all.stream().distinct().count(), all.toString());
            assertTrue(
                    all.stream()
                            .allMatch(it ->
                                    it.matches(
                                            "/dev/disk/by-(id|label|uuid|partlabel|partuuid)/[^/ ]+")),
                    all.toString());
        }
    }
}
