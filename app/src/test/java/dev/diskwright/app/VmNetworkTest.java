package dev.diskwright.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.testing.Peers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Two machines on one vlan: each is Debian's kernel and initial RAM disk with the derived files of its design, names its
/// interfaces and takes its addresses by them alone, and looks for the other where the other's design says that it is.
@Tag("boot")
class VmNetworkTest {
    private static final Pattern ADDRESS = Pattern.compile("address (\\S+)");
    private static final String ANSWER = "the other answers at";

    /// After the last answer it stays a while, for the other to get its own.
    private static final String INIT =
            """
            #!/bin/sh
            export PATH=/usr/sbin:/usr/bin:/sbin:/bin
            mkdir -p /proc /sys /dev /run/network /var/run
            mount -t proc proc /proc
            mount -t sysfs sysfs /sys
            mount -t devtmpfs dev /dev
            for i in pre-up up down post-down; do mkdir -p /etc/network/if-$i.d; done
            /usr/lib/systemd/systemd-udevd --daemon
            udevadm trigger --action=add
            udevadm settle
            busybox ifup -a
            busybox ip addr show lan
            until busybox ping -c 1 -W 1 FIRST >/dev/null; do sleep 1; done
            until busybox ping6 -c 1 -W 1 SECOND >/dev/null; do sleep 1; done
            sleep 12
            echo "the other answers at FIRST and SECOND"
            sleep 600
            """;

    @TempDir private Path folder;

    private static Map<String, String> environment(Path runs) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("TMPDIR", runs.toString());
        return environment;
    }

    private static void write(Cli cli, int node, String backend) throws IOException {
        cli.write(
                "web.diskwright.json",
                """
                { "name": "node%1$d", "disk": { "additionalSpace": "4M" },
                  "layout": { "preset": "legacy" }, "derived": { "network": "ifupdown" },
                  "vm": { "memory": "256MiB", "node": %1$d, "userNetwork": false,
                    "interfaces": { "lan": { "vlan": 1, "assignIP": true } }, "networkBackend": "%2$s",
                    "useBootLoader": false, "directBoot": { "enable": true,
                      "kernel": "/vmlinuz", "initrd": "initrd",
                      "cmdline": ["quiet", "panic=-1", "rdinit=/start"] } } }
                """
                        .formatted(node, backend));
    }

    private static JsonNode derived(Cli cli) {
        return cli.run("plan", "web.diskwright.json", "--json").ended(0).json().get("derived");
    }

    /// {@return the addresses, of IPv4 and IPv6}
    private static String[] addresses(JsonNode derived) {
        Matcher found = ADDRESS.matcher(derived.toString().replace("\\n", "\n"));
        return found.results().map(it -> it.group(1)).toArray(String[]::new);
    }

    private static void makeRam(Cli cli, JsonNode derived, String[] others) throws IOException {
        Path added = cli.file("added");
        for (JsonNode it : derived) {
            Path file = added.resolve(it.get("path").stringValue().substring(1));
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, it.get("text").stringValue());
        }
        String init = INIT.replace("FIRST", others[0]).replace("SECOND", others[1]);
        Files.writeString(added.resolve("start"), init);
        assertTrue(added.resolve("start").toFile().setExecutable(true));
        Path archive = cli.file("added.cpio");
        Peers.run(
                        "sh",
                        "-c",
                        "cd '%s' && find . | cpio -o -H newc > '%s'".formatted(added, archive))
                .ok();
        Path plain = Peers.requireFile("/initrd.img", "/boot/initrd.img");
        try (OutputStream out = Files.newOutputStream(cli.file("initrd"))) {
            out.write(Files.readAllBytes(plain));
            out.write(new byte[(int) (-Files.size(plain) & 3)]);
            out.write(Files.readAllBytes(archive));
        }
    }

    private static JsonNode boot(Cli cli) {
        return cli.run(
                        "vm",
                        "test",
                        "web.diskwright.json",
                        "--expect",
                        ANSWER,
                        "--timeout",
                        "280",
                        "--report",
                        "boot",
                        "--json",
                        "-q")
                .json();
    }

    @ParameterizedTest
    @ValueSource(strings = {"multicast", "vde"})
    void twoDesignsReachEachOtherByTheirComputedAddresses(String backend) throws Exception {
        Peers.require("qemu-system-x86_64", "cpio", "vde_switch", "mkfifo");
        var _ = Peers.requireFile("/vmlinuz");
        Path runs = Files.createTempDirectory("vm");
        var one = new Cli(Files.createDirectory(folder.resolve("1")), "", environment(runs), false);
        var two = new Cli(Files.createDirectory(folder.resolve("2")), "", environment(runs), false);
        write(one, 1, backend);
        write(two, 2, backend);
        JsonNode first = derived(one);
        JsonNode second = derived(two);
        String[] there = addresses(second);
        assertEquals(2, there.length, second.toString());
        makeRam(one, first, there);
        makeRam(two, second, addresses(first));
        var listening = CompletableFuture.supplyAsync(() -> boot(one));
        Path heard = one.file("boot/serial.log");
        while (!listening.isDone() && !Files.exists(heard)) { // the socket of node 1 comes first
            Thread.sleep(100);
        }
        JsonNode other = boot(two);
        JsonNode verdict = listening.get();
        String log = Files.readString(heard);
        assertTrue(verdict.get("passed").booleanValue(), () -> verdict + log);
        assertTrue(log.contains(ANSWER + " 192.168.1.2 and 2001:db8:1::2"), log);
        assertTrue(other.get("passed").booleanValue(), other::toString);
        String place = runs.toString();
        assertTrue(
                ProcessHandle.allProcesses()
                        .noneMatch(it -> it.info().commandLine().orElse("").contains(place)));
        Peers.run("rm", "-r", place).ok();
    }
}
