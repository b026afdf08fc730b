package dev.diskwright.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.VmInterface;
import dev.diskwright.core.guest.GuestInterface;
import dev.diskwright.core.guest.GuestNetwork;
import dev.diskwright.core.testing.Peers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What those for whom derived files are written say of them.
@Tag("peer")
class NetworkFilesPeerTest {
    private static final String SYSTEMD = "/etc/systemd/network";

    @TempDir Path base;

    private static List<GuestInterface> interfaces() {
        Design plain = Design.of("x", Preset.EFI);
        var named =
                Map.of(
                        "lan", new VmInterface(3, true, null),
                        "a_b-c.d", new VmInterface(4, true, null));
        return GuestNetwork.of(
                plain.withVm(
                        plain.vm().withNode(10).withVlans(List.of(1, 255)).withInterfaces(named)));
    }

    private Path write(DerivedFile file) throws Exception {
        Path path = base.resolve(Objects.requireNonNull(Path.of(file.path()).getFileName()));
        return Files.writeString(path, file.text());
    }

    /// Runs a program that sees the folder in the place of systemd's.
    private String inPlace(String program) {
        Peers.require("unshare", "sh");
        Peers.Result able = Peers.run("unshare", "-mn", "true");
        Assumptions.assumeTrue(able.status() == 0, "skipped: no namespaces: " + able.output());
        Path folder = Path.of(SYSTEMD);
        Assumptions.assumeTrue(Files.isDirectory(folder), "skipped: there is no " + folder);
        String script =
                "mount --bind '%s' %s && mount -t tmpfs none /run && SYSTEMD_LOG_LEVEL=debug SYSTEMD_LOG_TARGET=console timeout 10 %s"
                        .formatted(base, SYSTEMD, program);
        return Peers.run("unshare", "-mn", "sh", "-c", script).output();
    }

    @Test
    void udevReadsEveryNameWithoutComplaint() throws Exception {
        Peers.require("udevadm");
        for (GuestInterface it : interfaces()) {
            write(NetworkFiles.link(it));
        }
        Files.writeString(base.resolve("20-wrong.link"), "[Match]\nMACAddres=x\n[Link]\nName=y\n");
        String said = inPlace("udevadm test-builtin net_setup_link /sys/class/net/lo");
        for (GuestInterface it : interfaces()) {
            assertTrue(
                    said.contains(
                            "Parsed configuration file \"%s/10-%s.link\""
                                    .formatted(SYSTEMD, it.name())),
                    said);
        }
        assertEquals(0, complaints(said, "10-"), said);
        assertTrue(complaints(said, "20-wrong") > 0, said);
    }

    @Test
    void networkdReadsEveryAddressWithoutComplaint() throws Exception {
        Path networkd =
                Peers.requireFile(
                        "/usr/lib/systemd/systemd-networkd", "/lib/systemd/systemd-networkd");
        for (GuestInterface it : interfaces()) {
            write(NetworkFiles.network(it));
        }
        assertTrue(base.toFile().setReadable(true, false), "networkd gives up root's rights");
        assertTrue(base.toFile().setExecutable(true, false));
        Files.writeString(
                base.resolve("20-wrong.network"), "[Match]\nName=x\n[Network]\nAdress=1.2.3.4/8\n");
        String said = inPlace(networkd.toString());
        assertEquals(0, complaints(said, "10-"), said);
        assertTrue(complaints(said, "20-wrong") > 0, said);
    }

    private static long complaints(String said, String file) {
        return said.lines()
                .filter(it -> it.contains(SYSTEMD + "/" + file) && it.contains("gnoring"))
                .count();
    }

    @Test
    void busyboxWouldGiveEveryInterfaceItsAddresses() throws Exception {
        Peers.require("busybox");
        Assumptions.assumeTrue(
                Peers.run("busybox", "--list").output().contains("ifup\n"),
                "skipped: this busybox has no ifup");
        for (GuestInterface it : interfaces()) {
            Path file = write(NetworkFiles.stanza(it, it.name()));
            String said = Peers.run("busybox", "ifup", "-n", "-f", "-i", file, it.name()).ok();
            if (it.isAddressed()) {
                assertTrue(said.contains("ip addr add %s dev".formatted(it.ipv4())), said);
                assertTrue(said.contains("ip addr add %s dev".formatted(it.ipv6())), said);
            } else {
                assertTrue(said.contains("udhcpc"), said);
            }
        }
    }
}
