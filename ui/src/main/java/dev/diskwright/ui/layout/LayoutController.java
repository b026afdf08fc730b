package dev.diskwright.ui.layout;

import dev.diskwright.ui.form.FieldProblem;
import dev.diskwright.ui.text.Texts;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;

/// Binds `Layout.fxml`.
public final class LayoutController {
    private final LayoutViewModel model;
    private final StripViewModel hands;
    private final StripActions actions;
    private final Texts texts;
    private final List<LayoutTab> views;

    private StripKeys keys;

    @FXML private Strip strip;
    @FXML private Palette palette;
    @FXML private Pane remedies;
    @FXML private Label surplusText;
    @FXML private Pane remedyButtons;
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
    public LayoutController(
            LayoutViewModel model,
            StripViewModel hands,
            StripActions actions,
            Texts texts,
            List<LayoutTab> views) {
        this.model = model;
        this.hands = hands;
        this.actions = actions;
        this.texts = texts;
        this.views = List.copyOf(views);
    }

    @FXML
    private void initialize() {
        title.textProperty().bind(model.titleProperty());
        summary.textProperty().bind(model.summaryProperty());
        structures.selectedProperty().bindBidirectional(model.structuresProperty());
        busy.visibleProperty().bind(model.busyProperty());
        strip.bind(model, hands, actions, texts);
        palette.bind(strip, actions, texts);
        keys = new StripKeys(model, hands, strip, actions.commands());
        model.surplusProperty().subscribe(this::showSurplus);
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
        if (strip.hasFocus()) {
            keys.onStrip(event);
        } else if (inTable(event) && !(event.getTarget() instanceof TextInputControl)) {
            keys.onTable(event);
        }
    }

    @FXML
    private void typed(KeyEvent event) {
        if (strip.hasFocus()) {
            keys.onTyped(event);
        }
    }

    private static boolean inTable(KeyEvent event) {
        for (Node it = (Node) event.getTarget(); it != null; it = it.getParent()) {
            if ("layout-table".equals(it.getId())) {
                return true;
            }
        }
        return false;
    }

    private void showSurplus(@Nullable Surplus surplus) {
        remedies.setVisible(surplus != null);
        remedies.setManaged(surplus != null);
        remedyButtons.getChildren().clear();
        if (surplus == null) {
            return;
        }
        surplusText.setText(surplus.text());
        for (FieldProblem.Remedy it : surplus.remedies()) {
            var button = new Button(it.label());
            button.setId("remedy-" + remedyButtons.getChildren().size());
            button.setOnAction(_ -> it.action().run());
            remedyButtons.getChildren().add(button);
        }
    }

    @FXML
    private void background() {
        model.selectDisk();
    }
}
