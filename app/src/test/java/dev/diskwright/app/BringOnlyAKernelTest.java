package dev.diskwright.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// A kernel of the host's, its modules and busybox, made into images that boot: by the built-in loader from a BIOS, by a
/// unified kernel image from UEFI.
@Tag("boot")
class BringOnlyAKernelTest {
    private static final String INIT =
            """
            #!/bin/busybox sh
            /bin/busybox echo "root is $(/bin/busybox grep ' / ' /proc/mounts)"
            /bin/busybox echo "the system is up"
            /bin/busybox poweroff -f
            """;

    @TempDir private Path folder;
    @TempDir private Path runs;
    private Path kernel = Path.of("/");

    @BeforeEach
    void findKernel() throws IOException {
        Peers.require("qemu-system-x86_64");
        try (Stream<Path> files = Files.list(Path.of("/boot"))) {
            kernel =
                    files.filter(it -> it.getFileName().toString().startsWith("vmlinuz-"))
                            .filter(it -> Files.isDirectory(modules(it)))
                            .findFirst()
                            .orElseGet(() -> Peers.requireFile("/boot/vmlinuz"));
        }
    }

    private static Path modules(Path kernel) {
        String name = kernel.getFileName().toString();
        return Path.of("/lib/modules", name.substring(name.indexOf('-') + 1));
    }

    private Cli cli(String preset, String bus, String root) throws IOException {
        Path busybox = Peers.requireFile("/usr/bin/busybox", "/bin/busybox");
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("TMPDIR", runs.toString());
        var cli = new Cli(folder, "", environment, false);
        Files.createDirectories(cli.file("root/sbin"));
        for (String it : new String[] {"bin", "dev", "proc", "sys", "run"}) {
            Files.createDirectories(cli.file("root").resolve(it));
        }
        Files.copy(busybox, cli.file("root/bin/busybox"));
        cli.write("root/sbin/init", INIT);
        cli.write(
                "web.diskwright.json",
                """
                { "name": "web", "disk": { "additionalSpace": "4M" },
                  "layout": { "preset": "%s", "bootSize": "96M" },
                  "contents": [
                    { "source": "root", "target": "/", "user": "0", "group": "0" },
                    { "source": "root/sbin/init", "target": "/init", "mode": "0755", "user": "0", "group": "0" } ],
                  "boot": { "kernel": "%s", "cmdline": ["console=ttyS0", "panic=-1"],
                    "initramfs": { "modules": "/lib/modules", "busybox": "%s", "root": "%s", "init": "/init" } },
                  "vm": { "memory": "512MiB", "diskInterface": "%s" } }
                """
                        .formatted(preset, kernel, busybox, root, bus));
        return cli;
    }

    @ParameterizedTest(name = "{0} on {1}, {2}")
    @CsvSource({
        "legacy,virtio,disk",
        "legacy+gpt,nvme,disk",
        "legacy,scsi,overlay",
        "efi,virtio,memory"
    })
    void imageBootsWithNothingElse(String preset, String bus, String root) throws IOException {
        Cli cli = cli(preset, bus, root);
        JsonNode json =
                cli.run(
                                "vm",
                                "test",
                                "web.diskwright.json",
                                "--expect",
                                "the system is up",
                                "--timeout",
                                "250",
                                "--json",
                                "-q")
                        .ended(0)
                        .json();
        assertTrue(json.get("passed").booleanValue(), json.toString());
    }

    @Test
    void kernelWithoutTheDriverOfTheDiskIsRefusedByItsName() throws IOException {
        try (Stream<Path> all = Files.walk(modules(kernel))) {
            Assumptions.assumeTrue(
                    all.noneMatch(it -> it.getFileName().toString().startsWith("ahci.ko")),
                    "this kernel has a driver for AHCI");
        }
        Cli cli = cli("legacy", "ide", "disk");
        Cli.Result result = cli.run("build", "web.diskwright.json");
        assertEquals(2, result.status(), result.error());
        assertTrue(result.error().contains("it has no driver ahci"), result.error());
    }
}
