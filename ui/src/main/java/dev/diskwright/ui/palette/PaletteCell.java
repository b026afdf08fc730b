package dev.diskwright.ui.palette;

import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// A line of the palette: what it does, what more there is to say or why it cannot be done, and its key.
final class PaletteCell extends ListCell<PaletteItem> {
    private static final PseudoClass UNAVAILABLE = PseudoClass.getPseudoClass("unavailable");

    private final PaletteViewModel model;
    private final FontIcon icon = new FontIcon("fth-chevron-right");
    private final Label title = new Label();
    private final Label detail = new Label();
    private final Tooltip bubble = new Tooltip();
    private final Label kind = new Label();
    private final Label key = new Label();
    private final HBox box = new HBox();

    PaletteCell(PaletteViewModel model) {
        this.model = model;
        getStyleClass().add("palette-row");
        setPrefWidth(0);
        title.getStyleClass().add("palette-title");
        detail.getStyleClass().add("palette-detail");
        detail.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        kind.getStyleClass().add("palette-kind");
        kind.setMinWidth(Region.USE_PREF_SIZE);
        key.getStyleClass().add("key-cap");
        key.setMinWidth(Region.USE_PREF_SIZE);
        var words = new VBox(title, detail);
        words.getStyleClass().add("palette-words");
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        box.getStyleClass().add("palette-line");
        box.getChildren().setAll(icon, words, kind, key);
    }

    @Override
    protected void updateItem(PaletteItem item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            return;
        }
        icon.setIconLiteral(item.icon());
        title.setText(item.title());
        String more = item.isAvailable() ? item.detail() : item.reason();
        detail.setText(more);
        bubble.setText(more);
        setTooltip(more.isEmpty() ? null : bubble);
        detail.setVisible(!more.isEmpty());
        detail.setManaged(!more.isEmpty());
        kind.setText(model.kind(item));
        key.setText(item.key());
        key.setVisible(!item.key().isEmpty());
        key.setManaged(!item.key().isEmpty());
        pseudoClassStateChanged(UNAVAILABLE, !item.isAvailable());
        setAccessibleText(model.spoken(item));
        setGraphic(box);
    }
}
