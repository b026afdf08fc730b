package dev.diskwright.ui.machine;

import dev.diskwright.ui.form.FieldFrame;
import dev.diskwright.ui.text.Texts;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// Binds `Machine.fxml`: the tabs, the preview, and what leads from one to the other.
public final class MachineController {
    private static final PseudoClass LINKED = PseudoClass.getPseudoClass("linked");
    private static final double MARGIN = 60;

    private final MachineViewModel model;
    private final Texts texts;
    private final List<MachineTab> tabs;
    private final Node previewView;
    private final Supplier<Node> runningView;
    private final Supplier<Node> checkView;
    private final Map<MachineViewModel.Place, Node> views =
            new EnumMap<>(MachineViewModel.Place.class);

    @FXML private ToggleButton design;
    @FXML private ToggleButton runningTab;
    @FXML private ToggleButton check;
    @FXML private StackPane running;
    @FXML private SplitPane screen;
    @FXML private TabPane tabPane;
    @FXML private StackPane preview;

    /// Shows `model`.
    ///
    /// @param tabs in their order
    /// @param previewView the exact command line
    /// @param runningView loads the view of the machine that runs
    /// @param checkView loads the view of the boot check
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public MachineController(
            MachineViewModel model,
            Texts texts,
            List<MachineTab> tabs,
            Node previewView,
            Supplier<Node> runningView,
            Supplier<Node> checkView) {
        this.model = model;
        this.texts = texts;
        this.tabs = List.copyOf(tabs);
        this.previewView = previewView;
        this.runningView = runningView;
        this.checkView = checkView;
    }

    @FXML
    private void initialize() {
        for (MachineTab it : tabs) {
            var tab = new Tab(texts.of("machine.tab." + it.tab().key()));
            tab.setId("machine-tab-" + it.tab().key());
            tab.setUserData(it.tab());
            tabPane.getTabs().add(tab);
        }
        tabPane.getSelectionModel()
                .selectedItemProperty()
                .subscribe(tab -> {
                    if (tab != null && tab.getUserData() instanceof MachineViewModel.Tab it) {
                        model.preview().focusField(""); // it is on the tab before
                        fill(tab, it);
                        model.tabProperty().set(it);
                    }
                });
        model.tabProperty()
                .subscribe(it ->
                        tabPane.getTabs().stream()
                                .filter(tab -> tab.getUserData() == it)
                                .forEach(tabPane.getSelectionModel()::select));
        preview.getChildren().setAll(previewView);
        bindPlaces();
        // Later, as the screen may just be on its way into the window.
        model.wantedFieldProperty().subscribe(path -> Platform.runLater(() -> focus(path)));
        model.preview().chosenProperty().subscribe(this::link);
        screen.sceneProperty()
                .subscribe(scene -> {
                    if (scene != null) {
                        scene.focusOwnerProperty().subscribe(this::noteFocus);
                    }
                });
    }

    private void bindPlaces() {
        place(design, MachineViewModel.Place.DESIGN);
        place(runningTab, MachineViewModel.Place.RUNNING);
        place(check, MachineViewModel.Place.CHECK);
        for (ToggleButton it : List.of(design, check)) {
            it.disableProperty().bind(model.openProperty().map(open -> !open));
        }
        model.placeProperty().subscribe(this::show);
    }

    private void place(ToggleButton button, MachineViewModel.Place which) {
        model.placeProperty().subscribe(now -> button.setSelected(now == which));
        button.setOnAction(_ -> {
            model.placeProperty().set(which);
            button.setSelected(true);
        });
    }

    private void show(MachineViewModel.Place which) {
        boolean designs = which == MachineViewModel.Place.DESIGN;
        screen.setVisible(designs);
        screen.setManaged(designs);
        running.setVisible(!designs);
        running.setManaged(!designs);
        if (!designs) {
            Node view =
                    views.computeIfAbsent(
                            which,
                            it ->
                                    it == MachineViewModel.Place.RUNNING
                                            ? runningView.get()
                                            : checkView.get());
            running.getChildren().setAll(view);
        }
    }

    private void fill(Tab tab, MachineViewModel.Tab which) {
        if (tab.getContent() == null) {
            for (MachineTab it : tabs) {
                if (it.tab() == which) {
                    tab.setContent(it.content().get());
                }
            }
        }
    }

    private void noteFocus(@Nullable Node owner) {
        for (Node it = owner; it != null; it = it.getParent()) {
            if (it.equals(tabPane)) {
                model.preview().focusField(FieldPaths.of(owner));
                return;
            }
        }
    }

    private @Nullable Node content() {
        Tab tab = tabPane.getSelectionModel().getSelectedItem();
        return tab == null ? null : tab.getContent();
    }

    /// Focuses what edits the field `path`, if it is one of this screen and still wanted.
    private void focus(@Nullable String path) {
        Node content = content();
        if (path == null
                || content == null
                || !MachineViewModel.isOn(path)
                || !path.equals(model.wantedFieldProperty().get())) {
            return;
        }
        Node field = FieldPaths.find(content, path);
        if (field != null) {
            FieldPaths.focus(field);
            reveal(content, field);
        }
    }

    /// Scrolls until the field is in view.
    private static void reveal(Node content, Node field) {
        if (content instanceof ScrollPane scroll) {
            scroll.applyCss();
            scroll.layout();
            Bounds all = scroll.getContent().getLayoutBounds();
            double room = all.getHeight() - scroll.getViewportBounds().getHeight();
            double top =
                    scroll.getContent()
                            .sceneToLocal(field.localToScene(field.getBoundsInLocal()))
                            .getMinY();
            scroll.setVvalue(room <= 0 ? 0 : Math.clamp((top - MARGIN) / room, 0, 1));
        }
    }

    /// Marks the fields that a row of the preview follows from.
    private void link(@Nullable PreviewRow row) {
        Node content = content();
        if (content != null) {
            FieldPaths.each(
                    content,
                    (node, path) ->
                            node.pseudoClassStateChanged(
                                    LINKED,
                                    row != null
                                            && node instanceof FieldFrame
                                            && row.follows(path)));
        }
    }
}
