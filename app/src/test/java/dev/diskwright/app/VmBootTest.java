package dev.diskwright.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.testing.Peers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Machines that run, started by the command alone. Nothing may be left of them.
@Tag("boot")
class VmBootTest {
    private static final String LINE = "diskwright self-test ok: web";

    @TempDir private Path folder;
    private Path runs;

    @BeforeEach
    void makePlace() throws IOException {
        Peers.require("qemu-system-x86_64");
        runs = Files.createTempDirectory("vm");
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(runs)) {
            Predicate<Path> isShared = it -> it.getFileName().toString().startsWith("diskwright-");
            assertEquals(List.of(), left.filter(isShared.negate()).toList());
        }
        String place = runs.toString();
        assertFalse(
                ProcessHandle.allProcesses()
                        .anyMatch(it -> it.info().commandLine().orElse("").contains(place)));
        Peers.run("rm", "-r", runs).ok();
    }

    private Cli cli() {
        return cli("");
    }

    private Cli cli(String input) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("TMPDIR", runs.toString());
        return new Cli(folder, input, environment, false);
    }

    private static void design(Cli cli, String preset, String more) throws IOException {
        cli.write(
                "web.diskwright.json",
                """
                {
                  "name": "web",
                  "disk": { "format": "qcow2", "additionalSpace": "4M" %s },
                  "layout": { "preset": "%s", "bootSize": "64M" },
                  "vm": { "memory": "256MiB" }
                }
                """
                        .formatted(more, preset));
    }

    private static void requireUefi() {
        var _ =
                Peers.requireFile(
                        "/usr/share/OVMF/OVMF_CODE_4M.fd", "/usr/share/edk2/ovmf/OVMF_CODE.fd");
    }

    @ParameterizedTest
    @CsvSource({"efi,uefi", "legacy,bios", "hybrid,uefi", "legacy+gpt,bios"})
    void designsBootUnbuilt(String preset, String firmware) throws IOException {
        requireUefi();
        Cli cli = cli();
        design(cli, preset, "");
        List<String> before = cli.names();
        JsonNode json =
                cli.run(
                                "vm",
                                "test",
                                "web.diskwright.json",
                                "--expect",
                                LINE,
                                "--expect",
                                firmware,
                                "--timeout",
                                "150",
                                "--json",
                                "-q")
                        .ended(0)
                        .json();
        assertTrue(json.get("passed").booleanValue(), json.toString());
        assertEquals("loader", json.get("stage").stringValue());
        assertEquals(before, cli.names());
    }

    @Test
    void diskOfTwoTebibytesBootsUnbuilt() throws IOException {
        requireUefi();
        Cli cli = cli();
        design(cli, "efi", ", \"size\": \"2TiB\"");
        cli.run("vm", "test", "web.diskwright.json", "--expect", LINE, "--timeout", "150").ended(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vmdk", "vdi", "vhdx", "img.zst"})
    void imagesBootAndStayAsTheyAre(String ending) throws IOException {
        Cli cli = cli();
        design(cli, "legacy", "");
        cli.run("convert", "web.diskwright.json", "web." + ending, "-q").ended(0);
        byte[] before = Files.readAllBytes(cli.file("web." + ending));
        cli.run("vm", "test", "web." + ending, "--expect", LINE, "--timeout", "120").ended(0);
        assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(cli.file("web." + ending))));
    }

    @Test
    void emptyDiskEndsWithItsReasonAndAReport() throws IOException {
        Cli cli = cli();
        cli.write("empty.img", "\0".repeat(1 << 20));
        var result =
                cli.run(
                                "vm",
                                "test",
                                "empty.img",
                                "--from",
                                "raw",
                                "--expect",
                                LINE,
                                "--timeout",
                                "60",
                                "--report",
                                "boot")
                        .ended(1);
        assertTrue(
                result.output().startsWith("failed: the firmware found no bootable device"),
                result.output());
        assertTrue(result.output().contains("not seen  " + LINE), result.output());
        JsonNode report = Json.MAPPER.readTree(Files.readString(cli.file("boot/report.json")));
        assertEquals("no-bootable-device", report.get("outcome").stringValue());
        assertTrue(Files.size(cli.file("boot/serial.log")) > 0);
    }

    @Test
    void otherTextEndsWithThePowerOffAndTheReportIsOneFile() throws IOException {
        Cli cli = cli();
        design(cli, "legacy", "");
        JsonNode json =
                cli.run(
                                "vm",
                                "test",
                                "web.diskwright.json",
                                "--expect",
                                "login:",
                                "--timeout",
                                "100",
                                "--report",
                                "verdict.json",
                                "--json",
                                "-q")
                        .ended(1)
                        .json();
        assertEquals("powered-off", json.get("outcome").stringValue());
        assertEquals(json, Json.MAPPER.readTree(Files.readString(cli.file("verdict.json"))));
    }

    @Test
    void runShowsTheSerialPortAndEndsWithTheGuest() throws IOException {
        Cli cli = cli();
        design(cli, "legacy", "");
        var result = cli.run("vm", "run", "web.diskwright.json").ended(0);
        assertTrue(result.output().contains(LINE), result.output());
        assertTrue(result.error().contains("the guest switched the machine off"), result.error());
        JsonNode json = cli.run("vm", "run", "web.diskwright.json", "--json", "-q").ended(0).json();
        assertEquals("PoweredOff", json.get("end").stringValue());
    }

    @Test
    void furtherArgumentsReachQemuAndItsRefusalIsOneLine() throws IOException {
        Cli cli = cli();
        design(cli, "legacy", "");
        cli.run("vm", "run", "web.diskwright.json", "--", "-device", "no-such-device")
                .ended(3)
                .told("web.diskwright.json", "no-such-device");
    }

    @Test
    void keptImagesAreWrittenToAndThrownAwayOnesAreNot() throws IOException {
        Cli cli = cli();
        design(cli, "legacy", "");
        cli.run("build", "web.diskwright.json", "-q").ended(0);
        cli.run("vm", "run", "web.diskwright.json", "--image", "web.qcow2", "--keep", "-q")
                .ended(0);
        cli.run("vm", "run", "web.qcow2", "--keep", "-q").ended(0);
        cli.run("verify", "web.qcow2").ended(0);
    }

    @Test
    void timeLimitEndsARunInOrder() throws IOException {
        Cli cli = cli();
        cli.write("empty.img", "\0".repeat(1 << 20));
        cli.run("vm", "run", "empty.img", "--from", "raw", "--timeout", "3").ended(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "test"})
    void interruptEndsItCleanly(String command) throws Exception {
        Cli cli = cli();
        cli.write("empty.img", "\0".repeat(1 << 20));
        var error = new ByteArrayOutputStream();
        var host =
                new Host(
                        new ByteArrayInputStream(new byte[0]),
                        new ByteArrayOutputStream(),
                        error,
                        folder,
                        cli.environment(),
                        false,
                        false,
                        () -> System.nanoTime() / 1_000_000,
                        new Random(1));
        var status = new CompletableFuture<Integer>();
        String[] call = {"vm", command, "empty.img", "--from", "raw", "--timeout", "100"};
        Thread thread = Thread.ofPlatform().start(() -> status.complete(Main.run(call, host)));
        String place = runs.toString();
        while (!status.isDone()
                && ProcessHandle.allProcesses()
                        .noneMatch(it ->
                                it.info().commandLine().orElse("").contains(place + "/dw")
                                        && it.info()
                                                .command()
                                                .orElse("")
                                                .contains("qemu-system"))) {
            Thread.sleep(20);
        }
        Thread.sleep(500);
        thread.interrupt();
        assertEquals(130, status.get());
        assertTrue(error.toString(UTF_8).contains("interrupted"), error.toString(UTF_8));
    }

    @Test
    void furtherDisksHaveTheirFileSystems() throws IOException {
        Cli cli = cli();
        cli.write(
                "web.diskwright.json",
                """
                { "name": "web", "disk": { "additionalSpace": "4M" }, "layout": { "preset": "legacy" },
                  "vm": { "memory": "256MiB", "emptyDiskImages": [
                    { "size": "64MiB", "filesystem": { "type": "ext4", "label": "data" } },
                    { "size": "40MiB", "serial": "fat", "filesystem": { "type": "vfat" } } ],
                    "credentials": { "word": { "text": "secret" } } } }
                """);
        cli.run("vm", "test", "web.diskwright.json", "--expect", LINE, "--timeout", "100").ended(0);
    }

    @Test
    void kernelThatIsNoneEndsWithTheEmulatorsWords() throws IOException {
        Cli cli = cli();
        cli.write("root/vmlinuz", "no kernel");
        cli.write(
                "web.diskwright.json",
                """
                { "name": "web", "disk": { "additionalSpace": "4M" }, "layout": { "preset": "legacy" },
                  "contents": [ { "source": "root", "target": "/boot", "user": "0", "group": "0" } ],
                  "vm": { "useBootLoader": false, "directBoot": { "enable": true,
                    "kernel": "contents:/boot/vmlinuz" } } }
                """);
        cli.run("vm", "run", "web.diskwright.json").ended(3).told("web.diskwright.json");
    }

    @Test
    void kernelAmongTheContentsIsLoadedAndItsMissingRootIsTold() throws IOException {
        Path kernel;
        try (Stream<Path> files = Files.list(Path.of("/boot"))) {
            kernel =
                    files.filter(it -> it.getFileName().toString().startsWith("vmlinuz"))
                            .filter(Files::isReadable)
                            .findFirst()
                            .orElseGet(() -> Peers.requireFile("/boot/vmlinuz"));
        }
        Cli cli = cli();
        cli.write("root/readme", "");
        Files.copy(kernel, cli.file("root/vmlinuz"));
        cli.write(
                "web.diskwright.json",
                """
                { "name": "web", "disk": { "additionalSpace": "4M" }, "layout": { "preset": "legacy" },
                  "contents": [ { "source": "root", "target": "/boot", "user": "0", "group": "0" } ],
                  "vm": { "memory": "512MiB", "useBootLoader": false, "directBoot": { "enable": true,
                    "kernel": "contents:/boot/vmlinuz", "cmdline": ["panic=-1"] } } }
                """);
        JsonNode json =
                cli.run(
                                "vm",
                                "test",
                                "web.diskwright.json",
                                "--append",
                                "root=/dev/nowhere",
                                "--timeout",
                                "250",
                                "--report",
                                "boot",
                                "--json",
                                "-q")
                        .ended(1)
                        .json();
        assertEquals("root-not-found", json.get("outcome").stringValue(), json.toString());
        assertEquals("kernel", json.get("stage").stringValue());
        String log = Files.readString(cli.file("boot/serial.log"), ISO_8859_1);
        assertTrue(log.contains("panic=-1 root=/dev/nowhere"), log);
    }

    /// Debian's kernel for virtual machines knows no IDE, so its initial RAM disk waits for the root in vain.
    @Test
    void kernelThatCannotSeeItsDiskDoesNotFindTheRoot() throws IOException {
        var _ = Peers.requireFile("/vmlinuz");
        var _ = Peers.requireFile("/initrd.img");
        Cli cli = cli();
        cli.write(
                "web.diskwright.json",
                """
                { "name": "web", "disk": { "additionalSpace": "4M" }, "layout": { "preset": "legacy" },
                  "vm": { "memory": "512MiB", "diskInterface": "ide", "useBootLoader": false,
                    "directBoot": { "enable": true, "kernel": "/vmlinuz", "initrd": "/initrd.img",
                      "cmdline": ["quiet", "rootdelay=1", "root=LABEL=nixos"] } } }
                """);
        JsonNode json =
                cli.run("vm", "test", "web.diskwright.json", "--timeout", "250", "--json", "-q")
                        .ended(1)
                        .json();
        assertEquals("root-not-found", json.get("outcome").stringValue(), json.toString());
        assertEquals("initrd", json.get("stage").stringValue());
    }

    @Test
    void unsignedProgramIsToldUnderSecureBoot() throws IOException {
        var _ = Peers.requireFile("/usr/share/OVMF/OVMF_CODE_4M.ms.fd");
        Cli cli = cli();
        cli.write(
                "web.diskwright.json",
                """
                { "name": "web", "disk": { "additionalSpace": "4M" },
                  "layout": { "preset": "efi", "bootSize": "64M" },
                  "vm": { "memory": "256MiB", "efi": { "secureBoot": true } } }
                """);
        JsonNode json =
                cli.run("vm", "test", "web.diskwright.json", "--timeout", "200", "--json", "-q")
                        .ended(1)
                        .json();
        assertEquals("unsigned", json.get("outcome").stringValue(), json.toString());
        assertEquals("firmware", json.get("stage").stringValue());
    }

    /// All programs that run beside a machine. An emulated TPM, or a file server that does not answer, lets QEMU end at
    /// once or the guest wait for ever.
    @Test
    void machineWithATpmAndASharedDirectoryBoots() throws IOException {
        Peers.require("swtpm");
        var _ = Peers.requireFile("/usr/lib/qemu/virtiofsd", "/usr/libexec/virtiofsd");
        Cli cli = cli();
        cli.write("shared/readme", "");
        cli.write(
                "web.diskwright.json",
                """
                { "name": "web", "disk": { "additionalSpace": "4M" }, "layout": { "preset": "legacy" },
                  "vm": { "memory": "256MiB", "tpm": { "enable": true }, "guestAgent": true,
                    "networkBackend": "vde", "vlans": [1],
                    "sharedDirectories": { "files": { "source": "shared", "target": "/mnt", "transport": "virtiofs" } } } }
                """);
        cli.run("vm", "test", "web.diskwright.json", "--expect", LINE, "--timeout", "150").ended(0);
    }

    @Test
    void variablesAreKeptBesideTheDesignWhereItSaysSo() throws IOException {
        requireUefi();
        Cli cli = cli();
        cli.write(
                "web.diskwright.json",
                """
                { "name": "web", "disk": { "additionalSpace": "4M" },
                  "layout": { "preset": "efi", "bootSize": "64M" },
                  "vm": { "memory": "256MiB", "efi": { "keepVariables": true } } }
                """);
        String[] call = {"vm", "run", "web.diskwright.json", "-q"};
        cli.run(call).ended(0);
        Path store = cli.file("web-efi-vars.fd");
        byte[] first = Files.readAllBytes(store);
        assertEquals(List.of("web-efi-vars.fd", "web.diskwright.json"), cli.names());
        first[first.length - 1] ^= 1; // behind what the firmware uses
        Files.write(store, first);
        cli.run(call).ended(0);
        assertEquals(first[first.length - 1], Files.readAllBytes(store)[first.length - 1]);
    }

    @Test
    void inputThatEndsIsNoReasonToEnd() throws IOException {
        Cli cli = cli("hello\r");
        design(cli, "legacy", "");
        cli.run("vm", "run", "web.diskwright.json", "-q").ended(0);
    }
}
