package dev.diskwright.core.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.VmArchitecture;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.FakeHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FirmwareSearchTest {
    private static final String SHARE = "/usr/share/qemu/firmware/";
    private static final String ETC = "/etc/qemu/firmware/";
    private static final String USER = "/home/user/.config/qemu/firmware/";

    private static String descriptor(String name, String machines, String... features) {
        return """
        { "description": "x", "interface-types": ["uefi"],
          "mapping": { "device": "flash",
            "executable": { "filename": "/fw/%1$s.code", "format": "raw" },
            "nvram-template": { "filename": "/fw/%1$s.vars", "format": "qcow2" } },
          "targets": [ { "architecture": "x86_64", "machines": [%2$s] } ],
          "features": [%3$s], "tags": [] }
        """
                .formatted(
                        name,
                        machines,
                        features.length == 0 ? "" : "\"" + String.join("\",\"", features) + "\"");
    }

    private static FakeHost host(String... names) {
        FakeHost host = FakeHost.bare(HostSystem.LINUX);
        for (String name : names) {
            host.withFiles("/fw/" + name + ".code", "/fw/" + name + ".vars");
        }
        return host;
    }

    private static FirmwareSearch search(FakeHost host, String machine) {
        return FirmwareSearch.on(host, VmArchitecture.X86_64, machine);
    }

    private static List<String> codes(FirmwareSearch search) {
        return search.images().stream().map(it -> it.code().toString()).toList();
    }

    @Test
    void descriptionsAreTakenByNameAndMoreSpecificOnesReplaceOthers() {
        FakeHost host =
                host("a", "b", "c", "d")
                        .withFile(SHARE + "60-x.json", descriptor("a", "\"pc-q35-*\""))
                        .withFile(SHARE + "50-y.json", descriptor("b", "\"pc-q35-*\""))
                        .withFile(SHARE + "40-z.json", descriptor("d", "\"pc-q35-*\""))
                        .withFile(ETC + "60-x.json", descriptor("c", "\"pc-q35-*\""))
                        .withFile(USER + "40-z.json", "");
        FirmwareSearch search = search(host, "q35");
        assertEquals(List.of("/fw/b.code", "/fw/c.code"), codes(search));
        assertEquals("qcow2", search.images().getFirst().variablesFormat());
        assertEquals(SHARE + "50-y.json", search.images().getFirst().origin());
        assertEquals(List.of(), search.remarks());
    }

    @Test
    void descriptionsAreForCertainMachines() {
        FakeHost host =
                host("a", "b")
                        .withFile(SHARE + "1.json", descriptor("a", "\"pc-q35-*\""))
                        .withFile(SHARE + "2.json", descriptor("b", "\"pc-i440fx-*\", \"pc\""));
        assertEquals(List.of("/fw/a.code"), codes(search(host, "q35")));
        assertEquals(List.of("/fw/a.code"), codes(search(host, "pc-q35-7.2")));
        assertEquals(List.of("/fw/b.code"), codes(search(host, "pc")));
        assertEquals(List.of(), codes(FirmwareSearch.on(host, VmArchitecture.AARCH64, "virt")));
    }

    @Test
    void whatNeedsLessIsPreferredUnlessSecureBootIsAskedFor() {
        FakeHost host =
                host("sb", "plain")
                        .withFile(
                                SHARE + "40.json",
                                descriptor(
                                        "sb",
                                        "\"pc-q35-*\"",
                                        "secure-boot",
                                        "requires-smm",
                                        "enrolled-keys"))
                        .withFile(SHARE + "60.json", descriptor("plain", "\"pc-q35-*\""));
        FirmwareImage plain = search(host, "q35").choose(false).orElseThrow();
        assertEquals(Path.of("/fw/plain.code"), plain.code());
        FirmwareImage secure = search(host, "q35").choose(true).orElseThrow();
        assertTrue(secure.secureBoot() && secure.requiresSmm() && secure.enrolledKeys());
        FakeHost only =
                host("sb")
                        .withFile(
                                SHARE + "40.json",
                                descriptor("sb", "\"pc-q35-*\"", "secure-boot", "requires-smm"));
        assertEquals(secure.code(), search(only, "q35").choose(false).orElseThrow().code());
        assertTrue(search(host("x"), "q35").choose(true).isEmpty());
    }

    @Test
    void knownPlacesComeLastAndNothingTwice() {
        FakeHost host =
                FakeHost.debian()
                        .withFile(
                                SHARE + "60.json",
                                descriptor("a", "\"pc-q35-*\"")
                                        .replace("/fw/a.code", "/usr/share/OVMF/OVMF_CODE_4M.fd")
                                        .replace("/fw/a.vars", "/usr/share/OVMF/OVMF_VARS_4M.fd"));
        assertEquals(
                List.of("/usr/share/OVMF/OVMF_CODE_4M.fd", "/usr/share/OVMF/OVMF_CODE_4M.ms.fd"),
                codes(search(host, "q35")));
        assertEquals(SHARE + "60.json", search(host, "q35").images().getFirst().origin());
    }

    @Test
    void firmwareBesideTheProgramIsFound() {
        FakeHost mac =
                FakeHost.bare(HostSystem.MACOS)
                        .withFiles(
                                "/opt/homebrew/share/qemu/edk2-aarch64-code.fd",
                                "/opt/homebrew/share/qemu/edk2-arm-vars.fd");
        FirmwareImage image =
                FirmwareSearch.on(mac, VmArchitecture.AARCH64, "virt").choose(false).orElseThrow();
        assertEquals(Path.of("/opt/homebrew/share/qemu/edk2-aarch64-code.fd"), image.code());
        assertFalse(image.secureBoot());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|is not of UEFI",
                "{|is not JSON",
                "{ 'interface-types': ['bios'] }|is not of UEFI",
                "{ 'interface-types': ['uefi'], 'mapping': { 'device': 'memory' } }|has no flash devices",
                "{ 'interface-types': ['uefi'], 'mapping': { 'device': 'flash', 'mode': 'stateless' } }|has no flash devices",
                "{ 'interface-types': ['uefi'], 'mapping': { 'device': 'flash', 'executable': { 'filename': 'relative', 'format': 'raw' } } }|no files by absolute paths",
                "{ 'interface-types': ['uefi'], 'mapping': { 'device': 'flash', 'executable': { 'filename': '/a', 'format': 'vmdk' } } }|another format"
            })
    void whatCannotBeUsedIsRemarkedUpon(String json, String remark) {
        FakeHost host = host().withFile(SHARE + "1.json", json.replace('\'', '"'));
        FirmwareSearch search = search(host, "q35");
        assertEquals(List.of(), search.images());
        assertEquals(1, search.remarks().size());
        assertTrue(search.remarks().getFirst().contains(remark), search.remarks().toString());
        assertTrue(search.remarks().getFirst().contains(SHARE + "1.json"));
    }

    @Test
    void missingFilesAndHugeDescriptionsAreRemarkedUpon() {
        FakeHost host =
                host().withFile(SHARE + "1.json", descriptor("gone", "\"pc-q35-*\""))
                        .withFile(SHARE + "2.json", " ".repeat(100_000))
                        .withFile(SHARE + "3.json", "[".repeat(60_000));
        FirmwareSearch search = search(host, "q35");
        assertEquals(List.of(), search.images());
        assertEquals(3, search.remarks().size(), search.remarks().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "pc-q35-*, pc-q35-7.2, true",
        "pc-q35-*, pc-i440fx-7.2, false",
        "*, anything, true",
        "virt, virt, true",
        "virt, virt-9.0, false",
        "v?rt, virt, true",
        "*q35*, pc-q35-1, true",
        "pc-q35-?, pc-q35-, false"
    })
    void patternsAreShellPatterns(String pattern, String name, boolean matches) {
        assertEquals(matches, FirmwareDescriptor.matches(pattern, name));
    }

    @Test
    void patternsTakeNoTime() {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () ->
                        assertFalse(
                                FirmwareDescriptor.matches(
                                        "*a".repeat(10_000) + "b", "a".repeat(5_000))));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void damagedDescriptionsAreIgnored(long seed) {
        var random = Cases.random(seed);
        for (int round = 0; round < 50; round++) {
            byte[] json =
                    descriptor("a", "\"pc-q35-*\"")
                            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
            Cases.damage(random, json);
            FakeHost host =
                    host("a")
                            .withFile(
                                    SHARE + "1.json",
                                    new String(json, java.nio.charset.StandardCharsets.ISO_8859_1));
            FirmwareSearch search = search(host, "q35");
            assertTrue(search.images().size() <= 1);
        }
    }
}
