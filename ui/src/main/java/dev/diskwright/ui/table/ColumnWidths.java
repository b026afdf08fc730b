package dev.diskwright.ui.table;

import java.util.Map;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;

/// How wide columns are: they share the table's width while every heading and the usual words fit, and are scrolled
/// where they do not. They follow the size of text.
final class ColumnWidths {
    private static final double HEADING = 11.5;
    private static final double PADDING = 16;

    /// Width of the bar that scrolls rows, and of edges.
    private static final double EDGES = 16;

    private final TableView<PartitionRow> table;
    private final Map<Column, TableColumn<PartitionRow, PartitionRow>> columns;
    private double scale = 1;

    ColumnWidths(
            TableView<PartitionRow> table,
            Map<Column, TableColumn<PartitionRow, PartitionRow>> columns,
            ObservableValue<Double> textScale) {
        this.table = table;
        this.columns = columns;
        textScale.subscribe(newScale -> {
            scale = newScale;
            limit();
            share();
        });
        table.widthProperty().subscribe(this::share);
        columns.values().forEach(it -> it.visibleProperty().subscribe(this::share));
    }

    private void limit() {
        var words = new Text();
        words.setFont(Font.font("Diskwright Sans", FontWeight.BOLD, HEADING * scale));
        columns.forEach((column, shown) -> {
            words.setText(shown.getText());
            double heading = words.getLayoutBounds().getWidth() + PADDING;
            shown.setMinWidth(Math.ceil(Math.max(column.least() * scale, heading)));
        });
    }

    private void share() {
        double least =
                columns.values().stream()
                        .filter(TableColumn::isVisible)
                        .mapToDouble(TableColumn::getMinWidth)
                        .sum();
        boolean tight = least > table.getWidth() - EDGES;
        columns.forEach((column, shown) ->
                shown.setPrefWidth(
                        tight
                                ? shown.getMinWidth()
                                : Math.max(shown.getMinWidth(), column.width() * scale)));
        table.setColumnResizePolicy(
                tight
                        ? TableView.UNCONSTRAINED_RESIZE_POLICY
                        : TableView.CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
    }
}
