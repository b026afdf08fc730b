package dev.diskwright.ui.image;

import dev.diskwright.ui.layout.RoleGlyph;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TreeCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// A level in the tree: picture, name, note.
final class ImageTreeCell extends TreeCell<ImageNode> {
    private final RoleGlyph role = new RoleGlyph();
    private final FontIcon icon = new FontIcon("fth-hard-drive");
    private final Label name = new Label();
    private final Label note = new Label();
    private final HBox row = new HBox(7);

    ImageTreeCell() {
        getStyleClass().add("image-node");
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        name.setMinWidth(0);
        name.getStyleClass().add("node-name");
        HBox.setHgrow(note, Priority.SOMETIMES);
        note.getStyleClass().add("node-note");
        note.setMinWidth(0);
        note.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        row.setAlignment(Pos.CENTER_LEFT);
        setPrefWidth(0); // as wide as the tree, rather than making it scroll
    }

    @Override
    protected void updateItem(@Nullable ImageNode node, boolean empty) {
        super.updateItem(node, empty);
        setText(null);
        if (empty || node == null) {
            setGraphic(null);
            return;
        }
        name.setText(node.label());
        note.setText(node.note());
        icon.setIconLiteral(node.problem().isEmpty() ? icon(node.kind()) : "fth-alert-octagon");
        icon.getStyleClass().setAll("ikonli-font-icon", "glyph");
        getStyleClass().remove("error");
        if (!node.problem().isEmpty()) {
            getStyleClass().add("error");
        }
        role.show(node.role());
        Node picture = node.role() != null && node.problem().isEmpty() ? role : icon;
        row.getChildren().setAll(picture, name, note);
        setGraphic(row);
        setAccessibleText(node.label() + ", " + node.note());
    }

    private static String icon(String kind) {
        return switch (kind) {
            case "file" -> "fth-file";
            case "snapshot" -> "fth-camera";
            case "attachment" -> "fth-paperclip";
            default -> "fth-hard-drive";
        };
    }
}
