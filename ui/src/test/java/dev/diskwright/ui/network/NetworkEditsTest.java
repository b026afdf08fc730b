package dev.diskwright.ui.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.DesignChecks;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.Vm;
import dev.diskwright.core.design.VmInterface;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkEditsTest {
    private static final Design DESIGN = Design.of("router", Preset.EFI);

    private static Vm vm(List<Integer> vlans, String... named) {
        var interfaces = new java.util.TreeMap<String, VmInterface>();
        for (String name : named) {
            interfaces.put(name, new VmInterface(5, true, null));
        }
        return DESIGN.vm().withVlans(vlans).withInterfaces(interfaces);
    }

    private static Nic nic(Vm vm, String name) {
        return NetworkScene.of(vm).nic(name).orElseThrow();
    }

    private static Vm done(Change change) {
        return assertInstanceOf(Change.Done.class, change).vm();
    }

    private static String refused(Change change) {
        return assertInstanceOf(Change.Refused.class, change).reason();
    }

    @Test
    void aPortOfTheListMovesItsEntry() {
        Vm vm = vm(List.of(1, 2));

        assertEquals(
                List.of(1, 7),
                done(new NetworkEdits(vm).connect(nic(vm, "eth2"), new Target.Vlan(7))).vlans());
        assertEquals(
                "twice",
                refused(new NetworkEdits(vm).connect(nic(vm, "eth2"), new Target.Vlan(1))));
        assertInstanceOf(
                Change.Same.class,
                new NetworkEdits(vm).connect(nic(vm, "eth2"), new Target.Vlan(2)));
        assertEquals(List.of(1), done(new NetworkEdits(vm).disconnect(nic(vm, "eth2"))).vlans());
    }

    @Test
    void emptySpaceMakesTheNextVlan() {
        Vm vm = vm(List.of(1, 9), "lan");

        Vm after = done(new NetworkEdits(vm).connect(nic(vm, "lan"), new Target.Next()));

        assertEquals(new VmInterface(10, true, null), after.interfaces().get("lan"));
    }

    @Test
    void aNamedInterfaceThatIsUnpluggedRemembersItsWire() {
        Vm vm = vm(List.of(), "lan");

        Vm off = done(new NetworkEdits(vm).disconnect(nic(vm, "lan")));
        assertEquals(
                new VmInterface(5, true, null).withConnected(false), off.interfaces().get("lan"));
        assertEquals(List.of(5), NetworkScene.of(off).vlans());
        assertEquals(-1, NetworkScene.of(off).laneOf(nic(off, "lan")));
        assertInstanceOf(Change.Same.class, new NetworkEdits(off).disconnect(nic(off, "lan")));

        assertEquals(vm, done(new NetworkEdits(off).reconnect(nic(off, "lan"))));
    }

    @Test
    void onlyTheUserNetworksInterfaceGoesThere() {
        Vm vm = vm(List.of(1), "lan");

        assertEquals(
                "user", refused(new NetworkEdits(vm).connect(nic(vm, "lan"), new Target.User())));
        assertEquals(
                "userElsewhere",
                refused(new NetworkEdits(vm).connect(nic(vm, "eth0"), new Target.Vlan(1))));
        Vm off = done(new NetworkEdits(vm).disconnect(nic(vm, "eth0")));
        assertFalse(off.userNetwork());
        assertEquals(vm, done(new NetworkEdits(off).joinUser()));
    }

    @Test
    void whatIsTakenOnAVlanIsNotTakenTwice() {
        Vm vm = vm(List.of(1));

        Vm after = done(new NetworkEdits(vm).add(1));
        VmInterface added = after.interfaces().get("net0");

        assertEquals(new VmInterface(1, false, "52:54:00:13:01:01"), added);
        assertEquals(
                new VmInterface(2, true, null),
                done(new NetworkEdits(after).add(2)).interfaces().get("net1"));
    }

    @Test
    void namesAreCheckedBeforeTheyAreTaken() {
        Vm vm = vm(List.of(1), "lan", "mgmt");

        assertEquals("taken", refused(new NetworkEdits(vm).rename(nic(vm, "lan"), "mgmt")));
        assertEquals("taken", refused(new NetworkEdits(vm).rename(nic(vm, "lan"), "eth1")));
        assertEquals("name", refused(new NetworkEdits(vm).rename(nic(vm, "lan"), "a/b")));
        assertEquals("name", refused(new NetworkEdits(vm).rename(nic(vm, "lan"), "")));
        assertEquals(
                "name", refused(new NetworkEdits(vm).rename(nic(vm, "lan"), "abcdefghijklmnop")));
        assertEquals("userName", refused(new NetworkEdits(vm).rename(nic(vm, "eth0"), "wan")));
        assertTrue(
                done(new NetworkEdits(vm).rename(nic(vm, "lan"), " wan "))
                        .interfaces()
                        .containsKey("wan"));
    }

    @Test
    void anInterfaceOfTheListThatGetsANameKeepsItsWireAndAddress() {
        Vm vm = vm(List.of(3));

        Vm after = done(new NetworkEdits(vm).rename(nic(vm, "eth1"), "lan"));

        assertEquals(List.of(), after.vlans());
        assertEquals(Map.of("lan", new VmInterface(3, true, null)), after.interfaces());
        assertEquals(nic(vm, "eth1").ipv4(), nic(after, "lan").ipv4());
        assertEquals(nic(vm, "eth1").mac(), nic(after, "lan").mac());
    }

    @Test
    void removingAVlanTakesItsInterfaces() {
        Vm vm = vm(List.of(5, 1), "lan");

        Vm after = done(new NetworkEdits(vm).removeVlan(5));

        assertEquals(List.of(1), after.vlans());
        assertEquals(Map.of(), after.interfaces());
    }

    /// Whatever hands do on the picture, no mistake comes into the network.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void gesturesMakeNoMistakes(long seed) {
        var random = new Random(seed);
        Vm vm = vm(List.of(1, 2));
        for (int step = 0; step < 120; step++) {
            Change change = gesture(vm, random);
            if (change instanceof Change.Done done) {
                assertFalse(done.vm().equals(vm), "a step that changes nothing: " + done.label());
                assertEquals(List.of(), mistakes(done.vm()), done.label() + " at step " + step);
                if (!done.focus().isEmpty()) {
                    assertTrue(NetworkScene.of(done.vm()).nic(done.focus()).isPresent());
                }
                vm = done.vm();
            }
            NetworkScene scene = NetworkScene.of(vm);
            Spot spot = new Walk(scene).first();
            for (int i = 0; i < 20; i++) {
                List<Walk.Way> ways = List.of(Walk.Way.values());
                spot = new Walk(scene).step(spot, ways.get(random.nextInt(ways.size())));
                assertTrue(new Walk(scene).isThere(spot));
            }
        }
    }

    private static Change gesture(Vm vm, Random random) {
        NetworkScene scene = NetworkScene.of(vm);
        var edits = new NetworkEdits(vm);
        if (scene.nics().isEmpty() || random.nextInt(5) == 0) {
            return switch (random.nextInt(3)) {
                case 0 -> edits.addVlan();
                case 1 -> edits.joinUser();
                default -> edits.add(1 + random.nextInt(5));
            };
        }
        Nic nic = scene.nics().get(random.nextInt(scene.nics().size()));
        NetworkGeometry geometry = scene.geometry(1);
        return switch (random.nextInt(7)) {
            case 0 -> edits.disconnect(nic);
            case 1 -> edits.rename(nic, "if" + random.nextInt(6));
            case 2 -> edits.remove(nic);
            case 3 -> nic.kind() == Nic.Kind.USER ? edits.joinUser() : edits.removeVlan(nic.vlan());
            default ->
                    edits.connect(
                            nic,
                            scene.target(
                                    geometry.dropAt(
                                            random.nextDouble() * (geometry.width() + 80),
                                            random.nextDouble() * geometry.height())));
        };
    }

    private static List<String> mistakes(Vm vm) {
        return DesignChecks.check(DESIGN.withVm(vm)).stream()
                .filter(it -> it.code().startsWith("NET-"))
                .filter(Diagnostic::isError)
                .map(Diagnostic::problem)
                .toList();
    }
}
