package dev.diskwright.ui.machine;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.design.Vm;
import dev.diskwright.core.design.VmAcceleration;
import dev.diskwright.core.design.VmArchitecture;
import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.form.TextFieldModel;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// What the machine is made of: processor, memory, machine, and what executes it.
public final class HardwareViewModel {
    private static final int MOST_CORES = 1024;

    private final MachineForm form;
    private final ChoiceModel architecture;
    private final TextFieldModel machine;
    private final TextFieldModel cpu;
    private final ChoiceModel acceleration;
    private final TextFieldModel cores;
    private final TextFieldModel memory;
    private final TextFieldModel node;
    private final ReadOnlyStringWrapper accelerationNote = new ReadOnlyStringWrapper("");
    private MachineSight sight = MachineSight.NONE;

    HardwareViewModel(MachineForm form) {
        this.form = form;
        architecture =
                form.choice(
                        "/vm/architecture",
                        "architecture",
                        "architecture",
                        key ->
                                form.vm()
                                        .withArchitecture(
                                                VmArchitecture.valueOf(
                                                        key.toUpperCase(Locale.ROOT)))
                                        .withMachine(null),
                        List.of(VmArchitecture.values()).stream()
                                .map(VmArchitecture::toString)
                                .toArray(String[]::new));
        machine =
                form.text("/vm/machine", "machine", it -> form.vm().withMachine(it))
                        .suggest(() -> options(form.vm().architecture().machines()));
        cpu =
                form.text("/vm/cpu", "cpu", it -> form.vm().withCpu(it == null ? "max" : it))
                        .suggest(() -> options(List.of("max", "host", "qemu64")));
        acceleration =
                form.choice(
                        "/vm/acceleration",
                        "acceleration",
                        "acceleration",
                        key ->
                                form.vm()
                                        .withAcceleration(
                                                VmAcceleration.valueOf(
                                                        key.toUpperCase(Locale.ROOT))),
                        "auto",
                        "kvm",
                        "hvf",
                        "whpx",
                        "tcg");
        cores = form.number("/vm/cores", "cores", 1, MOST_CORES, it -> form.vm().withCores(it));
        memory =
                form.size(
                                "/vm/memory",
                                text ->
                                        form.set(
                                                "memory",
                                                form.vm().withMemory(SizeText.parseFixed(text)),
                                                text),
                                "MiB")
                        .suggest(() -> options(List.of("512MiB", "1GiB", "2GiB", "4GiB", "8GiB")));
        node = form.number("/vm/node", "node", 1, 254, it -> form.vm().withNode(it));
    }

    private static List<ChoiceModel.Option> options(List<String> names) {
        return names.stream().map(it -> new ChoiceModel.Option(it, it)).toList();
    }

    void show(Design design) {
        Vm vm = design.vm();
        form.show(architecture, vm.architecture().toString());
        form.show(machine, vm.machine());
        machine.promptProperty().set(vm.effectiveMachine());
        form.show(cpu, vm.cpu());
        form.show(acceleration, vm.acceleration().name().toLowerCase(Locale.ROOT));
        form.show(cores, Integer.toString(vm.cores()));
        memory.unitProperty()
                .set(dev.diskwright.ui.edit.SizeDraft.unitOf(vm.memory().text(), "MiB"));
        form.showSize(memory, vm.memory().text(), vm.memory().inBytes(design.disk().sectorSize()));
        form.show(node, Integer.toString(vm.node()));
        showAcceleration(vm);
    }

    void show(MachineSight next) {
        sight = next;
        if (form.context().document().designProperty().get() != null) {
            showAcceleration(form.vm());
        }
    }

    private void showAcceleration(Vm vm) {
        String wanted = vm.acceleration().name().toLowerCase(Locale.ROOT);
        if (sight.accelerators().isEmpty()) {
            accelerationNote.set("");
            return;
        }
        if (!wanted.equals("auto")) {
            accelerationNote.set(
                    sight.accelerators().stream()
                            .filter(it -> it.key().equals(wanted))
                            .findFirst()
                            .map(it -> words(it))
                            .orElse(form.texts().of("machine.acceleration.unknown", wanted)));
            return;
        }
        Optional<MachineSight.Accelerator> works =
                sight.accelerators().stream().filter(MachineSight.Accelerator::works).findFirst();
        String failed =
                String.join(
                        " ",
                        sight.accelerators().stream()
                                .takeWhile(it -> !it.works())
                                .map(this::words)
                                .toList());
        accelerationNote.set(
                works.map(it -> form.texts().of("machine.acceleration.now", it.key()))
                                .orElse(form.texts().of("machine.acceleration.nothing"))
                        + (failed.isEmpty() ? "" : " " + failed));
    }

    private String words(MachineSight.Accelerator it) {
        return form.texts()
                .of("machine.acceleration.tried", it.key(), it.works() ? 1 : 0, it.why());
    }

    /// {@return processor family}
    public ChoiceModel architecture() {
        return architecture;
    }

    /// {@return QEMU's machine}
    public TextFieldModel machine() {
        return machine;
    }

    /// {@return processor model}
    public TextFieldModel cpu() {
        return cpu;
    }

    /// {@return what executes the guest}
    public ChoiceModel acceleration() {
        return acceleration;
    }

    /// {@return which of the ways to execute the guest works, and why others do not}
    public ReadOnlyStringProperty accelerationNoteProperty() {
        return accelerationNote.getReadOnlyProperty();
    }

    /// {@return number of processors}
    public TextFieldModel cores() {
        return cores;
    }

    /// {@return size of the memory}
    public TextFieldModel memory() {
        return memory;
    }

    /// {@return number of the machine}
    public TextFieldModel node() {
        return node;
    }
}
