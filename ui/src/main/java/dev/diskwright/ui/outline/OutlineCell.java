package dev.diskwright.ui.outline;

import dev.diskwright.ui.layout.RoleGlyph;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// A line of the outline.
final class OutlineCell extends ListCell<OutlineRow> {
    /// Where something that is dragged over a line would go.
    enum Site {
        /// Nowhere.
        NONE("drop-none"),
        /// Above the line.
        BEFORE("drop-before"),
        /// Below the line.
        AFTER("drop-after"),
        /// Into what the line stands for.
        INTO("drop-into"),
        /// It cannot go there.
        REFUSED("drop-refused");

        private final String pseudoClass;

        Site(String pseudoClass) {
            this.pseudoClass = pseudoClass;
        }
    }

    private static final PseudoClass HINT = PseudoClass.getPseudoClass("hint");
    private static final List<String> PROBLEMS = List.of("error", "warning", "hint");

    private final OutlineViewModel model;
    private final Region indent = new Region();
    private final FontIcon twisty = new FontIcon("fth-chevron-right");
    private final StackPane handle = new StackPane(twisty);
    private final RoleGlyph glyph = new RoleGlyph();
    private final FontIcon icon = new FontIcon("fth-file");
    private final Label text = new Label();
    private final TextField editor = new TextField();
    private final FontIcon problem = new FontIcon("fth-alert-octagon");
    private final Label detail = new Label();
    private final HBox line = new HBox(indent, handle, glyph, icon, text, editor, problem, detail);
    private final Tooltip bubble = new Tooltip();
    private boolean renaming;

    OutlineCell(OutlineViewModel model) {
        this.model = model;
        getStyleClass().add("outline-row");
        setAccessibleRole(AccessibleRole.TREE_ITEM);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("outline-line");
        indent.getStyleClass().add("indent");
        handle.getStyleClass().add("fold-handle");
        handle.addEventFilter(MouseEvent.MOUSE_PRESSED, this::fold);
        text.getStyleClass().add("text-part");
        text.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        text.setMaxWidth(Double.MAX_VALUE);
        text.setMinWidth(0);
        HBox.setHgrow(text, Priority.ALWAYS);
        detail.getStyleClass().add("detail");
        detail.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        problem.getStyleClass().add("glyph");
        HBox.setHgrow(editor, Priority.ALWAYS);
        editor.setMinWidth(0);
        editor.setId("outline-rename");
        editor.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        editor.focusedProperty()
                .subscribe(focused -> {
                    if (!focused) {
                        commit();
                    }
                });
        bubble.textProperty().subscribe(words -> setTooltip(words.isEmpty() ? null : bubble));
        setPrefWidth(0);
        addEventHandler(
                MouseEvent.MOUSE_CLICKED,
                event -> {
                    if (event.getClickCount() == 2 && !isEmpty()) {
                        model.open();
                    }
                });
        showEditor(false);
    }

    private void fold(MouseEvent event) {
        OutlineRow row = getItem();
        if (row != null && row.fold() != OutlineRow.Fold.NONE) {
            model.fold(row, row.fold() == OutlineRow.Fold.CLOSED);
            event.consume();
        }
    }

    @Override
    protected void updateItem(@Nullable OutlineRow row, boolean empty) {
        super.updateItem(row, empty);
        getStyleClass().removeAll(PROBLEMS);
        mark(Site.NONE);
        if (renaming) {
            renaming = false;
            showEditor(false);
        }
        boolean hint = !empty && row != null && row.isHint();
        pseudoClassStateChanged(HINT, hint);
        setMouseTransparent(hint);
        if (empty || row == null) {
            setGraphic(null);
            bubble.setText("");
            setAccessibleText(null);
            return;
        }
        setGraphic(line);
        indent.getStyleClass().setAll("indent", "depth-" + row.depth());
        twisty.setIconLiteral(
                row.fold() == OutlineRow.Fold.OPEN ? "fth-chevron-down" : "fth-chevron-right");
        shown(handle, row.depth() > 0);
        twisty.setVisible(row.fold() != OutlineRow.Fold.NONE);
        text.setText(row.text());
        detail.setText(row.detail());
        shown(detail, !row.detail().isEmpty());
        shown(glyph, row.role() != null);
        glyph.show(row.role());
        shown(icon, !row.icon().isEmpty());
        if (!row.icon().isEmpty()) {
            icon.setIconLiteral(row.icon());
        }
        shown(problem, !row.problem().isEmpty());
        if (!row.problem().isEmpty()) {
            getStyleClass().add(row.problem());
            problem.setIconLiteral(
                    switch (row.problem()) {
                        case "error" -> "fth-alert-octagon";
                        case "warning" -> "fth-alert-triangle";
                        default -> "fth-info";
                    });
        }
        String help = model.help(row);
        bubble.setText(help);
        setAccessibleText(row.spoken());
        setAccessibleHelp(help);
    }

    private static void shown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    /// Shows where something that is dragged over the line would go.
    void mark(Site site) {
        for (Site it : Site.values()) {
            pseudoClassStateChanged(PseudoClass.getPseudoClass(it.pseudoClass), it == site);
        }
    }

    /// Lets the person type another name over the line.
    void rename() {
        OutlineRow row = getItem();
        String now = row == null ? null : model.actions().nameOf(row);
        if (now != null) {
            renaming = true;
            editor.setText(now);
            showEditor(true);
            editor.requestFocus();
            editor.selectAll();
        }
    }

    private void showEditor(boolean shown) {
        shown(editor, shown);
        shown(text, !shown);
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            commit();
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE) {
            end();
            event.consume();
        }
    }

    private void commit() {
        OutlineRow row = getItem();
        if (renaming && row != null) {
            end();
            if (!editor.getText().equals(model.actions().nameOf(row))) {
                model.actions().rename(row, editor.getText());
            }
        }
    }

    private void end() {
        renaming = false;
        boolean had = editor.isFocused();
        showEditor(false);
        if (had) {
            getListView().requestFocus();
        }
    }
}
