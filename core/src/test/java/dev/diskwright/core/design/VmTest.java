package dev.diskwright.core.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.RandomVms;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class VmTest {
    private static final String ALL =
            """
            {
              "$schema": "https://diskwright.dev/schema/design-1.json",
              "version": 1,
              "name": "all",
              "layout": {
                "preset": "efi"
              },
              "vm": {
                "node": 7,
                "architecture": "aarch64",
                "machine": "virt",
                "cpu": "cortex-a57",
                "acceleration": "tcg",
                "cores": 2,
                "memory": "2GiB",
                "graphics": true,
                "resolution": {
                  "x": 800
                },
                "consoles": [
                  "ttyAMA0"
                ],
                "virtioKeyboard": false,
                "useBootLoader": false,
                "directBoot": {
                  "enable": true,
                  "kernel": "k",
                  "initrd": "i",
                  "cmdline": [ ]
                },
                "efi": {
                  "enable": true,
                  "firmware": "f",
                  "variables": "v",
                  "keepVariables": true,
                  "secureBoot": true
                },
                "bios": "b",
                "networkBoot": {
                  "enable": true,
                  "rom": "",
                  "tftp": "t",
                  "bootfile": "x"
                },
                "vlans": [
                  1,
                  2
                ],
                "interfaces": {
                  "lan": {
                    "vlan": 3,
                    "assignIP": true,
                    "mac": "02:00:00:00:00:01"
                  },
                  "wan": { }
                },
                "networkBackend": "vde",
                "userNetwork": false,
                "forwardPorts": [
                  {
                    "from": "guest",
                    "proto": "udp",
                    "host": {
                      "address": "127.0.0.1",
                      "port": 1
                    },
                    "guest": {
                      "port": 2
                    }
                  },
                  { }
                ],
                "restrictNetwork": true,
                "emptyDiskImages": [
                  "1GiB",
                  {
                    "size": "2GiB",
                    "serial": "s",
                    "filesystem": {
                      "type": "ext4"
                    }
                  }
                ],
                "sharedDirectories": {
                  "tag": {
                    "source": "s",
                    "target": "/t",
                    "securityModel": "mapped-file",
                    "transport": "virtiofs"
                  }
                },
                "diskInterface": "nvme",
                "diskImage": null,
                "tpm": {
                  "enable": true,
                  "deviceModel": "tpm-crb"
                },
                "guestAgent": true,
                "credentials": {
                  "a": {
                    "mechanism": "fw_cfg",
                    "text": "t"
                  },
                  "b": {
                    "source": "s"
                  }
                },
                "qemuOptions": [
                  "-no-reboot"
                ]
              }
            }
            """;

    private static Design read(String text) {
        DesignJson.Parsed parsed = DesignJson.read(text);
        assertEquals(List.of(), parsed.diagnostics());
        return Objects.requireNonNull(parsed.design());
    }

    @Test
    void everyKeySurvivesReadingAndWriting() {
        assertEquals(ALL, DesignJson.write(read(ALL)));
    }

    @Test
    void theSampleThatAllPartsAgreedOnIsRead() {
        Design design =
                read(
                        """
                        { "name": "web-server", "layout": { "preset": "efi" },
                          "vm": {
                            "node": 1,
                            "machine": "q35", "cores": 2, "memory": "1GiB", "graphics": false,
                            "useBootLoader": true,
                            "directBoot": { "enable": false, "kernel": null, "initrd": null },
                            "efi": { "enable": true, "firmware": null, "variables": null, "keepVariables": false, "secureBoot": false },
                            "vlans": [1, 2],
                            "interfaces": { "lan": { "vlan": 3, "assignIP": true } },
                            "emptyDiskImages": [ "1GiB" ], "sharedDirectories": {}, "forwardPorts": [], "diskInterface": "virtio",
                            "diskImage": "default",
                            "qemuOptions": []
                          } }
                        """);
        assertEquals(List.of(), DesignChecks.check(design));
        assertEquals(new VmInterface(3, true, null), design.vm().interfaces().get("lan"));
        assertEquals(List.of(VmDisk.of(ByteSize.of(1 << 30))), design.vm().emptyDiskImages());
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        Vm vm = Design.of("x", Preset.EFI).vm();
        assertEquals("q35", vm.effectiveMachine());
        assertEquals(List.of("tty0", "ttyS0,115200n8"), vm.effectiveConsoles());
        assertEquals(
                List.of("ttyAMA0,115200n8", "tty0"),
                vm.withArchitecture(VmArchitecture.AARCH64).withGraphics(true).effectiveConsoles());
        assertTrue(vm.hasDisk());
        assertTrue(vm.userNetwork());
        assertEquals(List.of(), vm.vlans());
        assertFalse(DesignJson.write(Design.of("x", Preset.EFI)).contains("\"vm\""));
    }

    @Test
    void aRootInMemoryIsToldFromOneThatIsLeftOut() {
        Design design = read("{ \"name\": \"x\", \"vm\": { \"diskImage\": null } }");
        assertNull(design.vm().diskImage());
        assertTrue(DesignJson.write(design).contains("\"diskImage\": null"));
        assertNotNull(read("{ \"name\": \"x\", \"vm\": {} }").vm().diskImage());
    }

    @Test
    void everyMistakeIsToldWithItsPath() {
        DesignJson.Parsed parsed =
                DesignJson.read(
                        """
                        { "name": "x",
                          "vm": { "node": "1", "core": 2, "graphics": "no", "architecture": "x86",
                            "efi": { "enable": "maybe", "securBoot": true },
                            "interfaces": { "a/b": { "vlan": 1.5, "assignIp": true }, "c": 7 },
                            "emptyDiskImages": [ "8", { "siz": 1 }, true ],
                            "sharedDirectories": [], "forwardPorts": { },
                            "diskImage": "other", "memory": null, "credentials": { "x": { "mechanism": "fw-cfg" } } } }
                        """);
        assertEquals(
                List.of(
                        "/vm/core",
                        "/vm/node",
                        "/vm/architecture",
                        "/vm/memory",
                        "/vm/graphics",
                        "/vm/efi/securBoot",
                        "/vm/efi/enable",
                        "/vm/interfaces/a~1b/assignIp",
                        "/vm/interfaces/a~1b/vlan",
                        "/vm/interfaces/c",
                        "/vm/forwardPorts",
                        "/vm/emptyDiskImages/0",
                        "/vm/emptyDiskImages/1/siz",
                        "/vm/emptyDiskImages/1/size",
                        "/vm/emptyDiskImages/2",
                        "/vm/sharedDirectories",
                        "/vm/diskImage",
                        "/vm/credentials/x/mechanism"),
                parsed.diagnostics().stream().map(Diagnostic::path).toList());
        assertEquals("did you mean \"cores\"?", parsed.diagnostics().getFirst().remedy());
        assertEquals(
                "did you mean \"secureBoot\"?",
                parsed.diagnostics().stream()
                        .filter(it -> it.path().endsWith("securBoot"))
                        .findFirst()
                        .orElseThrow()
                        .remedy());
    }

    @Test
    void eachSettingHasAMethodThatChangesItAlone() throws ReflectiveOperationException {
        Vm plain = Design.of("x", Preset.EFI).vm();
        Vm other = read(ALL).vm();
        for (RecordComponent it : Vm.class.getRecordComponents()) {
            String name =
                    "with"
                            + it.getName().substring(0, 1).toUpperCase(Locale.ROOT)
                            + it.getName().substring(1);
            Object value = it.getAccessor().invoke(other);
            Vm changed = (Vm) Vm.class.getMethod(name, it.getType()).invoke(plain, value);
            for (RecordComponent each : Vm.class.getRecordComponents()) {
                Vm from = each.getName().equals(it.getName()) ? other : plain;
                assertEquals(each.getAccessor().invoke(from), each.getAccessor().invoke(changed));
            }
        }
    }

    @Test
    void differencesAreToldSettingBySetting() {
        Design before = Design.of("all", Preset.EFI);
        Design after = read(ALL);
        var paths =
                DesignDifferences.between(before, after).stream().map(Difference::path).toList();
        assertTrue(paths.contains("/vm/node"), paths.toString());
        assertTrue(paths.contains("/vm/efi/secureBoot"), paths.toString());
        assertTrue(paths.contains("/vm/interfaces/lan"), paths.toString());
        assertTrue(paths.contains("/vm/diskImage"), paths.toString());
        Vm vm = after.vm();
        Design moved =
                after.withVm(
                        vm.withInterfaces(java.util.Map.of("lan", new VmInterface(4, true, null))));
        assertEquals(
                List.of(
                        "/vm/interfaces/lan/vlan 3 4",
                        "/vm/interfaces/lan/mac 02:00:00:00:00:01 ",
                        "/vm/interfaces/wan vlan 1 "),
                DesignDifferences.between(after, moved).stream()
                        .map(it -> it.path() + " " + it.before() + " " + it.after())
                        .map(it -> it.replace("/wan  ", "/wan vlan 1 "))
                        .toList());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void anyMachineSurvivesWritingAndReading(long seed) {
        var random = Cases.random(seed);
        for (int round = 0; round < 20; round++) {
            Design plain = Design.of("x", Preset.EFI);
            Design design = plain.withVm(new RandomVms(random).vm(plain.vm()));
            assertEquals(design, read(DesignJson.write(design)));
            assertEquals(design.equals(plain), DesignDifferences.between(plain, design).isEmpty());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void hostileTextIsReadOrRefused(long seed) {
        var random = Cases.random(seed);
        List<String> parts =
                List.of("{", "}", "[", "]", ":", ",", "null", "true", "-1e9", "\"vlan\"", "\"\"");
        for (int round = 0; round < 50; round++) {
            var text = new StringBuilder(ALL);
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                int at = random.nextInt(text.length());
                int end = Math.min(text.length(), at + random.nextInt(6));
                text.replace(at, end, parts.get(random.nextInt(parts.size())));
            }
            Design design = DesignJson.read(text.toString()).design();
            if (design != null) {
                DesignChecks.check(design);
            }
        }
    }

    @Test
    void theSchemaAllowsWhatIsRead() {
        JsonNode schema = DesignJson.MAPPER.readTree(DesignSchema.text());
        JsonNode vm = schema.at("/properties/vm/properties");
        assertEquals("boolean", vm.at("/graphics/type").stringValue());
        assertEquals("[true,false,\"auto\"]", vm.at("/efi/properties/enable/enum").toString());
        assertEquals("object", vm.at("/interfaces/type").stringValue());
        assertEquals(
                "integer",
                vm.at("/interfaces/additionalProperties/properties/vlan/type").stringValue());
        assertEquals("[\"default\",null]", vm.at("/diskImage/enum").toString());
        assertEquals(
                "[\"string\",\"integer\"]",
                vm.at("/emptyDiskImages/items/anyOf/0/type").toString());
        assertEquals("[\"array\",\"null\"]", vm.at("/consoles/type").toString());
    }
}
