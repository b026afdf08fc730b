package dev.diskwright.ui.build;

import dev.diskwright.ui.form.ChoiceRow;
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
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// Binds `Build.fxml`.
public final class BuildController {
    private static final PseudoClass UNAVAILABLE = PseudoClass.getPseudoClass("unavailable");
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final BuildViewModel model;
    private final Texts texts;
    private final Parent log;
    private final Parent past;
    private @Nullable String revealed; // id of the row that was brought into view last

    @FXML private ScrollPane scroll;
    @FXML private Label headline;
    @FXML private Label timing;
    @FXML private Label plan;
    @FXML private Label percent;
    @FXML private ProgressBar progress;
    @FXML private TextField target;
    @FXML private Label targetError;
    @FXML private ChoiceRow format;
    @FXML private ChoiceRow compression;
    @FXML private CheckBox verify;
    @FXML private CheckBox keepPartial;
    @FXML private ToggleButton options;
    @FXML private Button build;
    @FXML private Button dryRun;
    @FXML private Button cancel;
    @FXML private HBox blockedBox;
    @FXML private Label blocked;
    @FXML private Button showProblem;
    @FXML private Node settings;
    @FXML private VBox stages;
    @FXML private Node empty;
    @FXML private VBox outcome;
    @FXML private FontIcon outcomeGlyph;
    @FXML private Label outcomeHeadline;
    @FXML private GridPane outcomeFacts;
    @FXML private Label outcomeWhy;
    @FXML private Label outcomeNext;
    @FXML private Button openFolder;
    @FXML private MenuButton reportMenu;
    @FXML private Button copyCommand;
    @FXML private Button again;
    @FXML private Label notice;
    @FXML private StackPane errorSlot;
    @FXML private VBox rehearsal;
    @FXML private ToggleButton logTab;
    @FXML private ToggleButton pastTab;
    @FXML private StackPane toolsSlot;
    @FXML private StackPane belowSlot;

    /// Shows `model`.
    ///
    /// @param log the log's view
    /// @param past the view of past runs
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public BuildController(BuildViewModel model, Texts texts, Parent log, Parent past) {
        this.model = model;
        this.texts = texts;
        this.log = log;
        this.past = past;
    }

    @FXML
    private void initialize() {
        bindHead();
        bindOptions();
        model.stages().addListener((ListChangeListener<StageRow>) _ -> showStages());
        showStages();
        shownWhen(stages, Bindings.isNotEmpty(model.stages()));
        shownWhen(
                empty,
                Bindings.isEmpty(model.stages())
                        .and(model.outcomeProperty().isNull())
                        .and(model.rehearsalProperty().isNull())
                        .and(model.runningProperty().not()));
        model.outcomeProperty().subscribe(this::showOutcome);
        model.errorProperty().subscribe(this::showError);
        model.rehearsalProperty().subscribe(this::showRehearsal);
        notice.textProperty().bind(model.report().noticeProperty());
        shownWhen(reportMenu, model.report().availableProperty());
        model.commandReasonProperty()
                .subscribe(reason -> {
                    copyCommand.pseudoClassStateChanged(UNAVAILABLE, !reason.isEmpty());
                    copyCommand.setAccessibleHelp(reason);
                });
        logTab.setSelected(true);
        below(log, logTab);
        below(past, pastTab);
    }

    /// Puts a view below the stages, shown while `tab` is selected; its tools stand beside the tabs.
    private void below(Parent view, ToggleButton tab) {
        Node tools = view.lookup(".below-tools");
        toolsSlot.getChildren().add(tools);
        belowSlot.getChildren().add(view);
        shownWhen(tools, tab.selectedProperty());
        shownWhen(view, tab.selectedProperty());
        tab.setOnAction(_ -> tab.setSelected(true));
    }

    private void bindHead() {
        headline.textProperty().bind(model.headlineProperty());
        timing.textProperty().bind(model.timingProperty());
        plan.textProperty().bind(model.output().targetProperty());
        percent.textProperty().bind(model.percentProperty());
        progress.progressProperty()
                .bind(
                        Bindings.when(model.writingProperty())
                                .then(model.fractionProperty())
                                .otherwise(-1));
        var idle = model.runningProperty().not();
        shownWhen(build, idle);
        shownWhen(dryRun, idle);
        shownWhen(options, idle);
        shownWhen(cancel, model.runningProperty());
        shownWhen(progress, model.runningProperty());
        shownWhen(percent, model.writingProperty());
        shownWhen(timing, model.runningProperty());
        shownWhen(plan, idle.and(options.selectedProperty().not()));
        cancel.textProperty()
                .bind(
                        Bindings.when(model.cancellingProperty())
                                .then(texts.of("build.cancelling"))
                                .otherwise(texts.of("build.cancel")));
        model.runningProperty().subscribe(this::keepFocus);
        blocked.textProperty().bind(model.blockedProperty());
        shownWhen(blockedBox, model.blockedProperty().isNotEmpty().and(idle));
        shownWhen(showProblem, model.problemProperty().isNotEmpty());
        var why = new Tooltip();
        why.textProperty().bind(model.blockedProperty());
        model.blockedProperty()
                .subscribe(reason -> {
                    build.pseudoClassStateChanged(UNAVAILABLE, !reason.isEmpty());
                    build.setTooltip(reason.isEmpty() ? null : why);
                    build.setAccessibleHelp(reason);
                });
    }

    /// The button that was pressed goes away when a run begins or ends; the focus goes to what takes its place.
    private void keepFocus(boolean running) {
        if (running && (build.isFocused() || dryRun.isFocused() || again.isFocused())) {
            Platform.runLater(cancel::requestFocus);
        } else if (!running && cancel.isFocused()) {
            Platform.runLater(build::requestFocus);
        }
    }

    private void bindOptions() {
        OutputViewModel output = model.output();
        target.textProperty().bindBidirectional(output.targetProperty());
        targetError.textProperty().bind(output.targetErrorProperty());
        shownWhen(targetError, output.targetErrorProperty().isNotEmpty());
        output.targetErrorProperty()
                .subscribe(problem -> {
                    target.pseudoClassStateChanged(INVALID, !problem.isEmpty());
                    targetError.pseudoClassStateChanged(INVALID, !problem.isEmpty());
                });
        format.bind(output.format());
        compression.bind(output.compression());
        verify.selectedProperty().bindBidirectional(output.verifyProperty());
        keepPartial.selectedProperty().bindBidirectional(output.keepPartialProperty());
        options.selectedProperty().bindBidirectional(output.shownProperty());
        shownWhen(settings, model.runningProperty().not().and(options.selectedProperty()));
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
        show(copyCommand, end.image());
        show(again, !end.image());
        outcome.setAccessibleText(texts.of("build.outcome", end.headline()));
        scroll.setVvalue(0);
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
        var view = new ErrorCardView(card, texts, model::act, model::copyError);
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

    private void reveal(Node node) {
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

    private void showRehearsal(@Nullable Rehearsal found) {
        rehearsal.getChildren().clear();
        show(rehearsal, found != null);
        if (found != null) {
            rehearsal.getChildren().setAll(new RehearsalView(found, texts, model::go));
            scroll.setVvalue(0);
        }
    }

    @FXML
    private void chooseTarget() {
        model.output().chooseTarget();
    }

    @FXML
    private void build() {
        model.start();
    }

    @FXML
    private void dryRun() {
        model.rehearse();
    }

    @FXML
    private void cancel() {
        model.cancel();
    }

    @FXML
    private void showProblem() {
        model.go(model.problemProperty().get());
    }

    @FXML
    private void openFolder() {
        model.openFolder();
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
        model.copyCommand();
    }
}
