package dev.diskwright.core.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.RandomVms;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VmChecksTest {
    private static Design design(String vm) {
        return design("efi", vm);
    }

    private static Design design(String preset, String vm) {
        DesignJson.Parsed parsed =
                DesignJson.read(
                        "{ 'name': 'x', 'layout': { 'preset': '%s' }, 'vm': { %s } }"
                                .formatted(preset, vm)
                                .replace('\'', '"'));
        assertEquals(List.of(), parsed.diagnostics());
        return Objects.requireNonNull(parsed.design());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "VM-001|'node': 0|/vm/node",
                "VM-001|'node': 255|/vm/node",
                "VM-002|'machine': 'isapc'|/vm/machine",
                "VM-002|'architecture': 'aarch64', 'machine': 'q35'|/vm/machine",
                "VM-003|'cpu': ''|/vm/cpu",
                "VM-004|'cores': 0|/vm/cores",
                "VM-004|'architecture': 'armv7l', 'cores': 9|/vm/cores",
                "VM-005|'memory': '0B'|/vm/memory",
                "VM-005|'memory': '1025KiB'|/vm/memory",
                "VM-006|'architecture': 'armv7l', 'memory': '2048MiB'|/vm/memory",
                "VM-006|'memory': '2TiB'|/vm/memory",
                "VM-007|'resolution': { 'x': 0 }|/vm/resolution",
                "VM-008|'consoles': ['tty0', 'a b']|/vm/consoles/1",
                "VM-010|'useBootLoader': false, 'directBoot': { 'enable': true }|/vm/directBoot/kernel",
                "VM-011|'directBoot': { 'enable': true, 'kernel': 'k' }|/vm/directBoot/enable",
                "VM-012|'directBoot': { 'initrd': 'i' }|/vm/directBoot/initrd",
                "VM-014|'diskImage': null|/vm/diskImage",
                "VM-015|'diskImage': null, 'useBootLoader': false|/vm/diskImage",
                "VM-020|'architecture': 'ppc64', 'efi': { 'enable': true }|/vm/efi/enable",
                "VM-021|'efi': { 'enable': false, 'secureBoot': true }|/vm/efi/secureBoot",
                "VM-021|'efi': { 'enable': false, 'keepVariables': true }|/vm/efi/keepVariables",
                "VM-022|'efi': { 'enable': true }, 'bios': 'b'|/vm/bios",
                "VM-023|'efi': { 'firmware': 'f' }|/vm/efi/variables",
                "VM-023|'efi': { 'variables': 'v' }|/vm/efi/firmware",
                "VM-026|'architecture': 'riscv64', 'efi': { 'secureBoot': true }|/vm/efi/secureBoot",
                "VM-027|'machine': 'pc', 'efi': { 'secureBoot': true }|/vm/machine",
                "VM-030|'emptyDiskImages': ['0B']|/vm/emptyDiskImages/0",
                "VM-030|'emptyDiskImages': ['1GiB', 1000]|/vm/emptyDiskImages/1",
                "VM-031|'emptyDiskImages': [{ 'size': 512, 'serial': '123456789012345678901' }]|/vm/emptyDiskImages/0/serial",
                "VM-032|'emptyDiskImages': [{ 'size': 512, 'serial': 'root' }]|/vm/emptyDiskImages/0/serial",
                "VM-032|'emptyDiskImages': [{ 'size': 512, 'serial': 'data1' }, 512]|/vm/emptyDiskImages/1/serial",
                "VM-040|'sharedDirectories': { '12345678901234567890123456789012': { 'source': 's', 'target': '/t' } }|/vm/sharedDirectories/12345678901234567890123456789012",
                "VM-040|'sharedDirectories': { 'a/b': { 'source': 's', 'target': '/t' } }|/vm/sharedDirectories/a~1b",
                "VM-041|'sharedDirectories': { 'a': { 'source': '', 'target': '/t' } }|/vm/sharedDirectories/a/source",
                "VM-042|'sharedDirectories': { 'a': { 'source': 's', 'target': 't' } }|/vm/sharedDirectories/a/target",
                "VM-043|'sharedDirectories': { 'a': { 'source': 's', 'target': '/t' }, 'b': { 'source': 's', 'target': '/t/' } }|/vm/sharedDirectories/b/target",
                "VM-045|'architecture': 'riscv64', 'tpm': { 'enable': true }|/vm/tpm/enable",
                "VM-046|'tpm': { 'enable': true, 'deviceModel': 'tpm-spapr' }|/vm/tpm/deviceModel",
                "VM-050|'credentials': { 'a b': { 'text': 't' } }|/vm/credentials/a b",
                "VM-051|'credentials': { 'a': { } }|/vm/credentials/a",
                "VM-051|'credentials': { 'a': { 'text': 't', 'source': 's' } }|/vm/credentials/a",
                "VM-052|'architecture': 'armv7l', 'credentials': { 'a': { 'mechanism': 'smbios', 'text': 't' } }|/vm/credentials/a/mechanism",
                "VM-052|'architecture': 'riscv64', 'credentials': { 'a': { 'text': 't' } }|/vm/credentials/a/mechanism",
                "VM-005|'architecture': 'ppc64', 'memory': '512MiB'|/vm/memory",
                "VM-005|'architecture': 'ppc64', 'machine': 'pseries', 'memory': '1300MiB'|/vm/memory",
                "VM-060|'qemuOptions': ['a\\u0000b']|/vm/qemuOptions/0",
                "VM-061|'qemuOptions': ['-no-reboot', '-m']|/vm/qemuOptions/1",
                "NET-001|'vlans': [1, 256]|/vm/vlans/1",
                "NET-001|'vlans': [0]|/vm/vlans/0",
                "NET-001|'interfaces': { 'lan': { 'vlan': 256 } }|/vm/interfaces/lan/vlan",
                "NET-002|'vlans': [1, 1]|/vm/vlans/1",
                "NET-002|'vlans': [1], 'interfaces': { 'lan': { 'vlan': 1 } }|/vm/interfaces/lan/vlan",
                "NET-002|'interfaces': { 'a': { 'assignIP': true }, 'b': { 'assignIP': true, 'mac': '02:00:00:00:00:01' } }|/vm/interfaces/b/vlan",
                "NET-003|'interfaces': { 'sixteen-letters-': { } }|/vm/interfaces/sixteen-letters-",
                "NET-003|'interfaces': { 'a/b': { } }|/vm/interfaces/a~1b",
                "NET-004|'vlans': [1], 'interfaces': { 'eth1': { 'vlan': 2 } }|/vm/interfaces/eth1",
                "NET-004|'interfaces': { 'eth0': { } }|/vm/interfaces/eth0",
                "NET-005|'interfaces': { 'lan': { 'vlan': 0, 'assignIP': true } }|/vm/interfaces/lan/assignIP",
                "NET-006|'interfaces': { 'lan': { 'mac': '01:00:00:00:00:01' } }|/vm/interfaces/lan/mac",
                "NET-007|'vlans': [1], 'interfaces': { 'lan': { 'vlan': 2, 'mac': '52-54-00-12-01-01' } }|/vm/interfaces/lan/mac",
                "NET-007|'interfaces': { 'lan': { 'mac': '52:54:00:11:00:01' } }|/vm/interfaces/lan/mac",
                "NET-010|'userNetwork': false, 'forwardPorts': [{ 'host': { 'port': 1 }, 'guest': { 'port': 1 } }]|/vm/forwardPorts",
                "NET-011|'forwardPorts': [{ 'from': 'guest', 'proto': 'udp', 'host': { 'port': 1 }, 'guest': { 'address': '10.0.2.10', 'port': 1 } }]|/vm/forwardPorts/0/proto",
                "NET-012|'forwardPorts': [{ 'from': 'guest', 'host': { 'port': 1 }, 'guest': { 'address': '10.0.3.1', 'port': 1 } }]|/vm/forwardPorts/0/guest/address",
                "NET-012|'forwardPorts': [{ 'from': 'guest', 'host': { 'port': 1 }, 'guest': { 'address': '10.0.2.999', 'port': 1 } }]|/vm/forwardPorts/0/guest/address",
                "NET-012|'forwardPorts': [{ 'from': 'guest', 'host': { 'port': 1 }, 'guest': { 'address': '10.0.2.2', 'port': 1 } }]|/vm/forwardPorts/0/guest/address",
                "NET-013|'forwardPorts': [{ 'host': { 'address': 'localhost', 'port': 1 }, 'guest': { 'port': 1 } }]|/vm/forwardPorts/0/host/address",
                "NET-014|'forwardPorts': [{ 'host': { 'port': 65536 }, 'guest': { 'port': 1 } }]|/vm/forwardPorts/0/host/port",
                "NET-014|'forwardPorts': [{ 'host': { 'port': 1 } }]|/vm/forwardPorts/0/guest/port",
                "NET-015|'forwardPorts': [{ 'host': { 'port': 1 }, 'guest': { 'port': 1 } }, { 'host': { 'port': 1 }, 'guest': { 'port': 2 } }]|/vm/forwardPorts/1/host/port",
                "NET-020|'userNetwork': false, 'restrictNetwork': true|/vm/restrictNetwork",
                "NET-021|'userNetwork': false, 'networkBoot': { 'enable': true }|/vm/networkBoot/enable",
                "NET-022|'userNetwork': false, 'networkBoot': { 'bootfile': 'b' }|/vm/networkBoot/bootfile",
                "NET-023|'networkBoot': { 'rom': 'a\\u0001' }|/vm/networkBoot"
            })
    void eachMistakeIsFoundWhereItIsAndEachFixMendsIt(String code, String vm, String path) {
        Design design = design(vm);
        List<Diagnostic> found = DesignChecks.check(design);
        assertEquals(
                List.of(code + " " + path),
                found.stream().map(it -> it.code() + " " + it.path()).toList(),
                found.toString());
        Diagnostic it = found.getFirst();
        assertFalse(it.problem().isBlank());
        assertFalse(it.remedy().isBlank());
        assertFalse(it.fixes().isEmpty(), it.toString());
        for (Fix fix : it.fixes()) {
            assertFalse(fix.label().isEmpty());
            assertTrue(
                    DesignChecks.check(fix.edit().apply(design)).stream()
                            .noneMatch(after -> after.equals(it)),
                    fix.label());
        }
    }

    @Test
    void firmwareMustSuitWhatIsOnTheDisk() {
        assertEquals(List.of("VM-024"), codes(design("legacy", "'efi': { 'enable': true }")));
        assertEquals(List.of(), codes(design("efi", "'efi': { 'enable': true }")));
        assertEquals(List.of(), codes(design("hybrid", "'efi': { 'enable': false }")));
        Design uki = design("'efi': { 'enable': false }");
        uki = uki.withBoot(uki.boot().withKernel("vmlinuz"));
        assertEquals(List.of("VM-025"), codes(uki));
    }

    @Test
    void firmwareFollowsTheLayoutUnlessItIsChosen() {
        assertTrue(isUefi(design("efi", "")));
        assertTrue(isUefi(design("hybrid", "")));
        assertFalse(isUefi(design("legacy+gpt", "")));
        assertFalse(isUefi(design("efi", "'bios': 'b'")));
        assertFalse(isUefi(design("efi", "'efi': { 'enable': false }")));
        assertFalse(isUefi(design("efi", "'directBoot': { 'enable': true, 'kernel': 'k' }")));
        assertTrue(isUefi(design("legacy", "'efi': { 'enable': true }")));
    }

    private static boolean isUefi(Design design) {
        return design.vm().efi().isOn(design);
    }

    @Test
    void largeSectorsAreNotOnIde() {
        Design ide = design("efi", "'diskInterface': 'ide'");
        Design large = ide.withDisk(ide.disk().withSectorSize(4096));
        assertEquals(List.of(), codes(ide));
        assertEquals(List.of("VM-033"), codes(large));
        assertEquals(
                List.of(), codes(large.withVm(large.vm().withDiskInterface(VmDiskInterface.NVME))));
    }

    @Test
    void limitsThemselvesAreAllowed() {
        assertEquals(
                List.of(),
                codes(
                        design(
                                """
                                'node': 254, 'cores': 255, 'vlans': [255, 1],
                                'interfaces': { 'fifteen-letters': { 'vlan': 0 } },
                                'emptyDiskImages': [{ 'size': 512, 'serial': '12345678901234567890' }],
                                'sharedDirectories': { '1234567890123456789012345678901': { 'source': 's', 'target': '/' } },
                                'forwardPorts': [{ 'host': { 'port': 0 }, 'guest': { 'port': 65535 } },
                                  { 'from': 'guest', 'host': { 'port': 1 }, 'guest': { 'address': '10.0.2.4', 'port': 1 } }]
                                """)));
        assertEquals(List.of(), codes(design("'architecture': 'armv7l', 'memory': '2047MiB'")));
        assertEquals(
                List.of(),
                codes(
                        design(
                                "'useBootLoader': false, 'directBoot': { 'enable': true, 'kernel': 'k', 'initrd': 'i' }")));
        assertEquals(
                List.of(),
                codes(
                        design(
                                "'diskImage': null, 'useBootLoader': false, 'networkBoot': { 'enable': true }")));
    }

    @Test
    void moreDevicesThanTheBusHasPlacesForAreRefused() {
        String many = "'emptyDiskImages': [%s]".formatted("512, ".repeat(40));
        assertEquals(List.of("VM-048"), codes(design(many)));
        assertEquals(List.of(), codes(design(many + ", 'diskInterface': 'scsi'")));
        assertEquals(List.of(), codes(design(many + ", 'diskInterface': 'usb'")));
        Fix fix = DesignChecks.check(design(many)).getFirst().fixes().getFirst();
        assertEquals(VmDiskInterface.SCSI, fix.edit().apply(design(many)).vm().diskInterface());
        String more = "'emptyDiskImages': [%s]".formatted("512, ".repeat(300));
        assertEquals(List.of("VM-047"), codes(design(more + ", 'diskInterface': 'scsi'")));
    }

    private static List<String> codes(Design design) {
        return DesignChecks.check(design).stream().map(Diagnostic::code).toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void everyFixTakesItsProblemAway(long seed) {
        var random = Cases.random(seed);
        for (int round = 0; round < 20; round++) {
            Design plain = Design.of("x", Preset.EFI);
            Design design = plain.withVm(new RandomVms(random).vm(plain.vm()));
            for (Diagnostic it : DesignChecks.check(design)) {
                for (Fix fix : it.fixes()) {
                    List<Diagnostic> after = DesignChecks.check(fix.edit().apply(design));
                    assertFalse(after.contains(it), () -> it + " after " + fix.label());
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void fixesLeadToADesignWithoutErrors(long seed) {
        var random = Cases.random(seed);
        for (int round = 0; round < 20; round++) {
            Design design = new RandomVms(random).right(Design.of("x", Preset.EFI));
            assertFalse(Diagnostic.anyError(DesignChecks.check(design)));
        }
    }
}
