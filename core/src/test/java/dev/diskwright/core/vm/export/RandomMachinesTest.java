package dev.diskwright.core.vm.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.VmArchitecture;
import dev.diskwright.core.testing.Cases;
import dev.diskwright.core.testing.FakeHost;
import dev.diskwright.core.testing.Peers;
import dev.diskwright.core.testing.RandomVms;
import dev.diskwright.core.vm.Machine;
import dev.diskwright.core.vm.MachineDisk;
import dev.diskwright.core.vm.MachinePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Machines of designs that have no errors, in every language.
class RandomMachinesTest {
    private static final int MANY = 60;

    @TempDir private Path folder;

    private static ExportedMachine machine(long seed) {
        Random random = Cases.random(seed);
        List<Preset> presets = List.of(Preset.values());
        Preset preset = presets.get(random.nextInt(presets.size()));
        Design design = new RandomVms(random).right(Design.of("m" + seed, preset));
        Path base = Path.of("/base").toAbsolutePath();
        Path disk = base.resolve("m.qcow2");
        var paths = new MachinePaths(base, base.resolve("run"), base.resolve("shared"));
        var image = new MachineDisk.Image(disk, "qcow2");
        Machine machine = Machine.of(design, image, paths, null, FakeHost.debian());
        return ExportedMachine.of(design, base, machine, disk);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void everyMachineHasEveryForm(long seed) throws IOException {
        ExportedMachine machine = machine(seed);
        VmArchitecture architecture = machine.design().vm().architecture();
        boolean hasVirtualBox =
                architecture == VmArchitecture.X86_64 || architecture == VmArchitecture.AARCH64;
        for (ExportForm form : ExportForms.ALL) {
            if (!form.name().equals("virtualbox") || hasVirtualBox) {
                String text = form.export(machine).text();
                assertTrue(text.endsWith("\n") && text.contains("m" + seed), text);
            }
        }
    }

    /// Nothing is lost: what has no element is there as it is.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.diskwright.core.testing.Cases#seeds")
    void argumentsAreTakenAsWholes(long seed) {
        ExportedMachine machine = machine(seed);
        assertEquals(
                machine.tokens(),
                machine.arguments().stream().flatMap(it -> it.tokens().stream()).toList());
    }

    @Test
    @Tag("peer")
    void schemaOfLibvirtAcceptsThem() throws IOException {
        Peers.require("xmllint");
        Path schema = Peers.requireFile("/usr/share/libvirt/schemas/domain.rng");
        var call = new ArrayList<Object>(List.of("--noout", "--relaxng", schema));
        for (int seed = 0; seed < MANY; seed++) {
            String text = new LibvirtDomain().export(machine(seed)).text();
            call.add(Files.writeString(folder.resolve(seed + ".xml"), text));
        }
        Peers.run("xmllint", call.toArray()).ok();
    }

    @Test
    @Tag("peer")
    void shellcheckHasNothingToSay() throws IOException {
        Peers.require("shellcheck");
        var call = new ArrayList<Object>(List.of("-s", "sh", "-S", "warning"));
        for (int seed = 0; seed < MANY; seed++) {
            String text = new PosixScript().export(machine(seed)).text();
            call.add(Files.writeString(folder.resolve(seed + ".sh"), text));
        }
        Peers.run("shellcheck", call.toArray()).ok();
    }
}
