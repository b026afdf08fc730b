package dev.diskwright.ui.running;

import dev.diskwright.ui.build.ErrorCard;
import dev.diskwright.ui.build.ErrorCardView;
import dev.diskwright.ui.build.Glyphs;
import dev.diskwright.ui.build.RunHead;
import dev.diskwright.ui.text.Texts;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// Binds `BootCheck.fxml`: what is waited for, how far it came, the verdict.
public final class BootCheckController {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");
    private static final double SHOT_WIDTH = 192;

    private final BootCheckViewModel model;
    private final Texts texts;
    private final Node console;

    @FXML private ScrollPane scroll;
    @FXML private Label subject;
    @FXML private Button ofDesign;
    @FXML private Button cancel;
    @FXML private Button start;
    @FXML private GridPane form;
    @FXML private TextField limit;
    @FXML private Label limitError;
    @FXML private TextArea expected;
    @FXML private Label expectedNote;
    @FXML private HBox progressBox;
    @FXML private ProgressBar progress;
    @FXML private Label timing;
    @FXML private Label blocked;
    @FXML private VBox outcome;
    @FXML private FontIcon outcomeGlyph;
    @FXML private Label verdict;
    @FXML private Label why;
    @FXML private GridPane facts;
    @FXML private FlowPane actions;
    @FXML private StackPane errorSlot;
    @FXML private VBox empty;
    @FXML private HBox progressRow;
    @FXML private VBox stages;
    @FXML private VBox liveBox;
    @FXML private StackPane pictureSlot;
    @FXML private FlowPane shots;
    @FXML private StackPane consoleSlot;

    /// Shows `model`.
    ///
    /// @param console the view of its console
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public BootCheckController(BootCheckViewModel model, Texts texts, Node console) {
        this.model = model;
        this.texts = texts;
        this.console = console;
    }

    @FXML
    private void initialize() {
        bindForm();
        progress.progressProperty().bind(model.fractionProperty());
        timing.textProperty().bind(model.timingProperty());
        shownWhen(progressBox, model.runningProperty());
        pictureSlot
                .getChildren()
                .setAll(new ScreenView(model.screen(), texts.of("running.screen")));
        consoleSlot.getChildren().setAll(console);
        shownWhen(empty, model.emptyProperty());
        var tried = model.emptyProperty().not().and(model.errorProperty().isNull());
        shownWhen(progressRow, tried);
        shownWhen(consoleSlot, tried);
        shownWhen(
                liveBox, model.runningProperty().or(model.screen().pictureProperty().isNotNull()));
        model.stages().addListener((ListChangeListener<CheckStage>) _ -> showStages());
        showStages();
        model.outcomeProperty().subscribe(this::showOutcome);
        model.errorProperty().subscribe(this::showError);
    }

    private void bindForm() {
        subject.textProperty().bind(model.subjectProperty());
        model.subjectProperty().subscribe(_ -> show(ofDesign, model.isOfImage()));
        var idle = model.runningProperty().not();
        shownWhen(start, idle);
        shownWhen(cancel, model.runningProperty());
        cancel.textProperty()
                .bind(
                        Bindings.when(model.cancellingProperty())
                                .then(texts.of("build.cancelling"))
                                .otherwise(texts.of("build.cancel")));
        form.disableProperty().bind(model.runningProperty());
        limit.textProperty().bindBidirectional(model.limitProperty());
        limit.setOnAction(_ -> model.start());
        expected.textProperty().bindBidirectional(model.expectedProperty());
        limitError.textProperty().bind(model.limitErrorProperty());
        shownWhen(limitError, model.limitErrorProperty().isNotEmpty());
        limitError.pseudoClassStateChanged(INVALID, true);
        model.limitErrorProperty()
                .subscribe(it -> limit.pseudoClassStateChanged(INVALID, !it.isEmpty()));
        model.expectedErrorProperty()
                .subscribe(it -> {
                    expectedNote.setText(it.isEmpty() ? texts.of("check.expected.note") : it);
                    expectedNote.pseudoClassStateChanged(INVALID, !it.isEmpty());
                    expected.pseudoClassStateChanged(INVALID, !it.isEmpty());
                });
        RunHead.explain(start, model.blockedProperty());
        blocked.textProperty().bind(model.blockedProperty());
        shownWhen(blocked, model.blockedProperty().isNotEmpty());
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
                ((CheckStageView) views.get(i)).show(rows.get(i));
            } else {
                views.add(new CheckStageView(rows.get(i), texts));
            }
        }
    }

    private void showOutcome(@Nullable CheckOutcome end) {
        show(outcome, end != null);
        shots.getChildren().clear();
        show(shots, end != null && !end.shots().isEmpty());
        if (end == null) {
            return;
        }
        outcome.getStyleClass().setAll("outcome", end.kind());
        outcomeGlyph.setIconLiteral(Glyphs.ofKind(end.kind()));
        verdict.setText(end.headline());
        why.setText(end.why());
        show(why, !end.why().isEmpty());
        ErrorCardView.fill(facts, end.facts());
        show(actions, !end.facts().isEmpty());
        end.shots().forEach(it -> shots.getChildren().add(thumbnail(it)));
        scroll.setVvalue(0);
    }

    private static Node thumbnail(CheckOutcome.Shot shot) {
        var image = new Image(shot.address(), SHOT_WIDTH, 0, true, true, true);
        var view = new ImageView(image);
        view.setFitWidth(SHOT_WIDTH);
        view.setPreserveRatio(true);
        view.setAccessibleText(shot.spoken());
        var frame = new StackPane(view);
        frame.getStyleClass().add("screen-picture");
        var time = new Label(shot.time());
        time.getStyleClass().add("console-note");
        return new VBox(3, frame, time);
    }

    private void showError(@Nullable ErrorCard card) {
        errorSlot.getChildren().clear();
        show(errorSlot, card != null);
        if (card != null) {
            errorSlot
                    .getChildren()
                    .setAll(new ErrorCardView(card, texts, model::act, model::copyError));
        }
    }

    @FXML
    private void ofDesign() {
        model.ofDesign();
    }

    @FXML
    private void start() {
        model.start();
    }

    @FXML
    private void cancel() {
        model.cancel();
    }

    @FXML
    private void openFolder() {
        model.openFolder();
    }

    @FXML
    private void openLog() {
        model.openLog();
    }
}
