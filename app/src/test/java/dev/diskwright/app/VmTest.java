package dev.diskwright.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.vm.export.ExportForm;
import dev.diskwright.core.vm.export.ExportForms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The machine of a design, as the command tells it; see [VmBootTest] for machines that run.
class VmTest {
    /// Machines by what is peculiar to each.
    private static final List<String> MACHINES =
            List.of(
                    "{}",
                    """
                    { "memory": "768MiB", "cores": 2, "graphics": true, "diskInterface": "scsi",
                      "vlans": [1, 2], "interfaces": { "lan": { "vlan": 3, "assignIP": true } },
                      "forwardPorts": [ { "host": { "port": 2222 }, "guest": { "port": 22 } } ],
                      "emptyDiskImages": [ "64MiB", { "size": "32MiB", "serial": "logs" } ],
                      "credentials": { "word": { "text": "it's <a> & \\"${b}\\"" } },
                      "sharedDirectories": { "src": { "source": "root", "target": "/src" } },
                      "guestAgent": true, "qemuOptions": ["-rtc", "base=utc"] }
                    """,
                    """
                    { "diskInterface": "nvme", "efi": { "enable": true, "keepVariables": true } }
                    """,
                    """
                    { "diskInterface": "usb", "networkBoot": { "enable": true }, "cores": 3 }
                    """,
                    """
                    { "diskInterface": "ide", "userNetwork": false, "machine": "pc" }
                    """,
                    """
                    { "diskImage": null, "useBootLoader": false,
                      "directBoot": { "enable": true, "kernel": "root/vmlinuz", "cmdline": ["a=b", "q"] } }
                    """);

    @TempDir private Path folder;

    private Cli cli() throws IOException {
        var cli = new Cli(folder, "", System.getenv(), false);
        cli.write("root/vmlinuz", "kernel");
        for (int i = 0; i < MACHINES.size(); i++) {
            design(cli, "m" + i, MACHINES.get(i));
        }
        return cli;
    }

    private static void design(Cli cli, String name, String vm) throws IOException {
        cli.write(
                name + ".diskwright.json",
                """
                {
                  "name": "%s",
                  "disk": { "format": "qcow2", "size": "128MiB" },
                  "layout": { "preset": "hybrid", "bootSize": "64M" },
                  "vm": %s
                }
                """
                        .formatted(name, vm));
    }

    @Test
    void commandIsTheExactLine() throws IOException {
        Cli cli = cli();
        String line = cli.run("vm", "command", "m0.diskwright.json", "-q").ended(0).output();
        for (String part :
                List.of(
                        " -name m0 -m 1024 -smp 1 ",
                        "file=" + folder.toAbsolutePath() + "/m0.qcow2,format=qcow2,id=drive1,",
                        " -device virtio-blk-pci,bootindex=1,drive=drive1,serial=root ")) {
            assertTrue(line.contains(part), part + " in " + line);
        }
        assertEquals(1, line.lines().count());
    }

    @Test
    void commandSaysWhichImageIsMissing() throws IOException {
        String told = cli().run("vm", "command", "m0.diskwright.json").ended(0).error();
        assertTrue(told.contains("/vm/diskImage") && told.contains("m0.qcow2"), told);
    }

    @ParameterizedTest
    @CsvSource({"disk.vmdk,vmdk", "disk.vhd,vpc", "disk.img,raw", "disk.vdi,vdi"})
    void namesOfImagesThatAreNotThereTellTheirFormat(String name, String format)
            throws IOException {
        String line =
                cli().run("vm", "command", "m0.diskwright.json", "-q", "--image", name)
                        .ended(0)
                        .output();
        assertTrue(line.contains("/" + name + ",format=" + format + ","), line);
    }

    @Test
    void contentsOfAnImageTellItsFormat() throws IOException {
        Cli cli = cli();
        cli.run("build", "m0.diskwright.json", "-q", "-o", "odd.img", "--format", "qcow2").ended(0);
        String line =
                cli.run("vm", "command", "m0.diskwright.json", "-q", "--image", "odd.img")
                        .ended(0)
                        .output();
        assertTrue(line.contains("/odd.img,format=qcow2,"), line);
    }

    @Test
    void formatsThatQemuCannotWriteAreRefused() throws IOException {
        cli().run("vm", "command", "m0.diskwright.json", "--image", "web.vma")
                .ended(2)
                .told("vma", "convert");
    }

    @Test
    void jsonHasTokensGroupsAndNeeds() throws IOException {
        Cli cli = cli();
        JsonNode json =
                cli.run("vm", "command", "m1.diskwright.json", "--json", "-q").ended(0).json();
        var tokens = new StringBuilder();
        json.get("groups").forEach(group -> tokens.append(group.get("tokens")));
        String all = json.get("tokens").toString();
        assertEquals(
                all.substring(1, all.length() - 1),
                tokens.substring(1, tokens.length() - 1).replace("][", ","));
        assertEquals(
                json,
                cli.run("vm", "command", "m1.diskwright.json", "--shell", "json", "-q").json());
        assertTrue(json.get("firmware").has("kind"), json.toString());
        assertTrue(json.get("needs").isArray());
        assertEquals("m1", json.get("name").stringValue());
    }

    @Test
    void wrongMachinesAreRefusedWithWhatIsWrong() throws IOException {
        Cli cli = cli();
        design(cli, "bad", "{ \"vlans\": [1, 1], \"cores\": 0 }");
        for (String[] call :
                List.of(
                        new String[] {"vm", "command", "bad.diskwright.json", "--json"},
                        new String[] {
                            "vm", "export", "bad.diskwright.json", "--to", "sh", "--json"
                        })) {
            var result = cli.run(call).ended(2).told("bad.diskwright.json");
            assertTrue(result.error().contains("/vm/vlans/1"), result.error());
            assertTrue(result.json().get("diagnostics").toString().contains("/vm/cores"));
        }
        assertTrue(
                cli.run("vm", "run", "bad.diskwright.json").ended(2).error().contains("/vm/cores"));
        assertTrue(
                cli.run("vm", "test", "bad.diskwright.json")
                        .ended(2)
                        .error()
                        .contains("/vm/cores"));
    }

    @Test
    void everyFormIsWrittenForEveryMachine() throws IOException {
        Cli cli = cli();
        for (int i = 0; i < MACHINES.size(); i++) {
            for (ExportForm form : ExportForms.ALL) {
                String file = "m%d.%s".formatted(i, form.extension());
                String design = "m%d.diskwright.json".formatted(i);
                cli.run("vm", "export", design, "--to", form.name(), "-o", file, "-q").ended(0);
                String text = cli.run("vm", "export", design, "--to", form.name(), "-q").output();
                assertEquals(Files.readString(cli.file(file)), text);
                assertTrue(text.contains("m" + i), text);
                assertEquals(form.isExecutable(), Files.isExecutable(cli.file(file)), file);
            }
        }
    }

    @Test
    @Tag("peer")
    void schemaOfLibvirtAcceptsEveryMachine() throws IOException {
        Peers.require("virt-xml-validate", "xmllint");
        Peers.requireFile("/usr/share/libvirt/schemas/domain.rng");
        Cli cli = cli();
        for (int i = 0; i < MACHINES.size(); i++) {
            String xml = "m" + i + ".xml";
            cli.run(
                            "vm",
                            "export",
                            "m" + i + ".diskwright.json",
                            "--to",
                            "libvirt",
                            "-o",
                            xml,
                            "-q")
                    .ended(0);
            Peers.run("virt-xml-validate", cli.file(xml), "domain").ok();
        }
    }

    @Test
    @Tag("peer")
    void shellcheckHasNothingToSayOfEveryMachine() throws IOException {
        Peers.require("shellcheck");
        Cli cli = cli();
        for (int i = 0; i < MACHINES.size(); i++) {
            for (String form : List.of("sh", "virtualbox")) {
                String script = "m" + i + "." + form;
                cli.run(
                                "vm",
                                "export",
                                "m" + i + ".diskwright.json",
                                "--to",
                                form,
                                "-o",
                                script,
                                "-q")
                        .ended(0);
                // quotes and dollars in single quotes, of which it informs, are meant so
                Peers.run("shellcheck", "-s", "sh", "-S", "warning", cli.file(script)).ok();
            }
        }
    }

    /// The script makes what the machine needs, and QEMU takes its arguments.
    @Test
    @Tag("peer")
    void scriptRuns() throws IOException {
        Peers.require("qemu-system-x86_64", "sh", "truncate", "base64");
        Cli cli = cli();
        for (int i : new int[] {0, 1, 3}) {
            String design = "m" + i + ".diskwright.json";
            cli.run("build", design, "-q").ended(0);
            String script = "m" + i + ".sh";
            cli.run("vm", "export", design, "--to", "sh", "-o", script, "-q").ended(0);
            String call =
                    "echo quit | sh %s -S -display none -serial none -monitor stdio"
                            .formatted(cli.file(script));
            String told = Peers.run("sh", "-c", call).ok();
            assertFalse(told.contains("warning"), told);
        }
    }

    @Test
    void existingFilesAreKeptUnlessForced() throws IOException {
        Cli cli = cli();
        cli.write("mine.sh", "mine");
        String[] call = {"vm", "export", "m0.diskwright.json", "--to", "sh", "-o", "mine.sh"};
        cli.run(call).ended(2).told("mine.sh", "--force");
        assertEquals("mine", Files.readString(cli.file("mine.sh")));
        cli.run("vm", "export", "m0.diskwright.json", "--to", "sh", "-o", "mine.sh", "--force")
                .ended(0);
        assertTrue(Files.readString(cli.file("mine.sh")).startsWith("#!/bin/sh\n"));
    }

    @Test
    void wrongUsageIsToldInOneLine() throws IOException {
        Cli cli = cli();
        cli.write("disk.img", "x".repeat(4096));
        cli.run("vm").ended(2).told("no command", "diskwright vm --help");
        cli.run("vm", "stop").ended(2).told("stop");
        cli.run("vm", "export", "m0.diskwright.json").ended(2).told("--to");
        cli.run("vm", "export", "m0.diskwright.json", "--to", "html")
                .ended(2)
                .told("html", "libvirt");
        cli.run("vm", "run", "none.img").ended(2).told("none.img", "no such file");
        cli.run("vm", "run", "disk.img", "--image", "disk.img").ended(2).told("--image");
        cli.run("vm", "run", "disk.img", "--append", "quiet").ended(2).told("--append");
        cli.run("vm", "run", "disk.img", "--timeout", "0").ended(2).told("--timeout");
        cli.run("vm", "run", "m0.diskwright.json", "--keep").ended(2).told("--image");
        cli.run("vm", "test", "m0.diskwright.json", "--expect", " ").ended(2).told("--expect");
        cli.run("vm", "test", "m0.diskwright.json", "--image", "x.img").ended(2).told("x.img");
    }

    @ParameterizedTest
    @ValueSource(strings = {"command", "run", "test", "export"})
    void everyCommandHelpsWithExamples(String command) throws IOException {
        String help = cli().run("vm", command, "--help").ended(0).output();
        assertTrue(help.contains("Examples:\n  diskwright vm " + command), help);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "fish"})
    void completionKnowsThem(String shell) throws IOException {
        String script = cli().run("completion", shell).ended(0).output();
        assertTrue(script.contains("libvirt"), script);
        assertTrue(script.contains("powershell"), script);
    }

    @Test
    void hostWithoutQemuIsToldBeforeTheStart() throws IOException {
        Cli cli = cli();
        var bare = new Cli(folder, "", Map.of("PATH", folder.toString()), false);
        for (String command : List.of("run", "test")) {
            bare.run("vm", command, "m0.diskwright.json")
                    .ended(3)
                    .told("qemu-system-x86_64 is not installed", "install QEMU");
        }
        assertTrue(cli.run("vm", "command", "m0.diskwright.json").ended(0).output().length() > 0);
    }
}
