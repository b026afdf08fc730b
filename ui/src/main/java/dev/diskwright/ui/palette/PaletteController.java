package dev.diskwright.ui.palette;

import dev.diskwright.ui.shell.FocusKeeper;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;

/// Binds `Palette.fxml`. The focus stays in the field; the list follows it.
public final class PaletteController {
    /// More rows than that scroll.
    private static final int ROWS = 9;

    private final PaletteViewModel model;

    @FXML private StackPane layer;
    @FXML private Node card;
    @FXML private TextField field;
    @FXML private ListView<PaletteItem> list;
    @FXML private Label empty;
    @FXML private Label heading;

    /// Shows `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public PaletteController(PaletteViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        var focus = new FocusKeeper(layer);
        field.textProperty().bindBidirectional(model.queryProperty());
        field.promptTextProperty().bind(model.promptProperty());
        field.accessibleTextProperty().bind(model.promptProperty());
        heading.setLabelFor(field);
        list.setItems(model.rows());
        list.setCellFactory(_ -> new PaletteCell(model));
        list.managedProperty().bind(Bindings.isNotEmpty(model.rows()));
        list.visibleProperty().bind(Bindings.isNotEmpty(model.rows()));
        list.prefHeightProperty()
                .bind(
                        Bindings.min(ROWS, Bindings.size(model.rows()))
                                .multiply(list.fixedCellSizeProperty())
                                .add(2));
        empty.managedProperty().bind(Bindings.isEmpty(model.rows()));
        empty.visibleProperty().bind(Bindings.isEmpty(model.rows()));
        model.selectedProperty()
                .subscribe(index -> {
                    list.getSelectionModel().clearAndSelect(index.intValue());
                    list.scrollTo(Math.max(0, index.intValue() - 3));
                    narrate(index.intValue());
                });
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        model.openProperty()
                .subscribe(open -> {
                    if (open) {
                        focus.remember();
                    }
                    layer.setVisible(open);
                    if (open) {
                        field.requestFocus();
                    }
                });
    }

    /// A screen reader hears what the field would do, as the focus never leaves it.
    private void narrate(int index) {
        PaletteItem item =
                index < 0 || index >= model.rows().size() ? null : model.rows().get(index);
        field.setAccessibleHelp(item == null ? "" : model.spoken(item));
    }

    private void pressed(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN -> model.move(1);
            case UP -> model.move(-1);
            case PAGE_DOWN -> model.move(Math.min(8, model.rows().size() - 1));
            case PAGE_UP -> model.move(-Math.min(8, model.rows().size() - 1));
            case ENTER -> model.run();
            case ESCAPE -> model.close();
            case TAB -> model.move(event.isShiftDown() ? -1 : 1);
            default -> {
                return;
            }
        }
        event.consume();
    }

    @FXML
    private void clicked(MouseEvent event) {
        int index = list.getSelectionModel().getSelectedIndex();
        if (event.getClickCount() == 1 && index >= 0) {
            model.run(index);
        }
    }

    @FXML
    private void outside(MouseEvent event) {
        if (!card.getBoundsInParent().contains(event.getX(), event.getY())) {
            model.close();
        }
    }
}
