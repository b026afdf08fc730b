package dev.diskwright.ui.form;

import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListCell;
import org.jspecify.annotations.Nullable;

/// One of several values.
public final class ChoiceRow extends FieldFrame {
    private final ComboBox<ChoiceModel.Option> box = new ComboBox<>();
    private String path = "";

    /// For the loader.
    public ChoiceRow() {
        box.setMaxWidth(Double.MAX_VALUE);
        setControl(box, box);
    }

    /// Shows a picture beside each choice.
    ///
    /// @param glyphs picture of the choice with a key; null for none
    public void setGlyphs(Function<String, @Nullable Node> glyphs) {
        box.setButtonCell(new Cell(glyphs));
        box.setCellFactory(_ -> new Cell(glyphs));
    }

    private static final class Cell extends ListCell<ChoiceModel.Option> {
        private final Function<String, @Nullable Node> glyphs;

        Cell(Function<String, @Nullable Node> glyphs) {
            this.glyphs = glyphs;
            setGraphicTextGap(8);
        }

        @Override
        protected void updateItem(ChoiceModel.@Nullable Option item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setText(null);
                setGraphic(null);
            } else {
                setText(item.label());
                setGraphic(glyphs.apply(item.key()));
            }
        }
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
