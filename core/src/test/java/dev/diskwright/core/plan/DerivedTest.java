package dev.diskwright.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.block.BlockSource;
import dev.diskwright.core.block.Digests;
import dev.diskwright.core.block.Progress;
import dev.diskwright.core.bytes.Where;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.content.RegularFile;
import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Derived;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Fix;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.VmInterface;
import dev.diskwright.core.fs.FileSystems;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.Designs;
import dev.diskwright.core.testing.RandomVms;
import dev.diskwright.core.testing.Trees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DerivedTest {
    private static final String NETWORKD = "usr/lib/systemd/systemd-networkd";
    private static final String WANTED =
            "etc/systemd/system/multi-user.target.wants/systemd-networkd.service";

    @TempDir Path base;

    /// A root file system with these files, each a line.
    private Design holding(String... paths) throws Exception {
        Design design = Designs.small(base, Preset.EFI, 512);
        for (String path : paths) {
            file(path, "#\n");
        }
        return design.withVm(design.vm().withNode(10).withVlans(List.of(1)));
    }

    private void file(String path, String text) throws Exception {
        Path file = base.resolve("root").resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }

    private Plan plan(Design design) throws Exception {
        try (var planner = new Planner(base, base)) {
            return planner.plan(design);
        }
    }

    private static List<String> added(Plan plan) {
        return plan.derived().stream()
                .filter(it -> it.state() == DerivedFile.State.ADDED)
                .map(DerivedFile::path)
                .toList();
    }

    private static List<String> codes(Plan plan) {
        return plan.diagnostics().stream().map(Diagnostic::code).toList();
    }

    private static FileTree root(Plan plan) {
        return Objects.requireNonNull(plan.partitions().getLast().volume()).tree();
    }

    private static String text(Plan plan, String path) {
        return plan.derived().stream()
                .filter(it -> it.path().equals(path))
                .findFirst()
                .orElseThrow()
                .text();
    }

    private static Design with(Design design, Derived derived) {
        return new Edit.SetDerived(derived).apply(design);
    }

    @Test
    void networkdGetsNamesByHardwareAddressAndAddressesByName() throws Exception {
        Plan plan = plan(holding(NETWORKD, WANTED));
        assertEquals(
                List.of(
                        "/etc/systemd/network/10-eth0.link",
                        "/etc/systemd/network/10-eth0.network",
                        "/etc/systemd/network/10-eth1.link",
                        "/etc/systemd/network/10-eth1.network"),
                added(plan));
        assertEquals(List.of(), codes(plan));
        assertEquals(
                """
                # The name of eth1 on vlan 1. Derived by Diskwright from the design.

                [Match]
                MACAddress=52:54:00:12:01:0a
                Path=*

                [Link]
                Name=eth1
                """,
                text(plan, "/etc/systemd/network/10-eth1.link"));
        assertEquals(
                """
                # The addresses of eth1 on vlan 1. Derived by Diskwright from the design.

                [Match]
                Name=eth1

                [Link]
                RequiredForOnline=no

                [Network]
                Address=192.168.1.10/24
                Address=2001:db8:1::10/64
                """,
                text(plan, "/etc/systemd/network/10-eth1.network"));
        assertEquals(
                """
                # The address of eth0 on the user network. Derived by Diskwright from the design.

                [Match]
                Name=eth0

                [Network]
                DHCP=yes
                """,
                text(plan, "/etc/systemd/network/10-eth0.network"));
    }

    @Test
    void ifupdownGetsAFileForEachInterfaceAndOneThatLeadsToThem() throws Exception {
        Plan plan = plan(holding("usr/sbin/ifup", NETWORKD));
        assertEquals(
                List.of(
                        "/etc/network/interfaces",
                        "/etc/systemd/network/10-eth0.link",
                        "/etc/network/interfaces.d/eth0",
                        "/etc/systemd/network/10-eth1.link",
                        "/etc/network/interfaces.d/eth1"),
                added(plan));
        assertEquals(
                """
                # The addresses of eth1 on vlan 1. Derived by Diskwright from the design.
                auto eth1
                iface eth1 inet static
                    address 192.168.1.10
                    netmask 255.255.255.0
                iface eth1 inet6 static
                    address 2001:db8:1::10
                    netmask 64
                """,
                text(plan, "/etc/network/interfaces.d/eth1"));
        assertEquals(
                """
                # The address of eth0 on the user network. Derived by Diskwright from the design.
                auto eth0
                iface eth0 inet dhcp
                """,
                text(plan, "/etc/network/interfaces.d/eth0"));
    }

    @Test
    void aUdevWithoutSystemdGetsRules() throws Exception {
        Plan plan = plan(holding("sbin/ifup", "sbin/udevd"));
        assertTrue(added(plan).contains("/etc/udev/rules.d/70-net-eth1.rules"));
        assertEquals(
                """
                # The name of eth1 on vlan 1. Derived by Diskwright from the design.
                SUBSYSTEM=="net", ACTION=="add", DRIVERS=="?*", ATTR{address}=="52:54:00:12:01:0a", NAME="eth1"
                """,
                text(plan, "/etc/udev/rules.d/70-net-eth1.rules"));
    }

    @Test
    void aNamedInterfaceWithoutAddressGetsItsNameAlone() throws Exception {
        Design design = holding(NETWORKD, WANTED);
        var lan = Map.of("lan", new VmInterface(3, false, "02-00-00-00-00-0A"));
        design =
                design.withVm(
                        design.vm()
                                .withVlans(List.of())
                                .withUserNetwork(false)
                                .withInterfaces(lan));
        Plan plan = plan(design);
        assertEquals(List.of("/etc/systemd/network/10-lan.link"), added(plan));
        assertTrue(text(plan, added(plan).getFirst()).contains("MACAddress=02:00:00:00:00:0a\n"));
    }

    @Test
    void whatIsEnabledIsChosenAndWhatIsNotIsSaid() throws Exception {
        Design both = holding("usr/sbin/ifup", NETWORKD, WANTED);
        assertTrue(added(plan(both)).contains("/etc/systemd/network/10-eth1.network"));
        Files.delete(base.resolve("root").resolve(WANTED));
        assertTrue(added(plan(both)).contains("/etc/network/interfaces.d/eth1"));
        Files.delete(base.resolve("root/usr/sbin/ifup"));
        Plan alone = plan(both);
        assertTrue(added(alone).contains("/etc/systemd/network/10-eth1.network"));
        assertEquals(List.of("SRC-042"), codes(alone));
    }

    @Test
    void contentsThatSetUpNoNetworkGetNoFilesAndThreeWaysOut() throws Exception {
        Plan plan = plan(holding());
        assertEquals(List.of(), plan.derived());
        Diagnostic hint = plan.diagnostics().getFirst();
        assertEquals("SRC-041", hint.code());
        assertEquals(3, hint.fixes().size());
        for (Fix fix : hint.fixes()) {
            Plan mended = plan(fix.edit().apply(plan.design()));
            assertFalse(codes(mended).contains("SRC-041"), fix.label());
            assertTrue(mended.isBuildable());
        }
    }

    @Test
    void withoutVlansAndSettingNothingIsAdded() throws Exception {
        Design design = holding(NETWORKD, WANTED);
        design = design.withVm(design.vm().withVlans(List.of()));
        Plan plan = plan(design);
        assertEquals(List.of(), plan.derived());
        assertNull(root(plan).find("/etc/systemd/network"));
        Derived networkd = design.derived().withNetwork(Derived.Network.NETWORKD);
        assertEquals(2, added(plan(with(design, networkd))).size());
    }

    @Test
    void contentsWinOverWhatFollowsFromTheDesign() throws Exception {
        file("etc/systemd/network/10-eth1.network", "own\n");
        Design design = holding(NETWORKD, WANTED);
        Plan plan = plan(design);
        assertEquals(3, added(plan).size());
        assertEquals(DerivedFile.State.REPLACED, plan.derived().getLast().state());
        assertEquals("own\n", Trees.text(root(plan), "/etc/systemd/network/10-eth1.network"));
        Diagnostic hint = plan.diagnostics().getFirst();
        assertEquals("SRC-044", hint.code());
        assertEquals(Diagnostic.Severity.HINT, hint.severity());
        Plan mended = plan(Objects.requireNonNull(hint.fix()).apply(design));
        assertEquals(List.of(), codes(mended));
        assertEquals(DerivedFile.State.LEFT_OUT, mended.derived().getLast().state());
    }

    @Test
    void interfacesThatTheContentsSetUpThemselvesAreLeftToThem() throws Exception {
        file("etc/network/interfaces", "iface eth1 inet manual\nsource interfaces.d/*\n");
        Plan plan = plan(holding("usr/sbin/ifup"));
        assertFalse(added(plan).contains("/etc/network/interfaces"));
        assertFalse(added(plan).contains("/etc/network/interfaces.d/eth1"));
        assertTrue(added(plan).contains("/etc/network/interfaces.d/eth0"));
        assertEquals(List.of("SRC-044"), codes(plan));
    }

    @Test
    void settingsThatDoNotLeadToTheFilesAreSaid() throws Exception {
        file("etc/network/interfaces", "auto lo\n".repeat(20_000) + " \t\n".repeat(20_000));
        assertEquals(List.of("SRC-043"), codes(plan(holding("usr/sbin/ifup"))));
        file("etc/network/interfaces", "auto lo\n  source-directory /etc/network/interfaces.d\n");
        assertEquals(List.of(), codes(plan(holding("usr/sbin/ifup"))));
    }

    @Test
    void aFileIsLeftOutAndBackAgainByOneEdit() throws Exception {
        Design design = holding(NETWORKD, WANTED);
        String path = "/etc/systemd/network/10-eth0.network";
        Design without = with(design, design.derived().withFile(path, false));
        Plan plan = plan(without);
        assertNull(root(plan).find(path));
        assertNotNull(root(plan).find("/etc/systemd/network/10-eth0.link"));
        assertEquals(design, with(without, without.derived().withFile(path, true)));
        Plan none = plan(with(without, without.derived().withNetwork(Derived.Network.NONE)));
        assertEquals(List.of("SRC-045"), codes(none));
        Design mended = Objects.requireNonNull(none.diagnostics().getFirst().fix()).apply(design);
        assertEquals(List.of(), mended.derived().without());
    }

    @Test
    void aFileThatWouldLeaveTheTreeThroughALinkIsRefused() throws Exception {
        Design design = holding(NETWORKD, WANTED);
        Files.createSymbolicLink(
                base.resolve("root/etc/systemd/network"), Path.of("/run/systemd/network"));
        Plan plan = plan(design);
        assertEquals(List.of(), added(plan));
        assertEquals(Set.of("SRC-046"), new HashSet<>(codes(plan)));
        assertTrue(plan.isBuildable());
    }

    @Test
    void aBuiltImageHoldsThemAsRootsAndWithTheTimeOfTheDesign() throws Exception {
        Design plain = holding(NETWORKD, WANTED);
        Design design =
                with(
                        plain.withReproducible(plain.reproducible().withTimestamp(1_234_567)),
                        plain.derived().withFstab(true));
        try (var planner = new Planner(base, base)) {
            Plan plan = planner.plan(design);
            BlockSource disk = planner.image(plan, ImageListener.NONE);
            Segment.Partition part = plan.partitions().getLast();
            BlockSource volume = disk.slice(part.start(), part.size());
            Where where = Where.file("disk");
            FileTree tree = FileSystems.recognise(where, volume).orElseThrow().read(where, volume);
            assertEquals(5, added(plan).size());
            for (DerivedFile it : plan.derived()) {
                FileNode node = Objects.requireNonNull(tree.find(it.path()), it.path());
                assertTrue(node instanceof RegularFile);
                assertEquals(it.text(), Trees.text(tree, it.path()));
                assertEquals(0644, node.attributes().mode());
                assertEquals(0, node.attributes().uid());
                assertEquals(0, node.attributes().gid());
                assertEquals(1_234_567, node.attributes().seconds());
            }
        }
    }

    @Test
    void fstabNamesFileSystemsPersistentlyAndRootFirst() throws Exception {
        Design design = Designs.small(base, Preset.EFI, 512);
        Plan plan = plan(with(design, design.derived().withFstab(true)));
        assertEquals(
                """
                # Mount points. Derived by Diskwright from the design.
                /dev/disk/by-label/nixos / ext4 defaults 0 1
                /dev/disk/by-label/ESP /boot vfat umask=0077 0 2
                """,
                text(plan, "/etc/fstab"));
        assertEquals(text(plan, "/etc/fstab"), Trees.text(root(plan), "/etc/fstab"));
    }

    @Test
    void fieldsOfFstabEndAtNoBlankOfTheirOwn() throws Exception {
        Design design =
                Designs.parse(
                        """
                        { "name": "x", "derived": { "fstab": true }, "layout": { "partitions": [
                          { "name": "a", "type": "linux", "size": "16MiB", "mount": "/",
                            "filesystem": { "type": "ext4", "label": "my root" } },
                          { "name": "b", "type": "linux", "size": "16MiB", "mount": "/srv/two words",
                            "filesystem": { "type": "ext4" } } ] } }
                        """);
        Plan plan = plan(design);
        String uuid = Objects.requireNonNull(plan.partitions().getLast().volume()).uuid();
        assertEquals(
                """
                # Mount points. Derived by Diskwright from the design.
                /dev/disk/by-label/my\\134x20root / ext4 defaults 0 1
                /dev/disk/by-uuid/%s /srv/two\\040words ext4 defaults 0 2
                """
                        .formatted(uuid),
                text(plan, "/etc/fstab"));
    }

    @Test
    void theFileSystemIsKeptWhileNothingThatFollowsChanges() throws Exception {
        Design design = holding(NETWORKD, WANTED);
        try (var planner = new Planner(base, base)) {
            FileTree first = root(planner.plan(design));
            FileTree again = root(planner.plan(design.withVm(design.vm().withCores(3))));
            assertSame(first.root(), again.root());
            Design other = design.withVm(design.vm().withNode(11));
            String path = "/etc/systemd/network/10-eth1.link";
            assertTrue(Trees.text(root(planner.plan(other)), path).contains(":0b\n"));
            assertTrue(Trees.text(root(planner.plan(design)), path).contains(":0a\n"));
        }
    }

    @Test
    void planningTwiceGivesTheSameBytes() throws Exception {
        Design design = holding(NETWORKD, WANTED);
        var digests = new HashSet<String>();
        for (int i = 0; i < 2; i++) {
            try (var planner = new Planner(base, base)) {
                BlockSource disk = planner.image(planner.plan(design), ImageListener.NONE);
                digests.add(Digests.fingerprint(disk, Progress.NONE));
            }
        }
        assertEquals(1, digests.size());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void whateverTheMachineEveryFileIsOneOfItsOwnAndPlain(long seed) throws Exception {
        var random = Cases.random(seed);
        Design plain = holding(NETWORKD);
        Design design = new RandomVms(random).right(plain);
        var kinds = Derived.Network.values();
        design =
                with(
                        design,
                        design.derived()
                                .withNetwork(kinds[random.nextInt(kinds.length)])
                                .withFstab(random.nextBoolean()));
        Plan plan = plan(design);
        var paths = new ArrayList<String>();
        for (DerivedFile it : plan.derived()) {
            assertEquals(DerivedFile.State.ADDED, it.state());
            paths.add(it.path());
            assertNotNull(root(plan).find(it.path()), it.path());
            assertTrue(it.path().matches("/etc/[A-Za-z0-9/_.-]+"), it.path());
            assertTrue(it.text().startsWith("# "), it.text());
            for (String line : it.text().split("\n", -1)) {
                assertTrue(line.matches(grammar(it.path())), it.path() + ": " + line);
            }
        }
        assertEquals(paths.size(), new HashSet<>(paths).size(), paths.toString());
    }

    /// The least that a reader of the file asks of every line.
    private static String grammar(String path) {
        return path.endsWith(".link") || path.endsWith(".network")
                ? "#.*||\\[[A-Z][a-z]+\\]|[A-Z][A-Za-z]+=[A-Za-z0-9:./*_-]+"
                : path.startsWith("/etc/network")
                        ? "#.*||auto \\S+|iface \\S+ inet6? (static|dhcp|loopback)|source-directory \\S+| {4}(address|netmask) [0-9a-f.:]+"
                        : path.equals("/etc/fstab") ? "#.*||(\\S+ ){5}[12]" : "#.*||[A-Z].*\"";
    }

    @Test
    void aDesignWithoutContentsOnItsRootGetsNothing() throws Exception {
        Design design = holding(NETWORKD).withContents(List.of());
        assertEquals(List.of(), plan(design).derived());
        assertEquals(List.of(), codes(plan(design)));
    }

    @Test
    void aPartitionOfItsOwnTakesItsShare() throws Exception {
        Design design = holding(NETWORKD, WANTED);
        design =
                Designs.parse(
                                """
                                { "name": "x", "layout": { "partitions": [
                                  { "name": "root", "type": "linux", "size": "32MiB", "mount": "/",
                                    "filesystem": { "type": "ext4" } },
                                  { "name": "etc", "type": "linux", "size": "32MiB", "mount": "/etc",
                                    "filesystem": { "type": "ext4" } } ] } }
                                """)
                        .withVm(design.vm())
                        .withContents(
                                List.of(
                                        new Content("root/usr", "/usr", null, null, null),
                                        new Content("root/etc", "/etc", null, null, null)));
        Plan plan = plan(design);
        assertTrue(
                codes(plan).stream().noneMatch(it -> it.startsWith("SRC")), codes(plan)::toString);
        assertEquals(4, added(plan).size());
        assertNotNull(root(plan).find("/systemd/network/10-eth1.link"));
    }

    private static final String SYSTEMD = "usr/lib/systemd/systemd";

    @Test
    void aMachineIdIsMadeWhereSystemdIs() throws Exception {
        Design design = holding(SYSTEMD);
        Design wanted = with(design, design.derived().withMachineId(true));
        Plan plan = plan(wanted);
        FileNode node = Trees.find(root(plan), "/etc/machine-id");
        assertEquals(0444, node.attributes().mode());
        assertEquals("", Trees.text(root(plan), "/etc/machine-id"));
        Plan without = plan(with(wanted, wanted.derived().withFile("/etc/machine-id", false)));
        assertNull(root(without).find("/etc/machine-id"));
        Files.delete(base.resolve("root").resolve(SYSTEMD));
        assertFalse(added(plan(wanted)).contains("/etc/machine-id"));
        file("etc/machine-id", "0\n");
        file(SYSTEMD, "");
        assertTrue(codes(plan(wanted)).contains("SRC-044"));
    }

    @Test
    void theHostIsCalledAsTheDesign() throws Exception {
        Design design = holding().withName("My Web_Server (2)!");
        Design wanted = with(design, design.derived().withHostname(true));
        assertEquals("my-web-server-2\n", text(plan(wanted), "/etc/hostname"));
        assertTrue(codes(plan(wanted)).contains("SRC-044"), "the contents bring one");
        Files.delete(base.resolve("root/etc/hostname"));
        assertEquals("my-web-server-2\n", Trees.text(root(plan(wanted)), "/etc/hostname"));
    }

    @Test
    void theLastFileSystemGrowsByFstab() throws Exception {
        Design design = holding(SYSTEMD);
        Derived derived = design.derived().withFstab(true).withGrow(Derived.Grow.FILESYSTEM);
        Plan plan = plan(with(design, derived));
        assertTrue(
                text(plan, "/etc/fstab").contains(" / ext4 defaults,x-systemd.growfs 0 1\n"),
                text(plan, "/etc/fstab"));
        assertFalse(text(plan, "/etc/fstab").contains("umask=0077,x-systemd.growfs"));
        assertEquals(List.of(), added(plan).stream().filter(it -> it.contains("repart")).toList());
        Design bare = with(design, derived.withFstab(false));
        Diagnostic hint =
                plan(bare).diagnostics().stream()
                        .filter(it -> it.code().equals("SRC-048"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(with(design, derived), Objects.requireNonNull(hint.fix()).apply(bare));
    }

    @Test
    void theLastPartitionGrowsByRepart() throws Exception {
        Design design = holding(SYSTEMD, "usr/bin/systemd-repart");
        Derived derived = design.derived().withFstab(true).withGrow(Derived.Grow.PARTITION);
        Plan plan = plan(with(design, derived));
        String path =
                added(plan).stream()
                        .filter(it -> it.contains("repart.d"))
                        .findFirst()
                        .orElseThrow();
        var type = plan.partitions().getLast().type().gpt();
        assertTrue(text(plan, path).contains("Type=" + type + "\nGrowFileSystem=yes\n"), path);
        assertNotNull(root(plan).find(path));
        assertFalse(codes(plan).contains("SRC-049"));
        Files.delete(base.resolve("root/usr/bin/systemd-repart"));
        assertTrue(codes(plan(with(design, derived))).contains("SRC-049"));
        Design mbr = with(design.withLayout(design.layout().withPreset(Preset.LEGACY)), derived);
        assertTrue(codes(plan(mbr)).contains("SRC-047"));
    }
}
