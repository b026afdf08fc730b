package dev.diskwright.ui.image;

import dev.diskwright.ui.layout.RoleGlyph;
import dev.diskwright.ui.text.Texts;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// Columns of the list of partitions.
final class PartColumns {
    private static final String EMS = "ems";

    /// For a taller header, edges, and a scroll bar below the rows, in pixels.
    private static final double ROOM = 26;

    private PartColumns() {}

    /// {@return a column of words, titled by `image.column.<key>`}
    ///
    /// @param ems its width, in ems of the window
    static TableColumn<PartRow, PartRow> of(
            Texts texts, String key, double ems, Function<PartRow, String> words) {
        var column = new TableColumn<PartRow, PartRow>(texts.of("image.column." + key));
        column.setId("image-column-" + key);
        column.setSortable(false);
        column.setReorderable(false);
        column.getProperties().put(EMS, ems);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        boolean fault = key.equals("fileSystem");
        column.setCellFactory(_ -> new Cell(words, false, fault));
        return column;
    }

    /// {@return the column of names, with the picture of what a partition is for}
    static TableColumn<PartRow, PartRow> name(Texts texts, double ems) {
        TableColumn<PartRow, PartRow> column = of(texts, "name", ems, PartRow::name);
        column.setCellFactory(_ -> new Cell(PartRow::name, true, false));
        return column;
    }

    private static final class Cell extends TableCell<PartRow, PartRow> {
        private final Function<PartRow, String> words;
        private final @Nullable RoleGlyph role;
        private final boolean fault;

        Cell(Function<PartRow, String> words, boolean pictured, boolean fault) {
            this.words = words;
            this.fault = fault;
            role = pictured ? new RoleGlyph() : null;
            setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        }

        @Override
        protected void updateItem(@Nullable PartRow row, boolean empty) {
            super.updateItem(row, empty);
            if (empty || row == null) {
                setText(null);
                setGraphic(null);
                setTooltip(null);
                return;
            }
            String text = words.apply(row);
            setText(text);
            setTooltip(text.isEmpty() ? null : new Tooltip(text));
            getStyleClass().remove("error");
            if (role != null) {
                role.show(row.role());
                setGraphic(role);
            } else if (fault && row.damaged()) {
                var glyph = new FontIcon("fth-alert-octagon");
                glyph.getStyleClass().add("glyph");
                getStyleClass().add("error");
                setGraphic(glyph);
            } else {
                setGraphic(null);
            }
        }
    }

    /// {@return a row that a double click opens}
    static TableRow<PartRow> row(Runnable open) {
        var row = new TableRow<PartRow>();
        row.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY
                    && event.getClickCount() == 2
                    && !row.isEmpty()) {
                open.run();
            }
        });
        return row;
    }

    /// Lets the columns be as wide as their words need; the last takes the rest.
    ///
    /// @param em size of text, in pixels
    static void scale(
            TableView<PartRow> table, List<TableColumn<PartRow, PartRow>> columns, double em) {
        TableColumn<PartRow, PartRow> last = columns.getLast();
        double others = 0;
        for (TableColumn<PartRow, PartRow> it : columns) {
            double ems = it.getProperties().get(EMS) instanceof Double known ? known : 6;
            it.setMinWidth(em * 2);
            if (!it.equals(last)) {
                it.setPrefWidth(ems * em);
                others += ems * em;
            }
        }
        double edges = 20; // and a scroll bar beside the rows
        double wanted = last.getProperties().get(EMS) instanceof Double known ? known * em : em;
        last.setPrefWidth(Math.max(wanted, table.getWidth() - others - edges));
    }

    /// {@return height of a table with that many rows, in pixels}
    static double height(TableView<PartRow> table, double rows) {
        double line = table.getFixedCellSize() > 0 ? table.getFixedCellSize() : 34;
        return Math.min(9, rows + 1) * line + ROOM;
    }
}
