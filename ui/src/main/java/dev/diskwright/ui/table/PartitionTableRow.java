package dev.diskwright.ui.table;

import javafx.css.PseudoClass;
import javafx.scene.control.TableRow;

/// A row. Free space and structures stand back.
final class PartitionTableRow extends TableRow<PartitionRow> {
    private static final PseudoClass DRAGGED = PseudoClass.getPseudoClass("dragged");

    @Override
    protected void updateItem(PartitionRow item, boolean empty) {
        super.updateItem(item, empty);
        getStyleClass().remove("aside");
        if (!empty && item != null && item.role() == null) {
            getStyleClass().add("aside");
        }
        setDragged(false);
    }

    void setDragged(boolean dragged) {
        pseudoClassStateChanged(DRAGGED, dragged);
    }
}
