package dev.diskwright.ui.table;

import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.form.TextEditor;
import dev.diskwright.ui.form.TextFieldModel;
import dev.diskwright.ui.layout.Role;
import dev.diskwright.ui.layout.RoleGlyph;
import java.util.function.ObjIntConsumer;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// A cell: words, for a name with the role's colour and its problem, for the fill with a bar; while it is edited, the
/// field that the inspector has too.
final class PartitionCell extends TableCell<PartitionRow, PartitionRow> {
    private static final PseudoClass ACTIVE = PseudoClass.getPseudoClass("active");
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");
    private static final double BAR = 30;

    private final PartitionTableViewModel model;
    private final Column column;
    private final ObjIntConsumer<String> say;
    private final Tooltip bubble = new Tooltip();
    private final RoleGlyph glyph = new RoleGlyph();
    private final FontIcon problem = new FontIcon("fth-alert-octagon");
    private final HBox marks = new HBox(6, glyph, problem);
    private final Region share = new Region();
    private final StackPane bar = new StackPane(share);
    private @Nullable TextEditor editor;
    private Subscription watching = Subscription.EMPTY;

    PartitionCell(
            PartitionTableViewModel model,
            Column column,
            ObjectProperty<Column> active,
            ObjIntConsumer<String> say) {
        this.model = model;
        this.column = column;
        this.say = say;
        getStyleClass().add("partition-cell");
        if (column.isNumeric()) {
            getStyleClass().add("numeric");
        }
        marks.setAlignment(Pos.CENTER_LEFT);
        problem.getStyleClass().add("glyph");
        bar.getStyleClass().add("fill-bar");
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.setMinSize(BAR, 6);
        bar.setMaxSize(BAR, 6);
        share.getStyleClass().add("fill-share");
        active.subscribe(it -> pseudoClassStateChanged(ACTIVE, it == column));
        addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> active.set(column));
        setOnMouseClicked(event -> {
            if (event.getClickCount() == 2 && !isEmpty() && !column.isEditable()) {
                model.open();
            }
        });
    }

    @Override
    protected void updateItem(PartitionRow item, boolean empty) {
        super.updateItem(item, empty);
        if (isEditing()) {
            return;
        }
        show();
    }

    private void show() {
        PartitionRow item = isEmpty() ? null : getItem();
        if (item == null) {
            setText(null);
            setGraphic(null);
            setTooltip(null);
            return;
        }
        setText(item.text(column));
        setGraphic(graphic(item));
        String words =
                column == Column.NAME && !item.problemText().isEmpty()
                        ? item.problemText()
                        : model.exact(item, column).isEmpty()
                                ? item.text(column)
                                : model.exact(item, column);
        bubble.setText(words);
        setTooltip(words.isEmpty() ? null : bubble);
    }

    private @Nullable Node graphic(PartitionRow item) {
        if (column == Column.NAME) {
            glyph.show(item.role());
            boolean wrong = item.problem().equals("error") || item.problem().equals("warning");
            problem.setVisible(wrong);
            problem.setManaged(wrong);
            marks.getStyleClass().setAll(item.problem().isEmpty() ? "none" : item.problem());
            problem.setIconLiteral(
                    item.problem().equals("error") ? "fth-alert-octagon" : "fth-alert-triangle");
            return marks;
        }
        if (column == Column.FILL && item.fill() >= 0) {
            Role role = item.role();
            bar.getStyleClass().setAll("fill-bar", role == null ? "role-none" : role.styleClass());
            double width = Math.clamp(item.fill(), 0, 1) * BAR;
            share.setMinSize(width, 6);
            share.setMaxSize(width, 6);
            return bar;
        }
        return null;
    }

    @Override
    public void startEdit() {
        PartitionRow item = getItem();
        if (isEmpty() || item == null || !model.edit(item, column)) {
            return;
        }
        super.startEdit();
        if (!isEditing()) {
            return;
        }
        setText(null);
        setGraphic(column.isChoice() ? choice(model.choice(column)) : line(model.line(column)));
    }

    private Node line(TextFieldModel field) {
        var line = new TextEditor();
        editor = line;
        line.bind(field);
        line.field().setId("cell-" + column.key());
        line.field().setAccessibleText(model.heading(column));
        watching =
                Subscription.combine(
                        field.echoProperty().subscribe(() -> note(field)),
                        field.errorProperty().subscribe(() -> note(field)),
                        line.field()
                                .focusedProperty()
                                .subscribe((_, focused) -> {
                                    if (!focused) {
                                        end(false);
                                    }
                                }));
        line.addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ESCAPE) {
                        field.revert();
                        end(true);
                        event.consume();
                    }
                });
        line.field()
                .setOnAction(_ -> {
                    field.commit();
                    if (field.errorProperty().get().isEmpty()
                            || field.draftProperty().get().equals(field.value())) {
                        end(true);
                    }
                });
        Platform.runLater(() -> {
            if (isEditing()) {
                line.applyCss(); // a skin that comes later selects what was typed by then
                line.field().requestFocus();
                if (field.draftProperty().get().equals(field.value())) {
                    line.field().selectAll();
                } else {
                    line.field().end();
                }
            }
        });
        return line;
    }

    private void note(TextFieldModel field) {
        boolean changed = !field.draftProperty().get().equals(field.value());
        String error = changed ? field.errorProperty().get() : "";
        if (editor != null) {
            editor.field().pseudoClassStateChanged(INVALID, !error.isEmpty());
        }
        say.accept(error.isEmpty() ? field.echoProperty().get() : error, getIndex());
    }

    private Node choice(ChoiceModel field) {
        var box = new ComboBox<ChoiceModel.Option>(field.options());
        box.setId("cell-" + column.key());
        box.setMaxWidth(Double.MAX_VALUE);
        box.getStyleClass().add("cell-choice");
        box.setAccessibleText(model.heading(column));
        for (ChoiceModel.Option option : field.options()) {
            if (option.key().equals(field.keyProperty().get())) {
                box.setValue(option);
            }
        }
        box.valueProperty()
                .subscribe((_, option) -> {
                    if (option != null && isEditing()) {
                        field.keyProperty().set(option.key());
                        end(true);
                    }
                });
        box.showingProperty()
                .subscribe((was, shown) -> {
                    if (was && !shown) {
                        end(true);
                    }
                });
        Platform.runLater(() -> {
            if (isEditing()) {
                box.requestFocus();
                box.show();
            }
        });
        return box;
    }

    private void end(boolean focus) {
        if (isEditing()) {
            var table = getTableView();
            cancelEdit();
            if (focus) {
                table.requestFocus();
            }
        }
    }

    @Override
    public void cancelEdit() {
        watching.unsubscribe();
        watching = Subscription.EMPTY;
        super.cancelEdit();
        TextEditor line = editor;
        editor = null;
        if (line != null) {
            line.release();
            line.field().setOnAction(null);
        }
        if (!column.isChoice() && column.isEditable()) {
            model.line(column).revert();
        }
        say.accept("", getIndex());
        show();
    }
}
