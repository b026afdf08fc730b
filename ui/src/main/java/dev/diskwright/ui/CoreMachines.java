package dev.diskwright.ui;

import dev.diskwright.core.container.ContainerFormat;
import dev.diskwright.core.container.Containers;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Vm;
import dev.diskwright.core.design.VmAcceleration;
import dev.diskwright.core.vm.Acceleration;
import dev.diskwright.core.vm.ArgumentGroup;
import dev.diskwright.core.vm.FirmwareChoice;
import dev.diskwright.core.vm.FirmwareImage;
import dev.diskwright.core.vm.FirmwareSearch;
import dev.diskwright.core.vm.Machine;
import dev.diskwright.core.vm.MachineDisk;
import dev.diskwright.core.vm.MachinePaths;
import dev.diskwright.core.vm.VmHost;
import dev.diskwright.core.vm.export.ExportException;
import dev.diskwright.core.vm.export.ExportForm;
import dev.diskwright.core.vm.export.ExportForms;
import dev.diskwright.core.vm.export.ExportedMachine;
import dev.diskwright.core.vm.run.ThrowAwayDisk;
import dev.diskwright.ui.machine.MachineSight;
import dev.diskwright.ui.service.MachineServices;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Asks the core what a design's machine comes to on this host. The disk is the one that the design describes, before it
/// is built, under a throw-away overlay; where that lies is known when a run begins.
final class CoreMachines implements MachineServices {
    /// Directory of one run, relative to where QEMU is started.
    static final Path RUN = Path.of("run");

    /// The overlay in that directory.
    static final String OVERLAY = "disk.qcow2";

    private static final ExportForm SCRIPT = ExportForms.named("sh").orElseThrow();

    private final VmHost host;
    private final Path shared;

    /// @param shared directory that all machines of the user share
    CoreMachines(VmHost host, Path shared) {
        this.host = host;
        this.shared = shared;
    }

    @Override
    public MachineSight look(Design design, Path folder) {
        Vm vm = design.vm();
        FirmwareSearch search = FirmwareSearch.on(host, vm.architecture(), vm.effectiveMachine());
        Optional<Diagnostic> error =
                Machine.problems(design).stream().filter(Diagnostic::isError).findFirst();
        if (error.isPresent()) {
            return new MachineSight(
                    "",
                    List.of(),
                    firmware(search, ""),
                    List.of(),
                    List.of(),
                    "",
                    error.get().problem());
        }
        Machine machine =
                Machine.of(
                        design,
                        new MachineDisk.Image(RUN.resolve(OVERLAY), ThrowAwayDisk.FORMAT),
                        new MachinePaths(folder.toAbsolutePath(), RUN, shared),
                        null,
                        host);
        String chosen =
                machine.firmware() instanceof FirmwareChoice.Found(FirmwareImage image)
                        ? image.code().toString()
                        : "";
        return new MachineSight(
                machine.command().program(),
                machine.command().groups().stream().map(CoreMachines::group).toList(),
                firmware(search, chosen),
                accelerators(vm, machine.acceleration()),
                machine.needs().stream().map(CoreMachines::need).toList(),
                script(design, folder.toAbsolutePath()),
                "");
    }

    private static MachineSight.Group group(ArgumentGroup it) {
        return new MachineSight.Group(it.id(), it.title(), it.tokens(), it.paths());
    }

    private static MachineSight.Search firmware(FirmwareSearch search, String chosen) {
        return new MachineSight.Search(
                search.images().stream()
                        .map(it ->
                                new MachineSight.Firmware(
                                        it.code().toString(),
                                        it.variables().toString(),
                                        it.origin(),
                                        it.secureBoot()))
                        .toList(),
                search.looked(),
                chosen);
    }

    /// What was tried comes first, then translation, which always works.
    private List<MachineSight.Accelerator> accelerators(Vm vm, Acceleration it) {
        VmAcceleration wanted =
                vm.acceleration() == VmAcceleration.AUTO
                        ? host.system().acceleration()
                        : vm.acceleration();
        var all = new ArrayList<MachineSight.Accelerator>();
        if (wanted != VmAcceleration.TCG) {
            all.add(
                    new MachineSight.Accelerator(
                            key(wanted), it.refusal().isEmpty(), it.refusal().orElse("")));
        }
        all.add(new MachineSight.Accelerator(key(VmAcceleration.TCG), true, ""));
        return all;
    }

    private static String key(VmAcceleration it) {
        return it.name().toLowerCase(Locale.ROOT);
    }

    private static MachineSight.HostNeed need(Diagnostic it) {
        String problem = it.problem();
        String sentence =
                problem.substring(0, 1).toUpperCase(Locale.ROOT) + problem.substring(1) + ".";
        return new MachineSight.HostNeed(sentence, !it.isError(), it.path());
    }

    /// {@return a script that starts the machine with the image that a build writes}
    private String script(Design design, Path folder) {
        ContainerFormat format = Containers.named(design.disk().format()).orElseThrow();
        String ending = format.extensions().getFirst();
        Path image = folder.resolve(design.name() + "." + ending);
        Machine machine =
                Machine.of(
                        design,
                        new MachineDisk.Image(image, qemuName(format.name())),
                        new MachinePaths(folder, folder.resolve(design.name() + "-vm"), shared),
                        null,
                        host);
        try {
            return SCRIPT.export(ExportedMachine.of(design, folder, machine, image)).text();
        } catch (ExportException e) {
            return "# " + e.getMessage() + "\n";
        }
    }

    /// QEMU calls one format otherwise than everybody else.
    private static String qemuName(String format) {
        return format.equals("vhd") ? "vpc" : format;
    }
}
