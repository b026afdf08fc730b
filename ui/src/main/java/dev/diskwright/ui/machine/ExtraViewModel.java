package dev.diskwright.ui.machine;

import dev.diskwright.core.design.Design;
import dev.diskwright.ui.form.TextFieldModel;
import java.util.ArrayList;
import java.util.List;

/// Further arguments, one token a row, kept as they are typed.
public final class ExtraViewModel {
    private final MachineForm form;
    private final EntriesModel tokens;

    ExtraViewModel(MachineForm form) {
        this.form = form;
        tokens = new EntriesModel("extra", this::entry, this::add, this::move);
    }

    private List<String> all() {
        return form.vm().qemuOptions();
    }

    private void set(String key, List<String> next, Object... arguments) {
        form.set(key, form.vm().withQemuOptions(next), arguments);
    }

    private void add() {
        var next = new ArrayList<>(all());
        next.add("");
        set("extra.add", next, next.size());
    }

    private void move(EntryModel entry, int step) {
        int from = tokens.entries().indexOf(entry);
        List<String> next = EntriesModel.moved(all(), from, step);
        set("extra.move", next, from + 1);
    }

    private EntryModel entry(int index) {
        String path = "/vm/qemuOptions/" + index;
        TextFieldModel token =
                TextFieldModel.plain(
                        path,
                        text ->
                                set(
                                        "extra.change",
                                        EntriesModel.changed(all(), index, _ -> text),
                                        index + 1,
                                        text));
        token.promptProperty().set(form.texts().of("machine.extra.prompt"));
        return new EntryModel(
                Integer.toString(index),
                path,
                List.of(
                        new EntryField.Line(
                                form.texts().of("machine.extra.token", index + 1), token)),
                _ -> {
                    if (index < all().size()) {
                        form.show(token, all().get(index));
                    }
                },
                () ->
                        set(
                                "extra.remove",
                                EntriesModel.changed(all(), index, _ -> null),
                                index + 1));
    }

    void show(Design design) {
        tokens.show(EntriesModel.places(design.vm().qemuOptions()));
    }

    /// {@return the arguments}
    public EntriesModel tokens() {
        return tokens;
    }
}
