package dev.diskwright.ui.outline;

import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TextField;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Binds `Outline.fxml`.
public final class OutlineController {
    private final OutlineViewModel model;
    private final Texts texts;
    private boolean syncing;

    @FXML private Label title;
    @FXML private TextField filter;
    @FXML private ListView<OutlineRow> list;
    @FXML private Label refusal;

    /// Shows `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public OutlineController(OutlineViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
    }

    @FXML
    private void initialize() {
        title.setLabelFor(filter);
        filter.textProperty().bindBidirectional(model.filterProperty());
        refusal.textProperty().bind(model.actions().refusalProperty());
        refusal.visibleProperty().bind(refusal.textProperty().isNotEmpty());
        refusal.managedProperty().bind(refusal.visibleProperty());
        list.setItems(model.rows());
        list.setCellFactory(_ -> new OutlineCell(model));
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        list.getSelectionModel()
                .getSelectedItems()
                .addListener((ListChangeListener<OutlineRow>) _ -> chosen());
        model.selectionProperty().subscribe(this::show);
        model.rows().addListener((ListChangeListener<OutlineRow>) _ -> show());
        new OutlineDrag(model, list);
        new OutlineKeys(list, model, this::rename);
        var menu = new OutlineMenu(model, texts, this::rename);
        list.setOnContextMenuRequested(event -> menuAt(menu, event));
    }

    private void chosen() {
        if (!syncing) {
            model.select(
                    list.getSelectionModel().getSelectedItems().stream()
                            .filter(Objects::nonNull)
                            .toList());
        }
    }

    /// Selects the lines of what is selected. Lines that are new stand where others did, so their numbers are compared.
    private void show() {
        var selection = new HashSet<Selected>(model.selectionProperty().get());
        Selected leading = model.selectionProperty().get().getLast();
        var indices = new ArrayList<Integer>();
        int lead = -1;
        for (int i = 0; i < list.getItems().size(); i++) {
            Selected target = list.getItems().get(i).target();
            if (target != null && selection.contains(target)) {
                indices.add(i);
                lead = target.equals(leading) ? i : lead;
            }
        }
        List<Integer> now = List.copyOf(list.getSelectionModel().getSelectedIndices());
        if (indices.equals(now)) {
            return;
        }
        syncing = true;
        list.getSelectionModel().clearSelection();
        if (!indices.isEmpty()) {
            int[] others = indices.stream().skip(1).mapToInt(Integer::intValue).toArray();
            list.getSelectionModel().selectIndices(indices.getFirst(), others);
            list.getFocusModel().focus(lead < 0 ? indices.getFirst() : lead);
            if (!list.isFocused()) {
                reveal(lead < 0 ? indices.getFirst() : lead);
            }
        }
        syncing = false;
    }

    /// Scrolls to a line unless it is in view.
    private void reveal(int index) {
        boolean inView =
                list.lookupAll(".outline-row").stream()
                        .anyMatch(it -> it instanceof OutlineCell cell && cell.getIndex() == index);
        if (!inView) {
            list.scrollTo(Math.max(0, index - 3));
        }
    }

    private void rename() {
        int index = list.getSelectionModel().getSelectedIndex();
        list.scrollTo(Math.max(0, index - 3));
        list.layout();
        cell(index, OutlineCell::rename);
    }

    private void cell(int index, java.util.function.Consumer<OutlineCell> action) {
        for (Node it : list.lookupAll(".outline-row")) {
            if (it instanceof OutlineCell cell && !cell.isEmpty() && cell.getIndex() == index) {
                action.accept(cell);
                return;
            }
        }
    }

    private void menuAt(OutlineMenu menu, ContextMenuEvent event) {
        if (event.isKeyboardTrigger()) {
            cell(
                    list.getSelectionModel().getSelectedIndex(),
                    cell -> {
                        Bounds at = cell.localToScreen(cell.getBoundsInLocal());
                        menu.show(list, at.getMinX() + at.getHeight(), at.getMaxY());
                    });
        } else {
            menu.show(list, event.getScreenX(), event.getScreenY());
        }
        event.consume();
    }

    @FXML
    private void filterPressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE && !filter.getText().isEmpty()) {
            filter.clear();
            event.consume();
        } else if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.ENTER) {
            int first = model.nearest(filter.getText().isBlank() ? 0 : 1, 1);
            if (first >= 0) {
                list.requestFocus();
                list.getSelectionModel().clearAndSelect(first);
            }
            event.consume();
        }
    }

    @FXML
    private void addFolder() {
        model.addFolder();
    }

    @FXML
    private void addFile() {
        model.addFile();
    }

    @FXML
    private void addPartition() {
        model.addPartition();
    }
}
