package dev.diskwright.ui.form;

import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// Rows of a form that few people need, folded away at first.
@javafx.beans.DefaultProperty("rows")
public final class Fold extends VBox {
    private final ToggleButton head = new ToggleButton();
    private final FontIcon arrow = new FontIcon("fth-chevron-right");
    private final VBox rows = new VBox();

    /// For the loader.
    public Fold() {
        getStyleClass().add("fold");
        head.getStyleClass().add("fold-head");
        head.setGraphic(arrow);
        head.setMaxWidth(Double.MAX_VALUE);
        rows.getStyleClass().add("fold-rows");
        rows.visibleProperty().bind(head.selectedProperty());
        rows.managedProperty().bind(head.selectedProperty());
        head.selectedProperty()
                .subscribe(open ->
                        arrow.setIconLiteral(open ? "fth-chevron-down" : "fth-chevron-right"));
        getChildren().addAll(head, rows);
    }

    /// {@return what it holds}
    public ObservableList<Node> getRows() {
        return rows.getChildren();
    }

    /// {@return what stands on it}
    public String getTitle() {
        return head.getText();
    }

    /// Takes what stands on it.
    public void setTitle(String title) {
        head.setText(title);
    }

    /// Opens it.
    public void open() {
        head.setSelected(true);
    }
}
