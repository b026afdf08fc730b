package dev.diskwright.ui.build;

import dev.diskwright.ui.form.ChoiceRow;
import dev.diskwright.ui.text.Texts;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// Binds `Build.fxml`.
public final class BuildController {
    private final BuildViewModel model;
    private final Texts texts;

    @FXML private Label headline;
    @FXML private Label timing;
    @FXML private Label percent;
    @FXML private ProgressBar progress;
    @FXML private TextField target;
    @FXML private ChoiceRow format;
    @FXML private CheckBox verify;
    @FXML private Button build;
    @FXML private Button cancel;
    @FXML private Label blocked;
    @FXML private Node settings;
    @FXML private VBox stages;
    @FXML private Node empty;
    @FXML private ListView<String> log;
    @FXML private Node logPane;
    @FXML private VBox outcome;
    @FXML private FontIcon outcomeGlyph;
    @FXML private Label outcomeHeadline;
    @FXML private GridPane outcomeFacts;
    @FXML private Label outcomeWhy;
    @FXML private Label outcomeNext;
    @FXML private Button openFolder;
    @FXML private Button copyCommand;
    @FXML private Button retry;
    @FXML private ToggleButton detailsToggle;
    @FXML private TextArea details;

    /// Shows `model`.
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public BuildController(BuildViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
    }

    @FXML
    private void initialize() {
        headline.textProperty().bind(model.headlineProperty());
        timing.textProperty().bind(model.timingProperty());
        percent.textProperty().bind(model.percentProperty());
        progress.progressProperty().bind(model.fractionProperty());
        target.textProperty().bindBidirectional(model.targetProperty());
        format.bind(model.format());
        verify.selectedProperty().bindBidirectional(model.verifyProperty());
        settings.disableProperty().bind(model.runningProperty());
        blocked.textProperty().bind(model.blockedProperty());
        shownWhen(blocked, model.blockedProperty().isNotEmpty().and(model.runningProperty().not()));
        shownWhen(build, model.runningProperty().not());
        shownWhen(cancel, model.runningProperty());
        shownWhen(progress, model.runningProperty());
        shownWhen(percent, model.runningProperty());
        shownWhen(timing, model.runningProperty());
        shownWhen(empty, Bindings.isEmpty(model.stages()));
        shownWhen(stages, Bindings.isNotEmpty(model.stages()));
        shownWhen(logPane, Bindings.isNotEmpty(model.log()));
        model.blockedProperty()
                .subscribe(why ->
                        build.pseudoClassStateChanged(
                                PseudoClass.getPseudoClass("unavailable"), !why.isEmpty()));
        log.setItems(model.log());
        model.log()
                .addListener(
                        (ListChangeListener<String>) _ -> log.scrollTo(model.log().size() - 1));
        model.stages().addListener((ListChangeListener<StageRow>) this::showStages);
        model.stages().forEach(row -> stages.getChildren().add(new StageView(row)));
        shownWhen(details, detailsToggle.selectedProperty());
        model.outcomeProperty().subscribe(this::showOutcome);
    }

    private static void shownWhen(Node node, javafx.beans.value.ObservableBooleanValue condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }

    private void showStages(ListChangeListener.Change<? extends StageRow> change) {
        while (change.next()) {
            if (change.wasReplaced()) {
                for (int i = change.getFrom(); i < change.getTo(); i++) {
                    ((StageView) stages.getChildren().get(i)).show(model.stages().get(i));
                }
            } else if (change.wasAdded()) {
                change.getAddedSubList()
                        .forEach(row -> stages.getChildren().add(new StageView(row)));
            } else if (change.wasRemoved()) {
                stages.getChildren().clear();
            }
        }
    }

    private void showOutcome(@Nullable Outcome end) {
        outcome.setVisible(end != null);
        outcome.setManaged(end != null);
        if (end == null) {
            return;
        }
        outcome.getStyleClass().setAll("outcome", end.kind());
        outcomeGlyph.setIconLiteral(
                switch (end.kind()) {
                    case "good" -> "fth-check-circle";
                    case "warned" -> "fth-alert-triangle";
                    case "bad" -> "fth-x-octagon";
                    default -> "fth-stop-circle";
                });
        outcomeHeadline.setText(end.headline());
        outcomeFacts.getChildren().clear();
        for (int i = 0; i < end.facts().size(); i++) {
            var label = new Label(end.facts().get(i).label());
            label.getStyleClass().add("fact-label");
            label.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
            var value = new Label(end.facts().get(i).value());
            value.getStyleClass().add("fact-value");
            outcomeFacts.addRow(i, label, value);
        }
        show(outcomeWhy, end.why());
        show(outcomeNext, end.next());
        openFolder.setVisible(end.image());
        openFolder.setManaged(end.image());
        copyCommand.setVisible(end.image());
        copyCommand.setManaged(end.image());
        retry.setVisible(!end.image());
        retry.setManaged(!end.image());
        details.setText(end.details());
        detailsToggle.setSelected(false);
        detailsToggle.setVisible(!end.details().isEmpty());
        detailsToggle.setManaged(!end.details().isEmpty());
        outcome.setAccessibleText(texts.of("build.outcome", end.headline()));
    }

    private static void show(Label label, String text) {
        label.setText(text);
        label.setVisible(!text.isEmpty());
        label.setManaged(!text.isEmpty());
    }

    @FXML
    private void chooseTarget() {
        model.chooseTarget();
    }

    @FXML
    private void build() {
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
    private void copyReport() {
        model.copyReport();
    }

    @FXML
    private void copyCommand() {
        model.copyCommand();
    }
}
