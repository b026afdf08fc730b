package dev.diskwright.ui.form;

import javafx.scene.control.ComboBox;

/// One of several values.
public final class ChoiceRow extends FieldFrame {
    private final ComboBox<ChoiceModel.Option> box = new ComboBox<>();
    private String path = "";

    /// For the loader.
    public ChoiceRow() {
        box.setMaxWidth(Double.MAX_VALUE);
        setControl(box, box);
    }

    /// Shows and edits `model` from now on.
    public void bind(ChoiceModel model) {
        path = model.path();
        box.setId("choice-" + idOf(path));
        box.setItems(model.options());
        bindShown(model.shownProperty());
        model.keyProperty()
                .subscribe(key ->
                        model.options().stream()
                                .filter(option -> option.key().equals(key))
                                .findFirst()
                                .ifPresent(box::setValue));
        box.valueProperty()
                .subscribe(option -> {
                    if (option != null) {
                        model.keyProperty().set(option.key());
                    }
                });
        model.problemProperty().subscribe(problem -> setNote("", problem));
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public void focus() {
        box.requestFocus();
    }
}
