package dev.diskwright.ui.preferences;

import dev.diskwright.ui.command.Keys;
import dev.diskwright.ui.settings.Look;
import dev.diskwright.ui.text.Texts;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.util.StringConverter;

/// Binds `Preferences.fxml`.
public final class PreferencesController {
    private final PreferencesViewModel model;
    private final Texts texts;

    @FXML private FlowPane theme;
    @FXML private FlowPane density;
    @FXML private FlowPane motion;
    @FXML private FlowPane units;
    @FXML private Slider text;
    @FXML private Label textPercent;
    @FXML private ComboBox<PreferencesViewModel.Language> language;
    @FXML private CheckBox singleLetters;
    @FXML private TextField filter;
    @FXML private ListView<KeysViewModel.Row> keys;
    @FXML private HBox conflict;
    @FXML private Label conflictText;

    /// Shows `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public PreferencesController(PreferencesViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
    }

    @FXML
    private void initialize() {
        choices(theme, PreferencesViewModel.THEME);
        choices(density, PreferencesViewModel.DENSITY);
        choices(motion, PreferencesViewModel.MOTION);
        choices(units, PreferencesViewModel.UNITS);
        text.setMin(Look.LEAST_TEXT);
        text.setMax(Look.MOST_TEXT);
        text.valueProperty()
                .subscribe((_, value) -> model.text(10 * Math.round(value.intValue() / 10f)));
        singleLetters.selectedProperty().subscribe((_, on) -> model.singleLetters(on));
        language.getItems().setAll(model.languages());
        language.setConverter(new Names());
        language.setValue(model.language());
        language.valueProperty().subscribe((_, value) -> model.language(value));
        model.lookProperty().subscribe(this::show);
        bindKeys();
    }

    private void show(Look look) {
        text.setValue(look.textPercent());
        textPercent.setText(model.textName(look.textPercent()));
        singleLetters.setSelected(look.singleLetters());
    }

    private <T> void choices(FlowPane box, Setting<T> setting) {
        var group = new ToggleGroup();
        box.setAccessibleText(model.name(setting));
        for (T value : setting.values()) {
            var button = new ToggleButton(model.name(setting, value));
            button.setId("setting-" + setting.id() + "-" + setting.name().apply(value));
            button.setToggleGroup(group);
            button.getStyleClass().add("choice");
            button.setMinWidth(HBox.USE_PREF_SIZE);
            button.setAccessibleText(
                    texts.of("settings.choice", model.name(setting), model.name(setting, value)));
            button.setOnAction(_ -> {
                button.setSelected(true);
                model.choose(setting, value);
            });
            model.lookProperty()
                    .subscribe(
                            look -> button.setSelected(setting.read().apply(look).equals(value)));
            box.getChildren().add(button);
        }
    }

    private void bindKeys() {
        filter.textProperty().bindBidirectional(model.keys().filterProperty());
        model.keys().refresh();
        keys.setItems(model.keys().rows());
        keys.setCellFactory(_ -> new KeyCell(model.keys(), texts));
        keys.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        keys.addEventFilter(KeyEvent.KEY_TYPED, this::swallow);
        keys.focusedProperty()
                .subscribe(focused -> {
                    if (!focused && model.keys().conflictProperty().get().isEmpty()) {
                        model.keys().cancel();
                    }
                });
        model.keys()
                .recordingProperty()
                .subscribe(id -> {
                    if (!id.isEmpty()) {
                        keys.requestFocus();
                    }
                });
        model.keys().conflictProperty().subscribe(this::showConflict);
    }

    private void swallow(KeyEvent event) {
        if (!model.keys().recordingProperty().get().isEmpty()) {
            event.consume();
        }
    }

    private void keyPressed(KeyEvent event) {
        if (!model.keys().recordingProperty().get().isEmpty()) {
            if (event.getCode() == KeyCode.ESCAPE) {
                model.keys().cancel();
            } else {
                model.keys().pressed(Keys.pressed(event));
            }
            event.consume();
            return;
        }
        KeysViewModel.Row row = keys.getSelectionModel().getSelectedItem();
        if (row == null) {
            return;
        }
        switch (event.getCode()) {
            case ENTER -> model.keys().record(row);
            case DELETE -> model.keys().remove(row);
            case BACK_SPACE -> model.keys().reset(row);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void showConflict(Optional<KeysViewModel.Conflict> what) {
        conflict.setVisible(what.isPresent());
        conflict.setManaged(what.isPresent());
        conflictText.setText(what.map(KeysViewModel.Conflict::text).orElse(""));
        if (what.isPresent()) {
            conflict.lookup("#take-over").requestFocus();
        }
    }

    @FXML
    private void takeOver() {
        model.keys().takeOver();
        keys.requestFocus();
    }

    @FXML
    private void leaveIt() {
        model.keys().cancel();
        keys.requestFocus();
    }

    @FXML
    private void resetAll() {
        model.keys().resetAll();
    }

    /// Languages by the name they give themselves.
    private static final class Names extends StringConverter<PreferencesViewModel.Language> {
        @Override
        public String toString(PreferencesViewModel.Language language) {
            return language == null ? "" : language.name();
        }

        @Override
        public PreferencesViewModel.Language fromString(String name) {
            throw new UnsupportedOperationException(name);
        }
    }
}
