package dev.diskwright.core.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.DesignJson;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.VmAcceleration;
import dev.diskwright.core.testing.FakeHost;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineTest {
    private static final MachinePaths PATHS =
            new MachinePaths(Path.of("/design"), Path.of("/run/m"), Path.of("/run/shared"));
    private static final MachineDisk DISK =
            new MachineDisk.Image(Path.of("/design/web.qcow2"), "qcow2");

    private static Design design(String preset, String vm) {
        return Objects.requireNonNull(
                DesignJson.read(
                                "{ 'name': 'web', 'layout': { 'preset': '%s' }, 'vm': { %s } }"
                                        .formatted(preset, vm)
                                        .replace('\'', '"'))
                        .design());
    }

    private static Machine machine(String preset, String vm, FakeHost host) {
        return machine(design(preset, vm), null, host);
    }

    private static Machine machine(Design design, @Nullable DirectKernel kernel, FakeHost host) {
        return Machine.of(design, DISK, PATHS, kernel, host.withFiles("/design/web.qcow2"));
    }

    private static Machine machine(String preset, String vm) {
        return machine(preset, vm, FakeHost.debian());
    }

    private static List<String> group(Machine machine, String id) {
        return machine.command().groups().stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " in " + machine.command().groups()))
                .tokens();
    }

    private static List<String> needs(Machine machine) {
        return machine.needs().stream().map(Diagnostic::code).toList();
    }

    @Test
    void aDesignOfDefaultsIsThisMachineTokenByToken() {
        Machine machine = machine("efi", "");
        assertEquals(
                List.of(
                        "/usr/bin/qemu-system-x86_64",
                        "-machine",
                        "q35,accel=tcg",
                        "-cpu",
                        "max",
                        "-name",
                        "web",
                        "-m",
                        "1024",
                        "-smp",
                        "1",
                        "-device",
                        "virtio-rng-pci",
                        "-net",
                        "nic,netdev=user.0,model=virtio,macaddr=52:54:00:11:00:01",
                        "-netdev",
                        "user,id=user.0",
                        "-drive",
                        "cache=writeback,file=/design/web.qcow2,format=qcow2,id=drive1,if=none,index=1,werror=report",
                        "-device",
                        "virtio-blk-pci,bootindex=1,drive=drive1,serial=root",
                        "-device",
                        "virtio-keyboard",
                        "-usb",
                        "-device",
                        "usb-tablet,bus=usb-bus.0",
                        "-drive",
                        "if=pflash,format=raw,unit=0,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.fd",
                        "-drive",
                        "if=pflash,format=raw,unit=1,readonly=off,file=/run/m/efi-vars.fd",
                        "-nographic"),
                machine.command().line());
        assertEquals(List.of("VM-102"), needs(machine));
        assertEquals(
                List.of(
                        new Preparation.Variables(
                                Path.of("/run/m/efi-vars.fd"),
                                Path.of("/usr/share/OVMF/OVMF_VARS_4M.fd"),
                                false)),
                machine.preparations());
    }

    @Test
    void everyGroupNamesTheFieldsThatItComesFrom() {
        Machine machine = machine("efi", "'vlans': [1], 'guestAgent': true");
        for (ArgumentGroup it : machine.command().groups()) {
            assertFalse(it.paths().isEmpty(), it.id());
            assertFalse(it.tokens().isEmpty(), it.id());
            assertTrue(it.paths().stream().allMatch(path -> path.startsWith("/")), it.id());
        }
        List<String> ids = machine.command().groups().stream().map(ArgumentGroup::id).toList();
        assertEquals(ids.size(), ids.stream().distinct().count());
    }

    @Test
    void aRootInMemoryHasNoDriveAndTheNextBecomesTheFirst() {
        String vm = "'diskImage': null, 'useBootLoader': false, 'networkBoot': { 'enable': true }";
        Machine none = machine("efi", vm);
        assertFalse(none.command().tokens().contains("-drive"));
        Machine one = machine("efi", vm + ", 'emptyDiskImages': ['1GiB']");
        assertEquals(
                List.of(
                        "-drive",
                        "file=/run/m/data0.img,format=raw,id=drive1,if=none,index=1,werror=report",
                        "-device",
                        "virtio-blk-pci,drive=drive1,serial=data0"),
                group(one, "drive-data0"));
        assertEquals(
                List.of(
                        new Preparation.BlankDisk(
                                Path.of("/run/m/data0.img"), 1 << 30, "data0", null)),
                one.preparations());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "virtio|q35|virtio-blk-pci,bootindex=1,drive=drive1,serial=root|virtio-blk-pci,drive=drive2,serial=data0",
                "nvme|q35|nvme,bootindex=1,drive=drive1,serial=root|nvme,drive=drive2,serial=data0",
                "scsi|q35|virtio-scsi-pci,id=scsi0 -device scsi-hd,bootindex=1,bus=scsi0.0,drive=drive1,serial=root|scsi-hd,bus=scsi0.0,drive=drive2,serial=data0",
                "ide|q35|ide-hd,bootindex=1,bus=ide.0,drive=drive1,serial=root|ide-hd,bus=ide.1,drive=drive2,serial=data0",
                "ide|pc|ide-hd,bootindex=1,bus=ide.0,drive=drive1,serial=root,unit=0|ide-hd,bus=ide.0,drive=drive2,serial=data0,unit=1",
                "usb|q35|qemu-xhci,id=xhci0,p2=15,p3=15 -device usb-storage,bootindex=1,bus=xhci0.0,drive=drive1,serial=root|usb-storage,bus=xhci0.0,drive=drive2,serial=data0"
            })
    void disksAreReallyOnTheBusThatIsAskedFor(
            String bus, String machine, String root, String data) {
        Machine it =
                machine(
                        "legacy",
                        "'machine': '%s', 'diskInterface': '%s', 'emptyDiskImages': [512]"
                                .formatted(machine, bus));
        String tokens = String.join(" ", group(it, "drive-root"));
        assertEquals("-device " + root, tokens.substring(tokens.indexOf("-device")));
        assertEquals("-device " + data, lastTwo(group(it, "drive-data0")));
    }

    private static String lastTwo(List<String> tokens) {
        return String.join(" ", tokens.subList(tokens.size() - 2, tokens.size()));
    }

    @Test
    void disksThatTheMachineHasNoPortForGetControllersOfTheirOwn() {
        String many =
                "'diskInterface': 'ide', 'emptyDiskImages': [%s]".formatted("512,".repeat(12));
        Machine q35 = machine("legacy", many);
        assertEquals(
                "-device ide-hd,bus=ide.5,drive=drive5,serial=data3",
                lastTwo(group(q35, "drive-data3")));
        assertTrue(group(q35, "drive-data4").containsAll(List.of("-device", "ich9-ahci,id=ahci0")));
        assertEquals(
                "-device ide-hd,bus=ahci1.0,drive=drive12,serial=data10",
                lastTwo(group(q35, "drive-data10")));
        Machine usb = machine("legacy", many.replace("ide", "usb").replace("12", "12"));
        assertFalse(group(usb, "drive-data4").contains("qemu-xhci,id=xhci1,p2=15,p3=15"));
        Machine more =
                machine(
                        "legacy",
                        "'diskInterface': 'usb', 'emptyDiskImages': [%s]"
                                .formatted("512,".repeat(16)));
        assertTrue(group(more, "drive-data14").contains("qemu-xhci,id=xhci1,p2=15,p3=15"));
    }

    @Test
    void aDiskIsAnImageOrASnapshotOrServed() {
        Design design = design("legacy", "");
        FakeHost host = FakeHost.debian().withFiles("/a,b.vmdk");
        Machine snapshot =
                Machine.of(
                        design,
                        new MachineDisk.Snapshot(Path.of("/a,b.vmdk"), "vmdk"),
                        PATHS,
                        null,
                        host);
        assertEquals(
                "cache=writeback,file=/a,,b.vmdk,format=vmdk,id=drive1,if=none,index=1,snapshot=on,werror=report",
                group(snapshot, "drive-root").get(1));
        Machine served =
                Machine.of(
                        design,
                        new MachineDisk.Served(Path.of("/run/m/disk.nbd"), ""),
                        PATHS,
                        null,
                        host);
        assertEquals(
                "cache=writeback,file=nbd:unix:/run/m/disk.nbd,format=raw,id=drive1,if=none,index=1,snapshot=on,werror=report",
                group(served, "drive-root").get(1));
        Machine missing =
                Machine.of(design, new MachineDisk.Image(Path.of("/no"), "raw"), PATHS, null, host);
        assertTrue(needs(missing).contains("VM-110"));
    }

    @Test
    void largeSectorsAreToldToTheDevice() {
        Design design = design("efi", "");
        Machine it =
                machine(
                        design.withDisk(design.disk().withSectorSize(4096)),
                        null,
                        FakeHost.debian());
        assertEquals(
                "-device virtio-blk-pci,bootindex=1,drive=drive1,logical_block_size=4096,physical_block_size=4096,serial=root",
                lastTwo(group(it, "drive-root")));
    }

    @Test
    void vlansBecomeInterfacesByTheBackEndThatIsChosen() {
        String vlans = "'node': 10, 'vlans': [1], 'interfaces': { 'lan': { 'vlan': 255 } }";
        Machine multicast = machine("efi", vlans);
        assertEquals(
                List.of(
                        "-device",
                        "virtio-net-pci,netdev=vlan1,mac=52:54:00:12:01:0a",
                        "-netdev",
                        "socket,id=vlan1,mcast=230.0.0.1:23001,localaddr=127.0.0.1"),
                group(multicast, "nic-eth1"));
        assertEquals(
                List.of(
                        "-device",
                        "virtio-net-pci,netdev=vlan2,mac=52:54:00:12:ff:0a",
                        "-netdev",
                        "socket,id=vlan2,mcast=230.0.0.1:23255,localaddr=127.0.0.1"),
                group(multicast, "nic-lan"));
        Machine vde = machine("efi", vlans + ", 'networkBackend': 'vde'");
        assertEquals("vde,id=vlan1,sock=/run/shared/vde1.ctl", group(vde, "nic-eth1").get(3));
        assertTrue(needs(vde).contains("VM-113"));
        assertEquals(
                List.of("vde_switch", "-s", "/run/shared/vde1.ctl", "--dirmode", "0700"),
                vde.sidePrograms().getFirst().command());
        Machine none = machine("efi", vlans + ", 'networkBackend': 'none'");
        assertEquals(
                List.of("-device", "virtio-net-pci,mac=52:54:00:12:01:0a"),
                group(none, "nic-eth1"));
        Machine socket = machine("efi", vlans + ", 'networkBackend': 'socket'");
        assertEquals("socket,id=vlan1,connect=127.0.0.1:23001", group(socket, "nic-eth1").get(3));
        Machine first = machine("efi", vlans.replace("10", "1") + ", 'networkBackend': 'socket'");
        assertEquals("socket,id=vlan1,listen=127.0.0.1:23001", group(first, "nic-eth1").get(3));
    }

    @Test
    void portsAreForwardedBothWaysAndTheRestIsRestricted() {
        Machine it =
                machine(
                        "efi",
                        """
                        'restrictNetwork': true,
                        'forwardPorts': [
                          { 'host': { 'port': 2222 }, 'guest': { 'port': 22 } },
                          { 'proto': 'udp', 'host': { 'address': '127.0.0.1', 'port': 53 }, 'guest': { 'address': '10.0.2.15', 'port': 53 } },
                          { 'from': 'guest', 'host': { 'port': 8080 }, 'guest': { 'address': '10.0.2.100', 'port': 80 } } ]
                        """);
        assertEquals(
                "user,id=user.0,hostfwd=tcp::2222-:22,hostfwd=udp:127.0.0.1:53-10.0.2.15:53,"
                        + "guestfwd=tcp:10.0.2.100:80-cmd:/usr/bin/nc 127.0.0.1 8080,restrict=on",
                group(it, "net-user").getLast());
        assertEquals(
                List.of("-nic", "none"), group(machine("efi", "'userNetwork': false"), "net-none"));
    }

    @Test
    void networkBootComesBeforeTheDisks() {
        Machine it =
                machine(
                        "efi",
                        "'networkBoot': { 'enable': true, 'rom': '', 'tftp': 't', 'bootfile': 'a,b' }",
                        FakeHost.debian().withDirectory("/design/t"));
        assertEquals(
                List.of(
                        "-device",
                        "virtio-net-pci,netdev=user.0,mac=52:54:00:11:00:01,bootindex=1,romfile=",
                        "-netdev",
                        "user,id=user.0,tftp=/design/t,bootfile=a,,b"),
                group(it, "net-user"));
        assertTrue(lastTwo(group(it, "drive-root")).contains("bootindex=2"));
        assertEquals(List.of("VM-102"), needs(it));
        Machine vlan =
                machine(
                        "efi",
                        "'userNetwork': false, 'vlans': [3], 'networkBoot': { 'enable': true }");
        assertTrue(group(vlan, "nic-eth1").get(1).endsWith(",bootindex=1"));
        assertTrue(lastTwo(group(vlan, "drive-root")).contains("bootindex=2"));
    }

    @Test
    void sharesAreSortedByTag() {
        String shares =
                """
                'sharedDirectories': {
                  'xchg': { 'source': 'x,y', 'target': '/x', 'securityModel': 'none' },
                  'code': { 'source': '/src', 'target': '/s', 'transport': 'virtiofs' } }
                """;
        Machine it = machine("efi", shares, FakeHost.debian().withDirectory("/src"));
        assertEquals(
                List.of("-virtfs", "local,path=/design/x,,y,security_model=none,mount_tag=xchg"),
                group(it, "share-xchg"));
        assertEquals(
                List.of(
                        "-chardev",
                        "socket,id=fs0,path=/run/m/fs0.sock",
                        "-device",
                        "vhost-user-fs-pci,chardev=fs0,tag=code"),
                group(it, "share-code"));
        assertEquals(
                List.of(
                        "-machine",
                        "q35,memory-backend=mem,accel=tcg",
                        "-cpu",
                        "max",
                        "-object",
                        "memory-backend-memfd,id=mem,size=1024M,share=on"),
                group(it, "machine"));
        assertEquals(List.of("VM-102", "VM-107", "VM-106"), needs(it));
        assertEquals(
                List.of("virtiofsd", "--socket-path=/run/m/fs0.sock", "-o", "source=/src"),
                it.sidePrograms().getFirst().command());
        List<String> ids = it.command().groups().stream().map(ArgumentGroup::id).toList();
        assertTrue(ids.indexOf("share-code") < ids.indexOf("share-xchg"));
    }

    @Test
    void secureBootHasSystemManagementMode() {
        Machine it = machine("efi", "'efi': { 'secureBoot': true }");
        assertEquals(
                List.of(
                        "-machine",
                        "q35,smm=on",
                        "-global",
                        "driver=cfi.pflash01,property=secure,value=on"),
                group(it, "smm"));
        assertEquals(
                "if=pflash,format=raw,unit=0,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.ms.fd",
                group(it, "firmware").get(1));
        assertTrue(
                it.firmware() instanceof FirmwareChoice.Found(var image) && image.enrolledKeys());
    }

    @Test
    void variablesAreKeptWhereThatIsAskedFor() {
        Machine it = machine("efi", "'efi': { 'keepVariables': true }");
        assertEquals(
                "if=pflash,format=raw,unit=1,readonly=off,file=/design/web-efi-vars.fd",
                group(it, "firmware").get(3));
        assertEquals(
                new Preparation.Variables(
                        Path.of("/design/web-efi-vars.fd"),
                        Path.of("/usr/share/OVMF/OVMF_VARS_4M.fd"),
                        true),
                it.preparations().getFirst());
    }

    @Test
    void firmwareOfTwoFamiliesIsNotPutTogether() {
        String efi = "'efi': { 'firmware': 'c.fd', 'variables': 'v.fd' }";
        FakeHost good =
                FakeHost.debian()
                        .withSize("/design/c.fd", 3_653_632)
                        .withSize("/design/v.fd", 540_672);
        assertEquals(List.of("VM-102"), needs(machine("efi", efi, good)));
        FakeHost mixed =
                FakeHost.debian()
                        .withSize("/design/c.fd", 3_653_632)
                        .withSize("/design/v.fd", 131_072);
        assertEquals(List.of("VM-102", "VM-105"), needs(machine("efi", efi, mixed)));
        FakeHost large =
                FakeHost.debian()
                        .withSize("/design/c.fd", 8 << 20)
                        .withSize("/design/v.fd", 131_072);
        assertEquals(List.of("VM-102", "VM-104"), needs(machine("efi", efi, large)));
        assertEquals(
                List.of("VM-102", "VM-108", "VM-108"),
                needs(machine("efi", efi, FakeHost.debian())));
    }

    @Test
    void whereFirmwareWasLookedForIsTold() {
        Machine it = machine("efi", "", FakeHost.bare(HostSystem.LINUX));
        assertEquals(List.of("VM-100", "VM-102", "VM-103"), needs(it));
        Diagnostic missing = it.needs().getLast();
        for (String place :
                List.of(
                        "/usr/share/qemu/firmware",
                        "/etc/qemu/firmware",
                        "/home/user/.config/qemu/firmware",
                        "/usr/share/OVMF",
                        "/usr/share/edk2/ovmf")) {
            assertTrue(missing.problem().contains(place), missing.problem());
        }
        assertTrue(it.firmware() instanceof FirmwareChoice.Missing);
        assertEquals("qemu-system-x86_64", it.command().program());
    }

    @Test
    void aKernelIsLoadedDirectlyWithItsConsoles() {
        String vm =
                "'useBootLoader': false, 'directBoot': { 'enable': true, 'kernel': 'k', 'initrd': 'i', 'cmdline': ['quiet', 'a=b,c'] }";
        Machine it = machine("efi", vm, FakeHost.debian().withFiles("/design/k", "/design/i"));
        assertEquals(
                List.of(
                        "-kernel",
                        "/design/k",
                        "-initrd",
                        "/design/i",
                        "-append",
                        "quiet a=b,c console=tty0 console=ttyS0,115200n8"),
                group(it, "kernel"));
        assertFalse(it.command().tokens().toString().contains("pflash"));
        assertEquals(List.of("VM-102"), needs(it));
        Machine given =
                machine(
                        design("efi", vm),
                        new DirectKernel(
                                Path.of("/x/kernel"), null, List.of("root=/dev/x", "console=hvc0")),
                        FakeHost.debian().withFiles("/x/kernel"));
        assertEquals(
                List.of("-kernel", "/x/kernel", "-append", "root=/dev/x console=hvc0"),
                group(given, "kernel"));
        Machine inside =
                machine(
                        "efi",
                        "'useBootLoader': false, 'directBoot': { 'enable': true, 'kernel': 'contents:/boot/k' }");
        assertEquals(List.of("VM-102", "VM-109"), needs(inside));
    }

    @Test
    void tpmAgentAndCredentialsHaveTheirDevices() {
        Machine it =
                machine(
                        "legacy",
                        """
                        'tpm': { 'enable': true }, 'guestAgent': true,
                        'credentials': { 'a': { 'text': 't' }, 'b': { 'mechanism': 'fw_cfg', 'source': 's,1' }, 'c': { 'mechanism': 'fw_cfg', 'text': 'u' } }
                        """,
                        FakeHost.debian().withFiles("/design/s,1"));
        assertEquals(
                List.of(
                        "-chardev",
                        "socket,id=chrtpm,path=/run/m/tpm.sock",
                        "-tpmdev",
                        "emulator,id=tpm_dev_0,chardev=chrtpm",
                        "-device",
                        "tpm-tis,tpmdev=tpm_dev_0"),
                group(it, "tpm"));
        assertEquals(
                List.of(
                        "-device",
                        "virtio-serial",
                        "-chardev",
                        "socket,id=agent,path=/run/m/agent.sock,server=on,wait=off",
                        "-device",
                        "virtserialport,chardev=agent,name=org.qemu.guest_agent.0"),
                group(it, "agent"));
        assertEquals(
                List.of("-smbios", "type=11,path=/run/m/credential0"), group(it, "credential-a"));
        assertEquals(
                List.of("-fw_cfg", "name=opt/io.systemd.credentials/b,file=/design/s,,1"),
                group(it, "credential-b"));
        assertEquals(
                List.of("-fw_cfg", "name=opt/io.systemd.credentials/c,file=/run/m/credential2"),
                group(it, "credential-c"));
        assertEquals(List.of("VM-102", "VM-111"), needs(it));
        assertEquals(
                List.of(
                        "swtpm",
                        "socket",
                        "--tpm2",
                        "--tpmstate",
                        "dir=/run/m/tpm",
                        "--ctrl",
                        "type=unixio,path=/run/m/tpm.sock",
                        "--flags",
                        "not-need-init"),
                it.sidePrograms().getFirst().command());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x86_64|-machine q35,accel=tcg -cpu max|ttyS0",
                "aarch64|-machine virt,gic-version=max,accel=tcg -cpu max|ttyAMA0",
                "armv7l|-machine virt,accel=tcg -cpu max|ttyAMA0",
                "riscv64|-machine virt,accel=tcg|ttyS0",
                "riscv32|-machine virt,accel=tcg|ttyS0",
                "ppc64|-machine powernv,accel=tcg|hvc0"
            })
    void eachArchitectureHasItsMachineAndPort(String name, String machine, String port) {
        Design design = design("legacy", "'architecture': '%s'".formatted(name));
        assertEquals(
                machine,
                String.join(" ", group(machine(design, null, FakeHost.debian()), "machine")));
        assertEquals(port, design.vm().architecture().serialPort());
    }

    @Test
    void aScreenHasTheSizeThatIsAskedFor() {
        String vm = "'graphics': true, 'resolution': { 'x': 800, 'y': 600 }";
        assertEquals(
                List.of("-vga", "none", "-device", "VGA,xres=800,yres=600"),
                group(machine("efi", vm), "graphics"));
        assertTrue(
                group(machine("efi", vm + ", 'architecture': 'aarch64'"), "pointer")
                        .contains("virtio-gpu-pci,xres=800,yres=600"));
    }

    @Test
    void furtherArgumentsComeLastAsTheyAre() {
        Machine it = machine("efi", "'qemuOptions': ['-no-reboot', 'a, b $c', '']");
        List<String> tokens = it.command().tokens();
        assertEquals(
                List.of("-no-reboot", "a, b $c", ""),
                tokens.subList(tokens.size() - 3, tokens.size()));
    }

    @Test
    void theAcceleratorIsFoundByTrying() {
        FakeHost works = FakeHost.debian().with(VmAcceleration.KVM);
        Machine kvm = machine("legacy", "", works);
        assertEquals("q35,accel=kvm", group(kvm, "machine").get(1));
        assertEquals(List.of(), needs(kvm));
        FakeHost broken = FakeHost.debian();
        Machine tcg = machine("legacy", "", broken);
        assertEquals("q35,accel=tcg", group(tcg, "machine").get(1));
        assertTrue(tcg.needs().getFirst().problem().contains("it is broken"));
        assertEquals(List.of(VmAcceleration.KVM), broken.tried());
        Machine forced = machine("legacy", "'acceleration': 'kvm'", FakeHost.debian());
        assertEquals("q35,accel=kvm", group(forced, "machine").get(1));
        assertTrue(forced.needs().getFirst().isError());
        FakeHost foreign = FakeHost.debian().with(VmAcceleration.KVM);
        Machine arm = machine("legacy", "'architecture': 'aarch64'", foreign);
        assertEquals("virt,gic-version=max,accel=tcg", group(arm, "machine").get(1));
        assertEquals(List.of(), foreign.tried());
        FakeHost asked = FakeHost.debian().with(VmAcceleration.KVM);
        Machine chosen = machine("legacy", "'acceleration': 'tcg'", asked);
        assertEquals(List.of(), needs(chosen));
        assertEquals(List.of(), asked.tried());
    }

    @Test
    void aDesignWithErrorsIsNoMachine() {
        assertThrows(IllegalArgumentException.class, () -> machine("efi", "'vlans': [300]"));
        assertEquals(
                List.of("NET-001"),
                Machine.problems(design("efi", "'vlans': [300]")).stream()
                        .map(Diagnostic::code)
                        .toList());
    }

    @Test
    void commasInNamesAreDoubled() {
        Machine it = machine(design("efi", "").withName("a,b"), null, FakeHost.debian());
        assertEquals("a,,b", group(it, "memory").get(1));
    }
}
