package dev.diskwright.ui.build;

import dev.diskwright.ui.form.ChoiceRow;
import dev.diskwright.ui.text.Texts;
import java.util.List;
import javafx.beans.value.ObservableBooleanValue;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Binds `Build.fxml`.
public final class BuildController {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final BuildViewModel model;
    private final Texts texts;
    private final Parent run;
    private final Parent records;

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
    @FXML private OptionPane encoder;
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
    @FXML private VBox rehearsal;
    @FXML private StackPane runSlot;
    @FXML private StackPane recordsSlot;

    /// Shows `model`.
    ///
    /// @param run the view of the run
    /// @param records the view of log and past runs
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public BuildController(BuildViewModel model, Texts texts, Parent run, Parent records) {
        this.model = model;
        this.texts = texts;
        this.run = run;
        this.records = records;
    }

    @FXML
    private void initialize() {
        runSlot.getChildren().setAll(run);
        recordsSlot.getChildren().setAll(records);
        bindHead();
        bindOptions();
        model.rehearsalProperty().subscribe(this::showRehearsal);
    }

    private void bindHead() {
        var head = new RunHead(model.run(), texts);
        head.show(headline, timing, percent, progress);
        head.swap(cancel, List.of(build, dryRun));
        RunHead.explain(build, model.blockedProperty());
        plan.textProperty().bind(model.output().targetProperty());
        var idle = model.run().runningProperty().not();
        shownWhen(options, idle);
        shownWhen(plan, idle.and(options.selectedProperty().not()));
        blocked.textProperty().bind(model.blockedProperty());
        shownWhen(blockedBox, model.blockedProperty().isNotEmpty().and(idle));
        shownWhen(showProblem, model.problemProperty().isNotEmpty());
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
        encoder.bind(output.optionFields());
        verify.selectedProperty().bindBidirectional(output.verifyProperty());
        keepPartial.selectedProperty().bindBidirectional(output.keepPartialProperty());
        options.selectedProperty().bindBidirectional(output.shownProperty());
        shownWhen(settings, model.run().runningProperty().not().and(options.selectedProperty()));
    }

    private static void shownWhen(Node node, ObservableBooleanValue condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }

    private void showRehearsal(@Nullable Rehearsal found) {
        rehearsal.getChildren().clear();
        rehearsal.setVisible(found != null);
        rehearsal.setManaged(found != null);
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
        model.run().cancel();
    }

    @FXML
    private void showProblem() {
        model.go(model.problemProperty().get());
    }
}
