package dev.diskwright.ui.shell;

import dev.diskwright.ui.settings.Frame;
import dev.diskwright.ui.text.Texts;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ObservableBooleanValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// Binds `Shell.fxml` and puts the other views into it when they are first needed.
public final class ShellController {
    private final ShellViewModel model;
    private final PanesViewModel panes;
    private final ShellViews views;
    private final Texts texts;
    private final Map<Screen, Node> screens = new EnumMap<>(Screen.class);
    private final Map<Screen, ToggleButton> places = new EnumMap<>(Screen.class);
    private BooleanBinding withDesign;
    private FocusRegions regions;

    @FXML private BorderPane frame;
    @FXML private MenuBar menuBar;
    @FXML private HBox toolbar;
    @FXML private Button undo;
    @FXML private Button redo;
    @FXML private Button addPartition;
    @FXML private Button problems;
    @FXML private Button run;
    @FXML private Button build;
    @FXML private VBox rail;
    @FXML private ToggleButton startTab;
    @FXML private ToggleButton layoutTab;
    @FXML private ToggleButton machineTab;
    @FXML private ToggleButton buildTab;
    @FXML private ToggleButton inspectTab;
    @FXML private ToggleButton outlineTab;
    @FXML private ToggleButton settingsTab;
    @FXML private StackPane left;
    @FXML private Region leftEdge;
    @FXML private StackPane leftOverlay;
    @FXML private StackPane banners;
    @FXML private StackPane search;
    @FXML private StackPane workspace;
    @FXML private StackPane toasts;
    @FXML private StackPane layers;
    @FXML private StackPane overlay;
    @FXML private Region inspectorEdge;
    @FXML private StackPane docked;
    @FXML private Region drawerEdge;
    @FXML private TabPane drawer;
    @FXML private Tab problemsTab;
    @FXML private Tab historyTab;
    @FXML private HBox statusBar;
    @FXML private Label saved;
    @FXML private Label unit;
    @FXML private Label grain;
    @FXML private Label free;
    @FXML private Label hint;
    @FXML private StackPane tray;
    @FXML private StackPane questionLayer;
    @FXML private Label questionTitle;
    @FXML private Label questionText;
    @FXML private ScrollPane questionList;
    @FXML private HBox questionButtons;

    /// Shows `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public ShellController(ShellViewModel model, ShellViews views, Texts texts) {
        this.model = model;
        this.panes = model.panes();
        this.views = views;
        this.texts = texts;
    }

    @FXML
    private void initialize() {
        var menus = new Menus(model.commands(), texts);
        menus.fill(menuBar);
        menus.bind(undo, "undo");
        menus.bind(redo, "redo");
        menus.bind(addPartition, "addPartition");
        menus.bind(run, "run");
        menus.bind(build, "buildScreen");
        place(menus, Screen.START, startTab, "start");
        place(menus, Screen.LAYOUT, layoutTab, "layout");
        place(menus, Screen.MACHINE, machineTab, "machine");
        place(menus, Screen.BUILD, buildTab, "buildScreen");
        place(menus, Screen.INSPECT, inspectTab, "inspect");
        place(menus, Screen.SETTINGS, settingsTab, "settings");
        withDesign =
                Bindings.createBooleanBinding(
                        () -> model.screenProperty().get().needsDocument() && model.hasDocument(),
                        model.screenProperty(),
                        model.documentProperty());
        bindProblems();
        bindPanes(menus);
        bindDrawer();
        bindStatus();
        banners.getChildren().setAll(views.banners());
        search.getChildren().setAll(views.find());
        toasts.getChildren().setAll(views.toasts());
        layers.getChildren().setAll(views.layers());
        model.screenProperty().subscribe(this::showScreen);
        var questions =
                new QuestionLayer(
                        questionLayer,
                        questionTitle,
                        questionText,
                        questionList,
                        questionButtons,
                        model::answer);
        model.questionProperty().subscribe(questions::show);
        regions =
                new FocusRegions(
                        List.of(
                                toolbar,
                                rail,
                                left,
                                leftOverlay,
                                banners,
                                search,
                                workspace,
                                toasts,
                                overlay,
                                docked,
                                drawer,
                                statusBar));
        frame.sceneProperty()
                .subscribe(scene -> {
                    if (scene != null) {
                        regions.watch(scene);
                    }
                });
        shown(
                build,
                Bindings.equal(model.screenProperty(), Screen.LAYOUT)
                        .or(Bindings.equal(model.screenProperty(), Screen.MACHINE)));
    }

    private void place(Menus menus, Screen screen, ToggleButton tab, String command) {
        places.put(screen, tab);
        menus.bind(tab, command);
        tab.setOnAction(_ -> {
            model.commands().run(command);
            tab.setSelected(model.screenProperty().get() == screen);
        });
    }

    private void bindProblems() {
        var glyph = new FontIcon("fth-check-circle");
        problems.setGraphic(glyph);
        problems.textProperty().bind(model.problems().countProperty());
        model.problems()
                .worstProperty()
                .subscribe(worst -> {
                    problems.getStyleClass().removeAll("error", "warning", "hint");
                    problems.getStyleClass().add(worst.isEmpty() ? "none" : worst);
                    glyph.setIconLiteral(
                            switch (worst) {
                                case "error" -> "fth-alert-octagon";
                                case "warning" -> "fth-alert-triangle";
                                case "hint" -> "fth-info";
                                default -> "fth-check-circle";
                            });
                });
    }

    private void bindPanes(Menus menus) {
        panes.widthProperty().bind(frame.widthProperty());
        ObservableBooleanValue onLayout = Bindings.equal(model.screenProperty(), Screen.LAYOUT);
        new SidePane(
                left,
                leftEdge,
                leftOverlay,
                views::outline,
                Bindings.and(onLayout, panes.leftOpenProperty()).and(panes.foldedProperty().not()),
                Bindings.and(onLayout, panes.leftOverlayProperty()).and(panes.foldedProperty()));
        new SidePane(
                docked,
                inspectorEdge,
                overlay,
                views::inspector,
                Bindings.and(onLayout, panes.inspectorOpenProperty())
                        .and(panes.narrowProperty().not()),
                Bindings.and(onLayout, panes.inspectorOverlayProperty())
                        .and(panes.narrowProperty()));
        menus.bind(outlineTab, "leftPane");
        outlineTab.selectedProperty().bindBidirectional(panes.leftOverlayProperty());
        outlineTab.setOnAction(_ -> {});
        shown(outlineTab, Bindings.and(onLayout, panes.foldedProperty()));
        shown(toolbar, withDesign);
        model.settings().lookProperty().subscribe(_ -> sizePanes());
        PaneEdge.horizontal(
                leftEdge, 1, left::getPrefWidth, it -> width(left, it, 200, 420), this::keepPanes);
        PaneEdge.horizontal(
                inspectorEdge,
                -1,
                docked::getPrefWidth,
                it -> width(docked, it, 280, 520),
                this::keepPanes);
    }

    private void width(Region pane, double wanted, double least, double most) {
        double scale = panes.textScale();
        pane.setPrefWidth(Math.clamp(wanted, least * scale, most * scale));
    }

    /// Panes grow with the text in them.
    private void sizePanes() {
        double scale = panes.textScale();
        double side = model.settings().remembered(Frame::leftWidth) * scale;
        left.setPrefWidth(side);
        leftOverlay.setMaxWidth(side);
        docked.setPrefWidth(model.settings().remembered(Frame::inspectorWidth) * scale);
        overlay.setMaxWidth(344 * scale);
    }

    private void keepPanes() {
        double scale = panes.textScale();
        model.settings()
                .changeFrame(it ->
                        it.withPanes(left.getPrefWidth() / scale, docked.getPrefWidth() / scale));
    }

    private void bindDrawer() {
        shown(drawer, Bindings.and(withDesign, panes.drawerOpenProperty()));
        shown(drawerEdge, drawer.visibleProperty());
        drawer.setPrefHeight(model.settings().remembered(Frame::drawerHeight));
        // The workspace gives way, not the drawer.
        drawer.minHeightProperty()
                .bind(
                        Bindings.min(
                                drawer.prefHeightProperty(), frame.heightProperty().multiply(0.6)));
        PaneEdge.vertical(
                drawerEdge,
                drawer::getHeight,
                it ->
                        drawer.setPrefHeight(
                                Math.clamp(it, 120, Math.max(120, frame.getHeight() * 0.6))),
                () ->
                        model.settings()
                                .changeFrame(it ->
                                        it.withDrawer(drawer.getPrefHeight(), it.drawerTab())));
        panes.drawerTabProperty()
                .subscribe(name ->
                        drawer.getTabs().stream()
                                .filter(tab -> name.equals(tab.getId()))
                                .forEach(drawer.getSelectionModel()::select));
        drawer.getSelectionModel()
                .selectedItemProperty()
                .subscribe(tab -> {
                    if (tab != null) {
                        panes.drawerTabProperty().set(tab.getId());
                    }
                });
        drawer.visibleProperty().subscribe(_ -> fillDrawer());
    }

    private void fillDrawer() {
        if (drawer.isVisible() && problemsTab.getContent() == null) {
            problemsTab.setContent(views.problems());
            historyTab.setContent(views.history());
        }
    }

    private static void shown(Node node, ObservableBooleanValue condition) {
        SidePane.shownWhen(node, condition);
    }

    private void bindStatus() {
        saved.textProperty().bind(model.savedProperty());
        unit.setText(texts.of("status.unit"));
        grain.textProperty().bind(model.layout().grainProperty());
        free.textProperty().bind(model.layout().freeProperty());
        hint.textProperty().bind(model.hintProperty());
        HBox.setHgrow(hint, Priority.ALWAYS);
        List.of(saved, unit, grain, free).forEach(label -> shown(label, withDesign));
        tray.getChildren().setAll(views.tray());
    }

    private void showScreen(Screen screen) {
        Screen near = screen == Screen.CONVERT ? Screen.INSPECT : screen;
        places.forEach((place, tab) -> tab.setSelected(place == near));
        workspace.getChildren().setAll(screens.computeIfAbsent(screen, views::screen));
    }

    @FXML
    private void questionPressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            model.dismiss();
            event.consume();
        }
    }

    @FXML
    private void toggleProblems() {
        boolean there = drawer.isVisible() && problemsTab.isSelected();
        if (there) {
            model.commands().run("drawer");
        } else {
            model.showProblems();
        }
    }

    @FXML
    private void pressed(KeyEvent event) {
        boolean done =
                switch (event.getCode()) {
                    case F6 -> {
                        Scene scene = frame.getScene();
                        regions.walk(scene.getFocusOwner(), event.isShiftDown() ? -1 : 1);
                        yield true;
                    }
                    case ESCAPE -> panes.closeOverlays() || model.goBack();
                    case Y -> event.isShortcutDown() && redo();
                    default -> false;
                };
        if (done) {
            event.consume();
        }
    }

    private boolean redo() {
        model.commands().run("redo");
        return true;
    }
}
