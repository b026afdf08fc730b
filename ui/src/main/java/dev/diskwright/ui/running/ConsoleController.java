package dev.diskwright.ui.running;

import javafx.beans.value.ObservableBooleanValue;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Binds `Console.fxml`: the lines of a serial port, the search in them, the line that is typed.
public final class ConsoleController {
    private static final double LINE = 1.4; // height of a line beside that of its type

    private final ConsoleViewModel model;
    private final boolean canType;

    @FXML private VBox root;
    @FXML private Label count;
    @FXML private Label searchLabel;
    @FXML private TextField search;
    @FXML private ToggleButton follow;
    @FXML private ListView<String> list;
    @FXML private Label notice;
    @FXML private HBox typing;
    @FXML private TextField input;
    @FXML private ToggleButton direct;
    @FXML private Button send;

    /// Shows `model`.
    ///
    /// @param canType whether the person can type into it
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public ConsoleController(ConsoleViewModel model, boolean canType) {
        this.model = model;
        this.canType = canType;
    }

    @FXML
    private void initialize() {
        list.setCellFactory(_ -> new Line());
        // Whole pixels: of others, the toolkit says at every change that they do not add up.
        notice.fontProperty()
                .subscribe(font -> list.setFixedCellSize(Math.rint(font.getSize() * LINE)));
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        list.setItems(model.lines());
        model.lines().addListener((ListChangeListener<String>) _ -> toEnd());
        model.followProperty().subscribe(this::toEnd);
        model.pointedProperty().subscribe(line -> show(line.intValue()));
        list.addEventFilter(
                ScrollEvent.SCROLL,
                event -> {
                    if (event.getDeltaY() > 0) {
                        model.followProperty().set(false);
                    }
                });
        list.setOnKeyPressed(event -> {
            if (event.isShortcutDown() && event.getCode() == KeyCode.C) {
                model.copy(list.getSelectionModel().getSelectedItems());
                event.consume();
            }
        });
        follow.selectedProperty().bindBidirectional(model.followProperty());
        count.textProperty().bind(model.countProperty());
        searchLabel.setLabelFor(search);
        search.textProperty().bindBidirectional(model.searchProperty());
        search.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                model.step(event.isShiftDown() ? -1 : 1);
                event.consume();
            } else if (event.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) {
                search.clear();
                event.consume();
            }
        });
        root.setOnKeyPressed(event -> {
            if (event.isShortcutDown() && event.getCode() == KeyCode.F) {
                search.requestFocus();
                event.consume();
            }
        });
        notice.textProperty().bind(model.noticeProperty());
        shownWhen(notice, model.noticeProperty().isNotEmpty());
        bindInput();
    }

    private void bindInput() {
        typing.setVisible(canType);
        typing.setManaged(canType);
        input.textProperty().bindBidirectional(model.inputProperty());
        input.disableProperty().bind(model.connectedProperty().not());
        direct.disableProperty().bind(model.connectedProperty().not());
        send.disableProperty().bind(model.connectedProperty().not().or(model.directProperty()));
        direct.selectedProperty().bindBidirectional(model.directProperty());
        direct.setOnAction(_ -> input.requestFocus());
        input.setOnAction(_ -> model.send());
        input.addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    String keys = model.directProperty().get() ? TerminalKeys.pressed(event) : "";
                    if (!keys.isEmpty()) {
                        model.type(keys);
                        event.consume();
                    }
                });
        input.addEventFilter(
                KeyEvent.KEY_TYPED,
                event -> {
                    if (model.directProperty().get()) {
                        String keys = TerminalKeys.typed(event);
                        if (!keys.isEmpty()) {
                            model.type(keys);
                        }
                        event.consume();
                    }
                });
    }

    private static void shownWhen(Node node, ObservableBooleanValue condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }

    private void show(int line) {
        if (line < 0) {
            list.getSelectionModel().clearSelection();
        } else if (list.getSelectionModel().getSelectedIndex() != line) {
            list.getSelectionModel().clearAndSelect(line);
            list.scrollTo(Math.max(0, line - 2));
        }
    }

    private void toEnd() {
        int last = model.lines().size() - 1;
        if (model.followProperty().get() && last >= 0) {
            list.scrollTo(last);
        }
    }

    @FXML
    private void previous() {
        model.step(-1);
    }

    @FXML
    private void next() {
        model.step(1);
    }

    @FXML
    private void copy() {
        model.copy();
    }

    @FXML
    private void send() {
        model.send();
        input.requestFocus();
    }

    private static final class Line extends ListCell<String> {
        @Override
        protected void updateItem(String line, boolean empty) {
            super.updateItem(line, empty);
            setText(empty || line == null ? null : line);
        }
    }
}
