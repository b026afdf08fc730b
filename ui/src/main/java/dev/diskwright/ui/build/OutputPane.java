package dev.diskwright.ui.build;

import dev.diskwright.ui.form.ChoiceRow;
import dev.diskwright.ui.text.Texts;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// The form of one image that is written: format, file, options of the format.
final class OutputPane extends VBox {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final OutputEntry entry;

    /// @param number of the image, from 1
    /// @param remove takes the image out of what is written; there is a button for it from the second on
    OutputPane(OutputEntry entry, int number, Texts texts, Runnable remove) {
        this.entry = entry;
        getStyleClass().add("output-pane");
        setId("output-" + number);
        var format = new ChoiceRow();
        format.bind(entry.format());
        format.setLabel(texts.of("build.format"));
        HBox.setHgrow(format, Priority.ALWAYS);
        var head = new HBox(12, format);
        head.setAlignment(Pos.TOP_LEFT);
        if (number > 1) {
            var button = new Button();
            button.setGraphic(new FontIcon("fth-x"));
            button.setId("output-remove-" + number);
            button.getStyleClass().add("flat-icon");
            String words = texts.of("convert.remove", number);
            button.setAccessibleText(words);
            button.setTooltip(new Tooltip(words));
            button.setOnAction(_ -> remove.run());
            head.getChildren().add(button);
        }
        var options = new OptionPane();
        options.bind(entry.options());
        getChildren().addAll(head, target(number, texts), options);
    }

    private GridPane target(int number, Texts texts) {
        var label = new Label(texts.of("build.target"));
        label.getStyleClass().addAll("field-label", "target-label");
        var field = new TextField();
        field.setId("output-target-" + number);
        field.setAccessibleText(texts.of("convert.target", number));
        field.textProperty().bindBidirectional(entry.targetProperty());
        label.setLabelFor(field);
        GridPane.setHgrow(field, Priority.ALWAYS);
        var choose = new Button(texts.of("build.choose"));
        choose.setId("output-choose-" + number);
        choose.setMinWidth(Region.USE_PREF_SIZE);
        choose.setOnAction(_ -> entry.choose());
        var error = new Label();
        error.setId("output-error-" + number);
        error.getStyleClass().add("field-note");
        error.setWrapText(true);
        error.textProperty().bind(entry.targetErrorProperty());
        error.visibleProperty().bind(entry.targetErrorProperty().isNotEmpty());
        error.managedProperty().bind(error.visibleProperty());
        entry.targetErrorProperty()
                .subscribe(problem -> {
                    field.pseudoClassStateChanged(INVALID, !problem.isEmpty());
                    error.pseudoClassStateChanged(INVALID, !problem.isEmpty());
                    field.setAccessibleHelp(problem);
                });
        var grid = new GridPane();
        grid.getStyleClass().add("build-target");
        grid.addRow(0, label, field, choose);
        grid.add(error, 1, 1, 2, 1);
        return grid;
    }

    /// {@return what it edits}
    OutputEntry entry() {
        return entry;
    }
}
