package dev.diskwright.ui.machine;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Vm;
import dev.diskwright.core.design.VmResolution;
import dev.diskwright.ui.boot.Cmdline;
import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.form.FlagModel;
import dev.diskwright.ui.form.TextFieldModel;
import java.util.List;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// The machine's screen and consoles.
public final class DisplayViewModel {
    private static final List<String> USUAL =
            List.of("800x600", "1024x768", "1280x800", "1280x1024", "1920x1080", "2560x1440");

    private final MachineForm form;
    private final FlagModel graphics;
    private final TextFieldModel resolution;
    private final FlagModel keyboard;
    private final TextFieldModel consoles;
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");

    DisplayViewModel(MachineForm form) {
        this.form = form;
        graphics = form.flag("graphics", on -> form.vm().withGraphics(on));
        resolution =
                new TextFieldModel(
                                "/vm/resolution",
                                text -> {
                                    parse(text);
                                    return "";
                                },
                                text ->
                                        form.set(
                                                "resolution",
                                                form.vm().withResolution(parse(text)),
                                                text.strip()))
                        .suggest(() ->
                                USUAL.stream()
                                        .map(it ->
                                                new ChoiceModel.Option(it, it.replace("x", " × ")))
                                        .toList());
        keyboard = form.flag("virtioKeyboard", on -> form.vm().withVirtioKeyboard(on));
        consoles =
                form.text(
                        "/vm/consoles",
                        "consoles",
                        it -> form.vm().withConsoles(it == null ? null : Cmdline.words(it)));
    }

    private VmResolution parse(String text) {
        String[] parts = text.strip().split("\\s*[x×X*]\\s*", -1);
        if (parts.length == 2 && parts[0].matches("[0-9]{1,5}") && parts[1].matches("[0-9]{1,5}")) {
            return new VmResolution(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }
        throw new IllegalArgumentException(form.texts().of("machine.resolution.form"));
    }

    void show(Design design) {
        Vm vm = design.vm();
        graphics.show(vm.graphics());
        resolution.shownProperty().set(vm.graphics());
        form.show(resolution, vm.resolution().x() + "x" + vm.resolution().y());
        keyboard.show(vm.virtioKeyboard());
        keyboard.shownProperty().set(vm.graphics());
        List<String> given = vm.consoles();
        form.show(consoles, given == null ? null : String.join(" ", given));
        consoles.promptProperty().set(String.join(" ", vm.effectiveConsoles()));
        note.set(form.texts().of("machine.consoles.note", vm.effectiveConsoles().getLast()));
    }

    /// {@return whether there is a screen}
    public FlagModel graphics() {
        return graphics;
    }

    /// {@return its size}
    public TextFieldModel resolution() {
        return resolution;
    }

    /// {@return whether there is a paravirtual keyboard}
    public FlagModel keyboard() {
        return keyboard;
    }

    /// {@return the kernel's consoles}
    public TextFieldModel consoles() {
        return consoles;
    }

    /// {@return which of them is the primary one}
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }
}
