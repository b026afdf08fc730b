package dev.diskwright.ui.form;

import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// On or off, with a line on what that does.
public final class FlagRow extends VBox {
    /// Shows and edits `model`.
    public FlagRow(FlagModel model) {
        super(1);
        getStyleClass().add("flag-row");
        var box = new CheckBox(model.label());
        box.setId("flag-" + model.key());
        box.setMinWidth(0);
        box.setWrapText(true);
        box.setMinHeight(USE_PREF_SIZE);
        box.selectedProperty().bindBidirectional(model.onProperty());
        box.indeterminateProperty().bindBidirectional(model.mixedProperty());
        box.setAccessibleHelp(model.help());
        getChildren().add(box);
        if (!model.help().isEmpty()) {
            var help = new Label(model.help());
            help.getStyleClass().add("flag-help");
            help.setWrapText(true);
            help.setMinHeight(USE_PREF_SIZE);
            getChildren().add(help);
        }
        visibleProperty().bind(model.shownProperty());
        managedProperty().bind(model.shownProperty());
    }
}
