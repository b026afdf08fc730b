package dev.diskwright.core.vm.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Preset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProxmoxConfigurationTest {
    @Test
    void plainMachineIsTheReferencesFile() {
        Design design = Design.of("My disk", Preset.LEGACY);
        assertEquals(
                """
                # The machine of the design My disk
                agent: 0
                bios: seabios
                boot: order=virtio0
                cores: 1
                cpu: max
                machine: q35
                memory: 1024
                name: My-disk
                net0: virtio=52:54:00:11:00:01,bridge=vmbr0,firewall=1
                ostype: l26
                rng0: source=/dev/urandom
                scsihw: virtio-scsi-single
                serial0: socket
                vga: serial0
                virtio0: local-lvm:vm-9999-disk-0,serial=root
                #qmdump#map:virtio0:drive-virtio0:local-lvm:raw:
                """,
                new ProxmoxConfiguration().export(Machines.of(design)).text());
    }

    @Test
    void efiHasADiskForItsVariables() {
        Exported it = new ProxmoxConfiguration().export(Machines.full());
        for (String line :
                List.of(
                        "agent: 1",
                        "args: -rtc base=utc",
                        "bios: ovmf",
                        "efidisk0: local-lvm:vm-9999-efi,efitype=4m,pre-enrolled-keys=0",
                        "net2: virtio=52:54:00:12:03:0A,bridge=vmbr0,firewall=1,tag=3",
                        "tpmstate0: local-lvm:vm-9999-tpm,version=v2.0",
                        "virtio2: local-lvm:vm-9999-disk-2,serial=logs,size=64M")) {
            assertTrue(it.text().contains("\n" + line + "\n"), line + " in " + it.text());
        }
        List<String> keys =
                it.text()
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split(":")[0])
                        .toList();
        assertEquals(keys.stream().sorted().toList(), keys);
        assertTrue(it.remarks().stream().anyMatch(line -> line.contains("not forwarded")));
    }
}
