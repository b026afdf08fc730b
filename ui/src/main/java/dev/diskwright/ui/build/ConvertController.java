package dev.diskwright.ui.build;

import dev.diskwright.ui.form.ChoiceRow;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.beans.value.ObservableBooleanValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Separator;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Binds `Convert.fxml`.
public final class ConvertController {
    private final ConvertViewModel model;
    private final Texts texts;
    private final Parent run;
    private final Parent records;
    private final Runnable back;
    private final List<OutputPane> panes = new ArrayList<>();

    @FXML private Label headline;
    @FXML private Label timing;
    @FXML private Label percent;
    @FXML private ProgressBar progress;
    @FXML private ChoiceRow disk;
    @FXML private VBox outputs;
    @FXML private CheckBox verify;
    @FXML private CheckBox keepPartial;
    @FXML private ToggleButton options;
    @FXML private Button convert;
    @FXML private Button cancel;
    @FXML private Label blocked;
    @FXML private Node settings;
    @FXML private StackPane runSlot;
    @FXML private StackPane recordsSlot;

    /// Shows `model`.
    ///
    /// @param run the view of the run
    /// @param records the view of log and past runs
    /// @param back goes to the image
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public ConvertController(
            ConvertViewModel model, Texts texts, Parent run, Parent records, Runnable back) {
        this.model = model;
        this.texts = texts;
        this.run = run;
        this.records = records;
        this.back = back;
    }

    @FXML
    private void initialize() {
        runSlot.getChildren().setAll(run);
        recordsSlot.getChildren().setAll(records);
        var head = new RunHead(model.run(), texts);
        head.show(headline, timing, percent, progress);
        head.swap(cancel, List.of(convert));
        RunHead.explain(convert, model.blockedProperty());
        var idle = model.run().runningProperty().not();
        blocked.textProperty().bind(model.blockedProperty());
        shownWhen(blocked, model.blockedProperty().isNotEmpty().and(idle));
        shownWhen(options, idle);
        options.selectedProperty().bindBidirectional(model.shownProperty());
        shownWhen(settings, idle.and(options.selectedProperty()));
        disk.bind(model.disk());
        verify.selectedProperty().bindBidirectional(model.verifyProperty());
        keepPartial.selectedProperty().bindBidirectional(model.keepPartialProperty());
        model.outputs().addListener((InvalidationListener) _ -> showOutputs());
        showOutputs();
    }

    private static void shownWhen(Node node, ObservableBooleanValue condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }

    /// Keeps the panes of what stays, so that the focus and what was typed do too.
    private void showOutputs() {
        var next = new ArrayList<OutputPane>();
        for (OutputEntry entry : model.outputs()) {
            int number = next.size() + 1;
            next.add(
                    panes.stream()
                            .filter(it -> it.entry() == entry)
                            .filter(it -> ("output-" + number).equals(it.getId()))
                            .findFirst()
                            .orElseGet(() ->
                                    new OutputPane(
                                            entry,
                                            number,
                                            texts,
                                            () -> model.removeOutput(entry))));
        }
        panes.clear();
        panes.addAll(next);
        var nodes = new ArrayList<Node>();
        for (OutputPane it : panes) {
            if (!nodes.isEmpty()) {
                nodes.add(new Separator());
            }
            nodes.add(it);
        }
        outputs.getChildren().setAll(nodes);
    }

    @FXML
    private void back() {
        back.run();
    }

    @FXML
    private void addOutput() {
        model.addOutput();
        panes.getLast().lookupAll(".combo-box").stream().findFirst().ifPresent(Node::requestFocus);
    }

    @FXML
    private void convert() {
        model.start();
    }

    @FXML
    private void cancel() {
        model.run().cancel();
    }

    @FXML
    private void copyCommand() {
        model.copyCommand();
    }
}
