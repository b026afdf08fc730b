package dev.diskwright.ui.layout;

import dev.diskwright.ui.text.Texts;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyEvent;

/// Binds `Layout.fxml`.
public final class LayoutController {
    private final LayoutViewModel model;
    private final Texts texts;
    private final List<LayoutTab> views;

    @FXML private Strip strip;
    @FXML private Label title;
    @FXML private Label summary;
    @FXML private ToggleButton structures;
    @FXML private ToggleGroup scales;
    @FXML private Node busy;
    @FXML private TabPane tabs;

    /// Shows `model`.
    ///
    /// @param views tabs below the strip, in their order
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public LayoutController(LayoutViewModel model, Texts texts, List<LayoutTab> views) {
        this.model = model;
        this.texts = texts;
        this.views = List.copyOf(views);
    }

    @FXML
    private void initialize() {
        title.textProperty().bind(model.titleProperty());
        summary.textProperty().bind(model.summaryProperty());
        structures.selectedProperty().bindBidirectional(model.structuresProperty());
        busy.visibleProperty().bind(model.busyProperty());
        strip.bind(model);
        bindScale();
        views.forEach(this::addTab);
    }

    /// Its view is loaded when it is first looked at.
    private void addTab(LayoutTab it) {
        var tab = new Tab(texts.of("layout.tab." + it.id()));
        tab.setId("tab-" + it.id());
        tab.selectedProperty()
                .subscribe(shown -> {
                    if (shown && tab.getContent() == null) {
                        tab.setContent(it.view().get());
                    }
                });
        tabs.getTabs().add(tab);
    }

    private void bindScale() {
        model.scaleProperty()
                .subscribe(scale -> {
                    for (Toggle toggle : scales.getToggles()) {
                        toggle.setSelected(scale.name().equals(toggle.getUserData()));
                    }
                });
        scales.selectedToggleProperty()
                .subscribe(toggle -> {
                    if (toggle != null) {
                        model.scaleProperty()
                                .set(StripGeometry.Scale.valueOf((String) toggle.getUserData()));
                    }
                });
    }

    @FXML
    private void pressed(KeyEvent event) {
        if (!strip.hasFocus()) {
            return;
        }
        switch (event.getCode()) {
            case LEFT -> model.move(-1);
            case RIGHT -> model.move(1);
            case HOME -> model.move(-1_000_000);
            case END -> model.move(1_000_000);
            case ENTER -> model.openSelected();
            case SPACE -> model.move(0);
            case ESCAPE -> model.selectDisk();
            case T -> model.structuresProperty().set(!model.structuresProperty().get());
            case L -> nextScale();
            default -> {
                return;
            }
        }
        strip.focusSelected();
        event.consume();
    }

    private void nextScale() {
        model.scaleProperty()
                .set(
                        switch (model.scaleProperty().get()) {
                            case TRUE -> StripGeometry.Scale.LOG;
                            case LOG -> StripGeometry.Scale.EQUAL;
                            case EQUAL -> StripGeometry.Scale.TRUE;
                        });
    }

    @FXML
    private void background() {
        model.selectDisk();
    }
}
