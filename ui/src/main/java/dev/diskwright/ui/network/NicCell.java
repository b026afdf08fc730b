package dev.diskwright.ui.network;

import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.form.TextEditor;
import dev.diskwright.ui.form.TextFieldModel;
import dev.diskwright.ui.text.Texts;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// A cell of the table of interfaces: words, or the field in which they are edited.
final class NicCell extends TableCell<NicRow, NicRow> {
    private static final PseudoClass ACTIVE = PseudoClass.getPseudoClass("active");
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final NetworkViewModel model;
    private final NicColumn column;
    private final Texts texts;
    private final Tooltip bubble = new Tooltip();
    private final FontIcon glyph = new FontIcon("fth-alert-octagon");
    private @Nullable TextEditor editor;
    private Subscription watching = Subscription.EMPTY;

    NicCell(
            NetworkViewModel model,
            NicColumn column,
            ObjectProperty<NicColumn> active,
            Texts texts) {
        this.model = model;
        this.column = column;
        this.texts = texts;
        getStyleClass().add("nic-cell");
        glyph.getStyleClass().add("glyph");
        if (column == NicColumn.MAC || column == NicColumn.ADDRESS) {
            getStyleClass().add("mono");
        }
        active.subscribe(it -> pseudoClassStateChanged(ACTIVE, it == column));
        addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> active.set(column));
    }

    @Override
    protected void updateItem(NicRow item, boolean empty) {
        super.updateItem(item, empty);
        if (!isEditing()) {
            show();
        }
    }

    private void show() {
        NicRow item = isEmpty() ? null : getItem();
        setText(item == null ? null : item.text(column));
        setTooltip(null);
        setGraphic(null);
        getStyleClass().removeAll("error", "warning", "hint");
        if (item == null) {
            return;
        }
        boolean wrong = column == NicColumn.NAME && !item.problem().isEmpty();
        if (wrong) {
            getStyleClass().add(item.severity());
            glyph.setIconLiteral(
                    item.severity().equals("error") ? "fth-alert-octagon" : "fth-alert-triangle");
            setGraphic(glyph);
        }
        bubble.setText(wrong ? item.problem() : item.text(column));
        setTooltip(bubble.getText().isEmpty() ? null : bubble);
    }

    @Override
    public void startEdit() {
        NicRow item = getItem();
        if (isEmpty() || item == null || !model.edit(item, column)) {
            return;
        }
        super.startEdit();
        if (isEditing()) {
            setText(null);
            setGraphic(
                    column.isChoice()
                            ? choice(model.choice(item.nic()))
                            : line(model.field(item.nic(), column)));
        }
    }

    private Node line(TextFieldModel field) {
        var line = new TextEditor();
        editor = line;
        line.bind(field);
        line.field().setId("network-cell-" + column.key());
        line.field().setAccessibleText(texts.of("network.column." + column.key()));
        watching =
                Subscription.combine(
                        field.errorProperty().subscribe(() -> note(field)),
                        line.field()
                                .focusedProperty()
                                .subscribe((was, is) -> {
                                    if (was && !is) {
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
                    if (field.errorProperty().get().isEmpty()) {
                        String draft = field.draftProperty().get();
                        end(true);
                        field.take(draft);
                    }
                });
        Platform.runLater(() -> {
            if (isEditing()) {
                line.applyCss();
                line.focus();
            }
        });
        return line;
    }

    private void note(TextFieldModel field) {
        String error = field.errorProperty().get();
        model.tell(error);
        if (editor != null) {
            editor.field().pseudoClassStateChanged(INVALID, !error.isEmpty());
        }
    }

    private Node choice(ChoiceModel field) {
        var box = new ComboBox<ChoiceModel.Option>(field.options());
        box.setId("network-cell-" + column.key());
        box.setMaxWidth(Double.MAX_VALUE);
        box.getStyleClass().add("cell-choice");
        box.setAccessibleText(texts.of("network.column." + column.key()));
        for (ChoiceModel.Option option : field.options()) {
            if (option.key().equals(field.keyProperty().get())) {
                box.setValue(option);
            }
        }
        box.valueProperty()
                .subscribe((_, option) -> {
                    if (option != null && isEditing()) {
                        end(true);
                        field.keyProperty().set(option.key());
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
        show();
    }
}
