package dev.diskwright.ui.build;

import dev.diskwright.ui.form.ChoiceRow;
import dev.diskwright.ui.form.FieldFrame;
import dev.diskwright.ui.form.TextRow;
import java.util.List;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;

/// Shows the fields of a format's options, two beside each other.
public final class OptionPane extends GridPane {
    private static final int COLUMNS = 2;

    /// For the loader.
    public OptionPane() {
        getStyleClass().add("option-pane");
        for (int i = 0; i < COLUMNS; i++) {
            var column = new ColumnConstraints();
            column.setPercentWidth(100.0 / COLUMNS);
            getColumnConstraints().add(column);
        }
    }

    /// Shows and edits `model` from now on.
    public void bind(OptionFields model) {
        model.fieldsProperty().subscribe(this::show);
    }

    private void show(List<OptionFields.Field> fields) {
        getChildren().clear();
        for (int i = 0; i < fields.size(); i++) {
            add(row(fields.get(i)), i % COLUMNS, i / COLUMNS);
        }
        setVisible(!fields.isEmpty());
        setManaged(!fields.isEmpty());
    }

    private static FieldFrame row(OptionFields.Field field) {
        FieldFrame row =
                switch (field) {
                    case OptionFields.Choice it -> {
                        var choice = new ChoiceRow();
                        choice.bind(it.model());
                        yield choice;
                    }
                    case OptionFields.Line it -> {
                        var line = new TextRow();
                        line.bind(it.model());
                        yield line;
                    }
                };
        row.setLabel(field.label());
        row.setHint(field.help());
        return row;
    }
}
