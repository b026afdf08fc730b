package dev.diskwright.ui.machine;

import dev.diskwright.ui.form.ChoiceModel;
import dev.diskwright.ui.form.Fold;
import dev.diskwright.ui.text.Texts;
import javafx.beans.InvalidationListener;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/// Binds `Preview.fxml`: the exact command line beside an earlier one.
public final class PreviewController {
    private static final PseudoClass UNMET = PseudoClass.getPseudoClass("unmet");

    private final PreviewViewModel model;
    private final Texts texts;

    @FXML private ComboBox<ChoiceModel.Option> base;
    @FXML private Label program;
    @FXML private TabPane forms;
    @FXML private Tab command;
    @FXML private ListView<PreviewRow> list;
    @FXML private ScrollPane removedPane;
    @FXML private Fold removed;
    @FXML private TextArea script;
    @FXML private TextArea json;
    @FXML private Label fault;
    @FXML private Label needs;
    @FXML private FontIcon needsGlyph;
    @FXML private Label copied;

    /// Shows `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public PreviewController(PreviewViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
    }

    @FXML
    private void initialize() {
        bindBase();
        list.setItems(model.rows());
        list.setCellFactory(_ -> new PreviewCell(model, texts));
        var none = new Label(texts.of("preview.none"));
        none.getStyleClass().add("empty-note");
        none.setWrapText(true);
        none.visibleProperty().bind(model.faultProperty().isEmpty());
        list.setPlaceholder(none);
        list.getSelectionModel().selectedItemProperty().subscribe(row -> model.choose(row));
        list.setOnKeyPressed(event -> {
            PreviewRow row = list.getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.ENTER && row != null) {
                model.goTo(row);
                event.consume();
            } else if (event.isShortcutDown() && event.getCode() == KeyCode.C) {
                copy();
                event.consume();
            }
        });
        list.setOnMouseClicked(event -> {
            PreviewRow row = list.getSelectionModel().getSelectedItem();
            if (event.getClickCount() == 2 && row != null) {
                model.goTo(row);
            }
        });
        model.sightProperty().subscribe(this::showTexts);
        model.removedWordsProperty().subscribe(this::showRemoved);
        model.removed()
                .addListener(
                        (InvalidationListener)
                                _ -> showRemoved(model.removedWordsProperty().get()));
        fault.textProperty().bind(model.faultProperty());
        shown(fault, model.faultProperty().isNotEmpty());
        needs.textProperty().bind(model.needsProperty());
        needsGlyph.visibleProperty().bind(model.needsProperty().isNotEmpty());
        model.needsMetProperty()
                .subscribe(met -> {
                    needsGlyph.setIconLiteral(met ? "fth-check-circle" : "fth-alert-triangle");
                    needs.pseudoClassStateChanged(UNMET, !met);
                    needsGlyph.pseudoClassStateChanged(UNMET, !met);
                });
        copied.textProperty().bind(model.copiedProperty());
        shown(copied, model.copiedProperty().isNotEmpty());
        forms.getSelectionModel().select(command);
    }

    private static void shown(Node node, javafx.beans.value.ObservableBooleanValue when) {
        node.visibleProperty().bind(when);
        node.managedProperty().bind(when);
    }

    private void bindBase() {
        ChoiceModel field = model.base();
        base.setItems(field.options());
        field.keyProperty()
                .subscribe(key ->
                        field.options().stream()
                                .filter(it -> it.key().equals(key))
                                .findFirst()
                                .ifPresent(base::setValue));
        base.valueProperty()
                .subscribe(option -> {
                    if (option != null) {
                        field.keyProperty().set(option.key());
                    }
                });
    }

    private void showTexts(MachineSight sight) {
        program.setText(sight.program());
        script.setText(model.script());
        json.setText(model.json());
    }

    private void showRemoved(String words) {
        removed.setTitle(words);
        removedPane.setVisible(!words.isEmpty());
        removedPane.setManaged(!words.isEmpty());
        removed.getRows()
                .setAll(model.removed().stream().map(PreviewController::removedRow).toList());
    }

    private static Node removedRow(PreviewRow row) {
        var label = new Label("\u2212 " + row.was());
        label.getStyleClass().add("preview-gone");
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    @FXML
    private void copy() {
        Tab tab = forms.getSelectionModel().getSelectedItem();
        model.copy(tab == null ? "command" : tab.getId().replace("preview-", ""));
    }
}
