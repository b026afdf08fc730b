package dev.diskwright.core.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.ByteSize;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.MacAddress;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.Vm;
import dev.diskwright.core.design.VmDisk;
import dev.diskwright.core.design.VmDiskInterface;
import dev.diskwright.core.design.VmInterface;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.RandomVms;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GuestTest {
    private static final Design PLAIN = Design.of("x", Preset.EFI);

    @Test
    void nodeTenOnVlanOneHasTheAddressesOfTheReference() {
        Vm vm = PLAIN.vm().withNode(10).withVlans(List.of(1));
        GuestInterface it = GuestNetwork.of(PLAIN.withVm(vm)).getLast();
        assertEquals("eth1", it.name());
        assertEquals("52:54:00:12:01:0a", it.mac().text());
        assertEquals("192.168.1.10/24", it.ipv4());
        assertEquals("2001:db8:1::10/64", it.ipv6());
        assertEquals("/vm/vlans/0", it.path());
    }

    @Test
    void vlansComeInTheOrderOfTheirListThenInterfacesByName() {
        Vm vm =
                PLAIN.vm()
                        .withVlans(List.of(9, 2))
                        .withInterfaces(
                                Map.of(
                                        "wan", new VmInterface(4, true, null),
                                        "lan", new VmInterface(3, false, "02-00-00-00-00-0A")));
        List<GuestInterface> all = GuestNetwork.of(PLAIN.withVm(vm));
        assertEquals(
                List.of("eth0", "eth1", "eth2", "lan", "wan"),
                all.stream().map(GuestInterface::name).toList());
        assertEquals(
                List.of(
                        new GuestInterface.Wire.User(),
                        new GuestInterface.Wire.Vlan(9),
                        new GuestInterface.Wire.Vlan(2),
                        new GuestInterface.Wire.Vlan(3),
                        new GuestInterface.Wire.Vlan(4)),
                all.stream().map(GuestInterface::wire).toList());
        assertEquals("02:00:00:00:00:0a", all.get(3).mac().text());
        assertNull(all.get(3).ipv4());
        assertEquals("192.168.4.1/24", all.get(4).ipv4());
    }

    @Test
    void theUserNetworksAddressIsNeitherTheDefaultOfQemuNorOnAnyVlan() {
        for (int node = 1; node <= 254; node++) {
            String mac = MacAddress.onUserNetwork(node).text();
            assertNotEquals("52:54:00:12:34:56", mac);
            assertTrue(mac.startsWith("52:54:00:11:"), mac);
        }
        assertEquals("52:54:00:12:34:56", MacAddress.onVlan(52, 86).text());
    }

    @ParameterizedTest
    @CsvSource({
        "VIRTIO, /dev/disk/by-id/virtio-root",
        "SCSI, /dev/disk/by-id/scsi-0QEMU_QEMU_HARDDISK_root",
        "IDE, /dev/disk/by-id/ata-QEMU_HARDDISK_root",
        "NVME, /dev/disk/by-id/nvme-QEMU_NVMe_Ctrl_root",
        "USB, /dev/disk/by-id/usb-QEMU_QEMU_HARDDISK_root-0:0"
    })
    void disksHaveTheLinksOfTheirBus(VmDiskInterface bus, String link) {
        Vm vm =
                PLAIN.vm()
                        .withDiskInterface(bus)
                        .withEmptyDiskImages(List.of(VmDisk.of(ByteSize.of(512))));
        List<GuestDisk> disks = GuestDisks.of(PLAIN.withVm(vm));
        assertEquals(link, disks.getFirst().device());
        assertEquals(link + "-part3", disks.getFirst().partition(3));
        assertEquals(link.replace("root", "data0"), disks.getLast().device());
        List<GuestDisk> without = GuestDisks.of(PLAIN.withVm(vm.withDiskImage(null)));
        assertEquals(List.of("data0"), without.stream().map(GuestDisk::serial).toList());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void nothingCollidesInAMachineWithoutErrors(long seed) {
        var random = Cases.random(seed);
        for (int round = 0; round < 20; round++) {
            Design design = new RandomVms(random).right(PLAIN);
            List<GuestInterface> all = GuestNetwork.of(design);
            assertDistinct(all.stream().map(GuestInterface::name).toList());
            assertDistinct(all.stream().map(GuestInterface::mac).toList());
            assertDistinct(
                    all.stream()
                            .filter(GuestInterface::isAddressed)
                            .map(GuestInterface::ipv4)
                            .toList());
            assertDistinct(GuestDisks.of(design).stream().map(GuestDisk::device).toList());
        }
    }

    private static void assertDistinct(List<?> all) {
        assertEquals(all.size(), new HashSet<>(all).size(), all.toString());
    }
}
