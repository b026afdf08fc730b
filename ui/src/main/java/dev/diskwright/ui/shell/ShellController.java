package dev.diskwright.ui.shell;

import dev.diskwright.ui.command.Command;
import dev.diskwright.ui.service.Question;
import dev.diskwright.ui.settings.Frame;
import dev.diskwright.ui.text.Texts;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuBar;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// Binds `Shell.fxml` and puts the other views into it when they are first needed.
public final class ShellController {
    private static final double OVERLAY_BELOW = 1100;
    private static final double FOLD_BELOW = 980;

    private final ShellViewModel model;
    private final ShellViews views;
    private final Texts texts;
    private final Map<Screen, Node> screens = new EnumMap<>(Screen.class);

    @FXML private BorderPane frame;
    @FXML private MenuBar menuBar;
    @FXML private HBox toolbar;
    @FXML private Button undo;
    @FXML private Button redo;
    @FXML private Button addPartition;
    @FXML private Button problems;
    @FXML private Button build;
    @FXML private VBox rail;
    @FXML private ToggleButton startTab;
    @FXML private ToggleButton layoutTab;
    @FXML private ToggleButton buildTab;
    @FXML private StackPane left;
    @FXML private Region leftEdge;
    @FXML private StackPane banners;
    @FXML private StackPane workspace;
    @FXML private StackPane toasts;
    @FXML private StackPane layers;
    @FXML private StackPane overlay;
    @FXML private Region inspectorEdge;
    @FXML private StackPane docked;
    @FXML private TabPane drawer;
    @FXML private Tab problemsTab;
    @FXML private Tab historyTab;
    @FXML private HBox statusBar;
    @FXML private Label saved;
    @FXML private Label grain;
    @FXML private Label free;
    @FXML private Label hint;
    @FXML private HBox task;
    @FXML private Label taskName;
    @FXML private ProgressBar taskProgress;
    @FXML private StackPane questionLayer;
    @FXML private Label questionTitle;
    @FXML private Label questionText;
    @FXML private HBox questionButtons;

    /// Shows `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public ShellController(ShellViewModel model, ShellViews views, Texts texts) {
        this.model = model;
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
        menus.bind(build, "buildScreen");
        bindProblems();
        bindPanes();
        bindStatus();
        banners.getChildren().setAll(views.banners());
        toasts.getChildren().setAll(views.toasts());
        layers.getChildren().setAll(views.layers());
        frame.widthProperty()
                .subscribe(
                        width -> model.narrowProperty().set(width.doubleValue() < OVERLAY_BELOW));
        model.screenProperty().subscribe(this::showScreen);
        model.questionProperty().subscribe(this::showQuestion);
        frame.sceneProperty()
                .flatMap(Scene::focusOwnerProperty)
                .subscribe(this::keepFocusOnQuestion);
        shownWhen(build, Bindings.equal(model.screenProperty(), Screen.LAYOUT));
        markUnavailable(layoutTab, model.commands().get("layout"));
        markUnavailable(buildTab, model.commands().get("buildScreen"));
    }

    /// While something is asked, the focus does not leave the answers.
    private void keepFocusOnQuestion(@Nullable Node owner) {
        if (questionLayer.isVisible()
                && owner != null
                && !isInside(owner, questionLayer)
                && !questionButtons.getChildren().isEmpty()) {
            questionButtons.getChildren().getLast().requestFocus();
        }
    }

    private static void markUnavailable(ToggleButton tab, Command command) {
        command.reason()
                .subscribe(reason -> {
                    tab.pseudoClassStateChanged(
                            PseudoClass.getPseudoClass("unavailable"), !reason.isEmpty());
                    tab.setTooltip(reason.isEmpty() ? null : new Tooltip(reason));
                    tab.setAccessibleHelp(reason);
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

    private void bindPanes() {
        left.setPrefWidth(model.settings().remembered(Frame::leftWidth));
        docked.setPrefWidth(model.settings().remembered(Frame::inspectorWidth));
        ObservableBooleanValue onLayout = Bindings.equal(model.screenProperty(), Screen.LAYOUT);
        shownWhen(
                left,
                Bindings.and(onLayout, model.leftOpenProperty())
                        .and(frame.widthProperty().greaterThanOrEqualTo(FOLD_BELOW)));
        shownWhen(leftEdge, left.visibleProperty());
        shownWhen(
                docked,
                Bindings.and(onLayout, model.inspectorOpenProperty())
                        .and(model.narrowProperty().not()));
        shownWhen(inspectorEdge, docked.visibleProperty());
        shownWhen(
                overlay,
                Bindings.and(onLayout, model.overlayOpenProperty()).and(model.narrowProperty()));
        shownWhen(
                drawer,
                Bindings.and(
                        Bindings.notEqual(model.screenProperty(), Screen.START),
                        model.drawerOpenProperty()));
        shownWhen(toolbar, Bindings.notEqual(model.screenProperty(), Screen.START));
        model.narrowProperty().subscribe(this::placeInspector);
        model.overlayOpenProperty().subscribe(this::placeInspector);
        drawer.visibleProperty().subscribe(this::fillDrawer);
        PaneEdge.install(leftEdge, left, 1, 200, 420, this::rememberPanes);
        PaneEdge.install(inspectorEdge, docked, -1, 280, 520, this::rememberPanes);
    }

    private void rememberPanes() {
        model.settings()
                .changeFrame(it -> it.withPanes(left.getPrefWidth(), docked.getPrefWidth()));
    }

    private static void shownWhen(Node node, ObservableBooleanValue condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }

    private void bindStatus() {
        saved.textProperty().bind(model.savedProperty());
        grain.textProperty().bind(model.layout().grainProperty());
        free.textProperty().bind(model.layout().freeProperty());
        hint.textProperty().bind(model.hintProperty());
        HBox.setHgrow(hint, Priority.ALWAYS);
        taskName.textProperty().bind(model.build().percentProperty());
        taskProgress.progressProperty().bind(model.build().fractionProperty());
        shownWhen(task, model.build().runningProperty());
        task.setOnMouseClicked(_ -> model.show(Screen.BUILD));
    }

    private void showScreen(Screen screen) {
        startTab.setSelected(screen == Screen.START);
        layoutTab.setSelected(screen == Screen.LAYOUT);
        buildTab.setSelected(screen == Screen.BUILD);
        Node view = screens.computeIfAbsent(screen, views::screen);
        workspace.getChildren().setAll(view);
        if (screen != Screen.START && left.getChildren().isEmpty()) {
            left.getChildren().setAll(views.outline());
            placeInspector();
        }
        saved.setVisible(screen != Screen.START);
        grain.setVisible(screen != Screen.START);
        free.setVisible(screen != Screen.START);
    }

    private void placeInspector() {
        if (left.getChildren().isEmpty()) {
            return;
        }
        StackPane home = model.narrowProperty().get() ? overlay : docked;
        Node inspector = views.inspector();
        if (!home.getChildren().contains(inspector)) {
            docked.getChildren().clear();
            overlay.getChildren().clear();
            home.getChildren().add(inspector);
        }
    }

    private void fillDrawer() {
        if (drawer.isVisible() && problemsTab.getContent() == null) {
            problemsTab.setContent(views.problems());
            historyTab.setContent(views.history());
        }
    }

    private void showQuestion(@Nullable Question question) {
        questionLayer.setVisible(question != null);
        if (question == null) {
            return;
        }
        questionTitle.setText(question.title());
        questionText.setText(question.text());
        questionButtons.getChildren().clear();
        for (Question.Choice choice : question.choices()) {
            var button = new Button(choice.label());
            button.setId("answer-" + choice.id());
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setOnAction(_ -> model.answer(choice));
            switch (choice.kind()) {
                case DEFAULT -> {
                    button.getStyleClass().add("accent");
                    button.setDefaultButton(true);
                }
                case DANGER -> button.getStyleClass().addAll("button-outlined", "danger");
                case PLAIN -> {}
            }
            questionButtons.getChildren().add(button);
        }
        questionButtons.getChildren().stream()
                .filter(button -> button instanceof Button it && it.isDefaultButton())
                .forEach(Node::requestFocus);
    }

    @FXML
    private void questionPressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            model.dismiss();
            event.consume();
        }
    }

    @FXML
    private void goStart() {
        go("start", startTab, Screen.START);
    }

    @FXML
    private void goLayout() {
        go("layout", layoutTab, Screen.LAYOUT);
    }

    @FXML
    private void goBuild() {
        go("buildScreen", buildTab, Screen.BUILD);
    }

    private void go(String command, ToggleButton tab, Screen screen) {
        model.commands().run(command);
        tab.setSelected(model.screenProperty().get() == screen);
    }

    @FXML
    private void toggleProblems() {
        drawer.getSelectionModel().select(problemsTab);
        model.commands().run("drawer");
    }

    @FXML
    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.F6) {
            walk(event.isShiftDown() ? -1 : 1);
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE && model.overlayOpenProperty().get()) {
            model.overlayOpenProperty().set(false);
            event.consume();
        } else if (event.getCode() == KeyCode.Y && event.isShortcutDown()) {
            model.commands().run("redo");
            event.consume();
        }
    }

    /// Moves the focus from region to region.
    private void walk(int step) {
        List<Parent> regions =
                List.of(
                        toolbar, rail, left, banners, workspace, toasts, overlay, docked, drawer,
                        statusBar);
        Node owner = frame.getScene().getFocusOwner();
        int at = 0;
        for (int i = 0; i < regions.size(); i++) {
            at = isInside(owner, regions.get(i)) ? i : at;
        }
        for (int i = 1; i <= regions.size(); i++) {
            Parent region = regions.get(Math.floorMod(at + step * i, regions.size()));
            Node target = region.isVisible() ? firstFocusable(region) : null;
            if (target != null) {
                target.requestFocus();
                return;
            }
        }
    }

    private static boolean isInside(@Nullable Node node, Parent region) {
        for (Node it = node; it != null; it = it.getParent()) {
            if (it.equals(region)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Node firstFocusable(Parent region) {
        for (Node child : region.getChildrenUnmodifiable()) {
            if (!child.isVisible() || child.isDisabled()) {
                continue;
            }
            if (child.isFocusTraversable()) {
                return child;
            }
            Node inner = child instanceof Parent parent ? firstFocusable(parent) : null;
            if (inner != null) {
                return inner;
            }
        }
        return null;
    }
}
