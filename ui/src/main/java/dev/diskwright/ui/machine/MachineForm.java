package dev.diskwright.ui.machine;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.design.Vm;
import dev.diskwright.ui.edit.FormContext;
import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.form.FlagModel;
import dev.diskwright.ui.form.TextFieldModel;
import dev.diskwright.ui.text.Texts;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What the tabs of the machine share: fields that edit the machine, each edit one step with a label.
record MachineForm(FormContext context) {
    Texts texts() {
        return context.texts();
    }

    Design design() {
        return context.document().require();
    }

    Vm vm() {
        return design().vm();
    }

    /// Changes the machine as one step.
    ///
    /// @param key names the step: `edit.vm.<key>`
    void set(String key, Vm next, Object... arguments) {
        context.apply("edit.vm." + key, new Edit.SetVm(next), arguments);
    }

    /// {@return a field for a text that may be empty}
    TextFieldModel text(String path, String key, Function<@Nullable String, Vm> edit) {
        return TextFieldModel.plain(
                path,
                text -> {
                    String value = text.isBlank() ? null : text.strip();
                    set(key, edit.apply(value), value == null ? 0 : 1, value == null ? "" : value);
                });
    }

    /// {@return a field for a file of the host}
    TextFieldModel file(String path, String key, Function<@Nullable String, Vm> edit) {
        return text(path, key, edit).chooseBy(context.sources()::chooseFile);
    }

    /// {@return a field for a whole number}
    TextFieldModel number(
            String path, String key, long least, long most, Function<Integer, Vm> edit) {
        return new TextFieldModel(
                path,
                text -> {
                    context.number(text, least, most);
                    return "";
                },
                text -> {
                    int number = (int) context.number(text, least, most);
                    set(key, edit.apply(number), number);
                });
    }

    /// {@return a field for a size}
    TextFieldModel size(String path, Consumer<String> commit, String unit) {
        var field =
                new TextFieldModel(path, context::echoFixed, commit)
                        .completeBy(dev.diskwright.ui.edit.SizeDraft::complete);
        field.unitProperty().set(unit);
        return field;
    }

    /// {@return a switch}
    ///
    /// @param key of its words: `machine.flag.<key>` and `.help`
    FlagModel flag(String key, Function<Boolean, Vm> edit) {
        return new FlagModel(
                key.replace('.', '-'),
                texts().of("machine.flag." + key),
                texts().of("machine.flag." + key + ".help"),
                on ->
                        set(
                                on ? "flagOn" : "flagOff",
                                edit.apply(on),
                                texts().of("machine.flag." + key)));
    }

    /// {@return a choice}
    ///
    /// @param prefix of the words of its options: `machine.<prefix>.<key>`
    ChoiceModel choice(
            String path,
            String key,
            String prefix,
            UnaryOperator<String> names,
            Function<String, Vm> edit,
            String... keys) {
        return new ChoiceModel(
                path,
                context.options("machine." + prefix, keys),
                chosen -> set(key, edit.apply(chosen), names.apply(chosen)));
    }

    /// {@return a choice whose options have words}
    ChoiceModel choice(
            String path, String key, String prefix, Function<String, Vm> edit, String... keys) {
        return choice(
                path,
                key,
                prefix,
                chosen -> texts().orElse("machine." + prefix + "." + chosen, chosen),
                edit,
                keys);
    }

    void show(TextFieldModel field, @Nullable String value) {
        field.show(value == null ? "" : value, "", context.problemAt(field.path()));
    }

    void showSize(TextFieldModel field, String text, long bytes) {
        String shown = bytes < 0 ? "" : SizeText.display(bytes);
        boolean news = !shown.replace(" ", "").equals(text.replace(" ", ""));
        field.show(text, news ? shown : "", context.problemAt(field.path()));
    }

    void show(ChoiceModel field, String key) {
        field.show(key, context.problemAt(field.path()));
    }
}
