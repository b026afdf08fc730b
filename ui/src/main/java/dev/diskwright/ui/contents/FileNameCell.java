package dev.diskwright.ui.contents;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// A file's name below its folder, with what opens a folder before it.
final class FileNameCell extends TableCell<FileRow, FileRow> {
    private static final double INDENT = 16;

    private final Button disclose = new Button();
    private final FontIcon arrow = new FontIcon("fth-chevron-right");
    private final FontIcon icon = new FontIcon("fth-file");
    private final Label name = new Label();
    private final Label link = new Label();
    private final HBox line = new HBox(5, disclose, icon, name, link);

    FileNameCell(ResolvedViewModel model) {
        line.setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("file-name-cell");
        disclose.setGraphic(arrow);
        disclose.getStyleClass().add("disclose");
        disclose.setFocusTraversable(false);
        disclose.setOnAction(_ -> toggle(model));
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        name.setMinWidth(24);
        link.getStyleClass().add("link-target");
        link.setMinWidth(0);
        icon.getStyleClass().add("file-icon");
        setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                toggle(model);
            }
        });
    }

    private void toggle(ResolvedViewModel model) {
        FileRow row = getItem();
        if (row != null) {
            model.toggle(row);
        }
    }

    @Override
    protected void updateItem(@Nullable FileRow item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            return;
        }
        disclose.setVisible(item.expandable());
        arrow.setIconLiteral(item.isOpen() ? "fth-chevron-down" : "fth-chevron-right");
        icon.setIconLiteral(item.icon());
        name.setText(item.name());
        boolean linked = !item.linkTarget().isEmpty();
        link.setText(linked ? "\u2192 " + item.linkTarget() : "");
        link.setVisible(linked);
        link.setManaged(linked);
        line.setPadding(new Insets(0, 0, 0, item.depth() * INDENT));
        line.setMinWidth(Region.USE_COMPUTED_SIZE);
        setGraphic(line);
    }
}
