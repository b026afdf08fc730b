package dev.diskwright.ui.machine;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Vm;
import dev.diskwright.core.design.VmEfi;
import dev.diskwright.ui.boot.Cmdline;
import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.form.FlagModel;
import dev.diskwright.ui.form.TextFieldModel;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// How the machine starts: by UEFI, by a BIOS, or a kernel directly. What belongs to the other paths is kept.
public final class BootPathViewModel {
    private final MachineForm form;
    private final ReadOnlyObjectWrapper<BootPath> path = new ReadOnlyObjectWrapper<>(BootPath.UEFI);
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper looked = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper chosen = new ReadOnlyStringWrapper("");
    private final ObservableList<MachineSight.Firmware> found = FXCollections.observableArrayList();
    private final ObservableList<MachineSight.Firmware> foundView =
            FXCollections.unmodifiableObservableList(found);
    private final TextFieldModel firmware;
    private final TextFieldModel variables;
    private final ChoiceModel keep;
    private final FlagModel secureBoot;
    private final TextFieldModel bios;
    private final TextFieldModel kernel;
    private final TextFieldModel initrd;
    private final TextFieldModel cmdline;
    private BootPath.Kept kept = BootPath.Kept.NOTHING;
    private MachineSight.Search search = MachineSight.NONE.firmware();

    BootPathViewModel(MachineForm form) {
        this.form = form;
        firmware =
                form.file("/vm/efi/firmware", "firmware", it -> efi(efi().withFiles(it, pair(it))))
                        .suggest(this::suggestions);
        variables =
                form.file(
                        "/vm/efi/variables",
                        "variables",
                        it -> efi(efi().withFiles(efi().firmware(), it)));
        keep =
                form.choice(
                        "/vm/efi/keepVariables",
                        "keepVariables",
                        "variables",
                        key -> efi(efi().withKeepVariables(key.equals("keep"))),
                        "fresh",
                        "keep");
        secureBoot = form.flag("secureBoot", on -> efi(efi().withSecureBoot(on)));
        bios = form.file("/vm/bios", "bios", it -> form.vm().withBios(it));
        kernel =
                form.file(
                        "/vm/directBoot/kernel",
                        "kernel",
                        it -> form.vm().withDirectBoot(form.vm().directBoot().withKernel(it)));
        initrd =
                form.file(
                        "/vm/directBoot/initrd",
                        "initrd",
                        it -> form.vm().withDirectBoot(form.vm().directBoot().withInitrd(it)));
        cmdline =
                form.text(
                        "/vm/directBoot/cmdline",
                        "cmdline",
                        it ->
                                form.vm()
                                        .withDirectBoot(
                                                form.vm()
                                                        .directBoot()
                                                        .withCmdline(
                                                                it == null
                                                                        ? null
                                                                        : Cmdline.words(it))));
    }

    private VmEfi efi() {
        return form.vm().efi();
    }

    private Vm efi(VmEfi next) {
        return form.vm().withEfi(next);
    }

    /// {@return the variables of a firmware that was found; those given now for another one}
    private @Nullable String pair(@Nullable String code) {
        if (code == null) {
            return null;
        }
        return search.found().stream()
                .filter(it -> it.code().equals(code) && !it.variables().isEmpty())
                .map(MachineSight.Firmware::variables)
                .findFirst()
                .orElse(efi().variables());
    }

    private List<ChoiceModel.Option> suggestions() {
        var options = new ArrayList<ChoiceModel.Option>();
        options.add(new ChoiceModel.Option("", form.texts().of("machine.firmware.search")));
        for (MachineSight.Firmware it : search.found()) {
            options.add(new ChoiceModel.Option(it.code(), it.code()));
        }
        return options;
    }

    void reset() {
        kept = BootPath.Kept.NOTHING;
    }

    void show(Design design) {
        Vm vm = design.vm();
        BootPath now = BootPath.of(design);
        path.set(now);
        boolean uefi = vm.efi().isOn(design);
        note.set(
                form.texts()
                        .of(
                                "machine.path." + now.key() + ".note",
                                now == BootPath.DIRECT && uefi ? 1 : 0));
        for (TextFieldModel it : List.of(firmware, variables)) {
            it.shownProperty().set(uefi);
        }
        keep.shownProperty().set(uefi);
        secureBoot.shownProperty().set(uefi);
        bios.shownProperty().set(!uefi);
        boolean direct = now == BootPath.DIRECT;
        for (TextFieldModel it : List.of(kernel, initrd, cmdline)) {
            it.shownProperty().set(direct);
        }
        form.show(firmware, vm.efi().firmware());
        form.show(variables, vm.efi().variables());
        variables.promptProperty().set(form.texts().of("machine.variables.pair"));
        variables.shownProperty().set(uefi && vm.efi().firmware() != null);
        form.show(keep, vm.efi().keepVariables() ? "keep" : "fresh");
        secureBoot.show(vm.efi().secureBoot());
        form.show(bios, vm.bios());
        bios.promptProperty().set(form.texts().of("machine.bios.own"));
        form.show(kernel, vm.directBoot().kernel());
        kernel.promptProperty().set(fromDesign(design.boot().kernel()));
        form.show(initrd, vm.directBoot().initrd());
        initrd.promptProperty().set(fromDesign(String.join(", ", design.boot().initrd())));
        List<String> words = vm.directBoot().cmdline();
        form.show(cmdline, words == null ? null : String.join(" ", words));
        cmdline.promptProperty().set(fromDesign(String.join(" ", design.boot().cmdline())));
        problem.set(
                form.context()
                        .problem(
                                now == BootPath.DIRECT
                                        ? "/vm/directBoot/enable"
                                        : "/vm/efi/enable"));
        showFirmware();
    }

    private String fromDesign(@Nullable String value) {
        return form.texts()
                .of(
                        "machine.fromDesign",
                        value == null || value.isEmpty() ? 0 : 1,
                        value == null ? "" : value);
    }

    void show(MachineSight sight) {
        search = sight.firmware();
        showFirmware();
    }

    private void showFirmware() {
        boolean uefi =
                form.context().document().designProperty().get() != null
                        && efi().isOn(form.design());
        List<MachineSight.Firmware> next = uefi ? search.found() : List.of();
        if (!found.equals(next)) {
            found.setAll(next);
        }
        looked.set(
                uefi && search.found().isEmpty() && !search.looked().isEmpty()
                        ? form.texts()
                                .of("machine.firmware.none", String.join("\n", search.looked()))
                        : "");
        chosen.set(uefi ? search.chosen() : "");
        firmware.promptProperty()
                .set(
                        search.chosen().isEmpty()
                                ? form.texts().of("machine.firmware.search")
                                : search.chosen());
    }

    /// Takes another path.
    public void choose(BootPath next) {
        Design design = form.design();
        if (next != BootPath.of(design)) {
            BootPath.Taken taken = next.take(design, kept);
            kept = taken.kept();
            form.set("path", taken.vm(), form.texts().of("machine.path." + next.key()));
        }
        path.set(BootPath.of(form.design()));
    }

    /// Takes firmware that was found.
    public void use(MachineSight.Firmware it) {
        form.set(
                "firmware",
                efi(efi().withFiles(it.code(), it.variables().isEmpty() ? null : it.variables())),
                1,
                it.code());
    }

    /// {@return words on a firmware that was found}
    public String about(MachineSight.Firmware it) {
        return form.texts().of("machine.firmware.about", it.secureBoot() ? 1 : 0);
    }

    /// {@return the path taken}
    public ReadOnlyObjectProperty<BootPath> pathProperty() {
        return path.getReadOnlyProperty();
    }

    /// {@return what the path means}
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    /// {@return what is wrong with the path; empty for nothing}
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// {@return where firmware was looked for; empty if there is some}
    public ReadOnlyStringProperty lookedProperty() {
        return looked.getReadOnlyProperty();
    }

    /// {@return code image in effect; empty for none}
    public ReadOnlyStringProperty chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    /// {@return firmware that was found}
    public ObservableList<MachineSight.Firmware> found() {
        return foundView;
    }

    /// {@return firmware image}
    public TextFieldModel firmware() {
        return firmware;
    }

    /// {@return template of the variables}
    public TextFieldModel variables() {
        return variables;
    }

    /// {@return whether variables are kept}
    public ChoiceModel keep() {
        return keep;
    }

    /// {@return whether only signed programs start}
    public FlagModel secureBoot() {
        return secureBoot;
    }

    /// {@return BIOS image}
    public TextFieldModel bios() {
        return bios;
    }

    /// {@return kernel that is loaded directly}
    public TextFieldModel kernel() {
        return kernel;
    }

    /// {@return its initial RAM disk}
    public TextFieldModel initrd() {
        return initrd;
    }

    /// {@return its command line}
    public TextFieldModel cmdline() {
        return cmdline;
    }
}
