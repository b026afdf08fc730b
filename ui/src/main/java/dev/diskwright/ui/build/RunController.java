package dev.diskwright.ui.build;

import dev.diskwright.ui.text.Texts;
import java.util.Objects;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.event.ActionEvent;
import javafx.fxml.FXML;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// Binds `Run.fxml`: the stages of a run, its error card, its verdict.
public final class RunController {
    private static final PseudoClass UNAVAILABLE = PseudoClass.getPseudoClass("unavailable");

    private final RunViewModel model;
    private final RunOwner owner;
    private final Texts texts;
    private @Nullable String revealed; // id of the row that was brought into view last

    @FXML private VBox root;
    @FXML private VBox stages;
    @FXML private Node empty;
    @FXML private Label emptyTitle;
    @FXML private Label emptyText;
    @FXML private VBox outcome;
    @FXML private FontIcon outcomeGlyph;
    @FXML private Label outcomeHeadline;
    @FXML private GridPane outcomeFacts;
    @FXML private Label outcomeWhy;
    @FXML private Label outcomeNext;
    @FXML private Button openFolder;
    @FXML private Button inspect;
    @FXML private Button runMachine;
    @FXML private Button bootCheck;
    @FXML private MenuButton reportMenu;
    @FXML private Button copyCommand;
    @FXML private Button again;
    @FXML private Label notice;
    @FXML private StackPane errorSlot;

    /// Shows `model`.
    ///
    /// @param owner does what can be done about a run that has ended
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public RunController(RunViewModel model, RunOwner owner, Texts texts) {
        this.model = model;
        this.owner = owner;
        this.texts = texts;
    }

    @FXML
    private void initialize() {
        String key = model.activity().key();
        emptyTitle.setText(texts.of(key + ".empty"));
        emptyText.setText(texts.of(key + ".empty.text"));
        again.setText(texts.of(key + ".again"));
        model.stages().addListener((ListChangeListener<StageRow>) _ -> showStages());
        showStages();
        shownWhen(stages, Bindings.isNotEmpty(model.stages()));
        shownWhen(empty, model.emptyProperty());
        model.outcomeProperty().subscribe(this::showOutcome);
        model.errorProperty().subscribe(this::showError);
        notice.textProperty().bind(model.report().noticeProperty());
        shownWhen(reportMenu, model.report().availableProperty());
        RunHead.explain(runMachine, model.machine().reason());
        RunHead.explain(bootCheck, model.check().reason());
        owner.commandReasonProperty()
                .subscribe(reason -> {
                    copyCommand.pseudoClassStateChanged(UNAVAILABLE, !reason.isEmpty());
                    copyCommand.setAccessibleHelp(reason);
                });
    }

    private static void shownWhen(Node node, ObservableBooleanValue condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private void showStages() {
        var views = stages.getChildren();
        var rows = model.stages();
        for (int i = 0; i < rows.size(); i++) {
            if (i < views.size()) {
                ((StageView) views.get(i)).show(rows.get(i));
            } else {
                views.add(new StageView(rows.get(i)));
            }
        }
        views.remove(rows.size(), views.size());
        views.stream()
                .filter(it -> it.getStyleClass().contains("running"))
                .findFirst()
                .filter(it -> !Objects.equals(it.getId(), revealed))
                .ifPresent(it -> {
                    revealed = it.getId();
                    Platform.runLater(() -> {
                        if (model.runningProperty().get()) {
                            reveal(it);
                        }
                    });
                });
    }

    private void showOutcome(@Nullable Outcome end) {
        boolean told = model.errorProperty().get() != null;
        show(outcome, end != null && !told);
        if (end == null || told) {
            return;
        }
        outcome.getStyleClass().setAll("outcome", end.kind());
        outcomeGlyph.setIconLiteral(Glyphs.ofKind(end.kind()));
        outcomeHeadline.setText(end.headline());
        ErrorCardView.fill(outcomeFacts, end.facts());
        show(outcomeWhy, end.why());
        show(outcomeNext, end.next());
        show(openFolder, end.image());
        show(inspect, end.image());
        show(runMachine, end.image() && !model.machine().equals(FollowUp.NONE));
        show(bootCheck, end.image() && !model.check().equals(FollowUp.NONE));
        show(copyCommand, end.image());
        show(again, !end.image());
        outcome.setAccessibleText(texts.of("build.outcome", end.headline()));
        scrollToTop();
    }

    private static void show(Label label, String text) {
        label.setText(text);
        show(label, !text.isEmpty());
    }

    /// In the row of the stage that failed; above the stages if it was none of them.
    private void showError(@Nullable ErrorCard card) {
        errorSlot.getChildren().clear();
        stages.getChildren().forEach(it -> ((StageView) it).setCard(null));
        show(errorSlot, false);
        if (card == null) {
            return;
        }
        var view = new ErrorCardView(card, texts, owner::act, model::copyError);
        var row =
                stages.getChildren().stream()
                        .filter(it -> ("stage-" + card.stage()).equals(it.getId()))
                        .findFirst();
        row.ifPresentOrElse(
                it -> ((StageView) it).setCard(view),
                () -> {
                    errorSlot.getChildren().setAll(view);
                    show(errorSlot, true);
                });
        Platform.runLater(() -> reveal(row.map(Node.class::cast).orElse(errorSlot)));
    }

    private @Nullable ScrollPane scroll() {
        for (Node it = root.getParent(); it != null; it = it.getParent()) {
            if (it instanceof ScrollPane pane) {
                return pane;
            }
        }
        return null;
    }

    private void scrollToTop() {
        ScrollPane scroll = scroll();
        if (scroll != null) {
            scroll.setVvalue(0);
        }
    }

    private void reveal(Node node) {
        ScrollPane scroll = scroll();
        if (scroll == null) {
            return;
        }
        scroll.applyCss();
        scroll.layout();
        Bounds all = scroll.getContent().getLayoutBounds();
        Bounds it = scroll.getContent().sceneToLocal(node.localToScene(node.getLayoutBounds()));
        double hidden = all.getHeight() - scroll.getViewportBounds().getHeight();
        if (hidden > 0) {
            double wanted = it.getMaxY() - scroll.getViewportBounds().getHeight() + 16;
            scroll.setVvalue(Math.clamp(wanted / hidden, 0, 1));
        }
    }

    @FXML
    private void again() {
        owner.start();
    }

    @FXML
    private void openFolder() {
        model.openFolder();
    }

    @FXML
    private void inspect() {
        model.inspect();
    }

    @FXML
    private void runMachine() {
        model.follow(model.machine());
    }

    @FXML
    private void bootCheck() {
        model.follow(model.check());
    }

    @FXML
    private void saveReport(ActionEvent event) {
        model.report().save((String) ((MenuItem) event.getSource()).getUserData());
    }

    @FXML
    private void copyReport(ActionEvent event) {
        model.report().copy((String) ((MenuItem) event.getSource()).getUserData());
    }

    @FXML
    private void copyCommand() {
        owner.copyCommand();
    }
}
