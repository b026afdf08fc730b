package dev.diskwright.ui.running;

import dev.diskwright.ui.build.ErrorCard;
import dev.diskwright.ui.build.ErrorCardView;
import dev.diskwright.ui.build.Glyphs;
import dev.diskwright.ui.build.RunHead;
import dev.diskwright.ui.command.CommandRegistry;
import dev.diskwright.ui.running.RunningViewModel.Phase;
import dev.diskwright.ui.text.Texts;
import java.util.List;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// Binds `Running.fxml`: a machine's screen, its console, its controls.
public final class RunningController {
    private final RunningViewModel model;
    private final CommandRegistry commands;
    private final Texts texts;
    private final Node console;

    @FXML private VBox empty;
    @FXML private Button first;
    @FXML private VBox content;
    @FXML private FontIcon glyph;
    @FXML private Label title;
    @FXML private Label subtitle;
    @FXML private Button power;
    @FXML private Button reset;
    @FXML private Button stop;
    @FXML private Button again;
    @FXML private HBox outcome;
    @FXML private FontIcon outcomeGlyph;
    @FXML private Label outcomeHeadline;
    @FXML private Label outcomeWords;
    @FXML private HBox noticeBox;
    @FXML private Label notice;
    @FXML private ScrollPane errorScroll;
    @FXML private StackPane errorSlot;
    @FXML private SplitPane split;
    @FXML private VBox picturePane;
    @FXML private StackPane pictureSlot;
    @FXML private Label disks;
    @FXML private VBox consolePane;
    @FXML private Label noScreen;
    @FXML private StackPane consoleSlot;

    /// Shows `model`.
    ///
    /// @param console the view of its console
    @SuppressWarnings("NullAway.Init") // the loader fills the fields
    public RunningController(
            RunningViewModel model, CommandRegistry commands, Texts texts, Node console) {
        this.model = model;
        this.commands = commands;
        this.texts = texts;
        this.console = console;
    }

    @FXML
    private void initialize() {
        var none = Bindings.equal(model.phaseProperty(), Phase.NONE);
        shownWhen(empty, none);
        shownWhen(content, none.not());
        title.textProperty().bind(model.titleProperty());
        subtitle.textProperty()
                .bind(
                        Bindings.createStringBinding(
                                () -> {
                                    String time = model.uptimeProperty().get();
                                    String state = model.stateProperty().get();
                                    return time.isEmpty()
                                            ? state
                                            : texts.of("running.subtitle", state, time);
                                },
                                model.stateProperty(),
                                model.uptimeProperty()));
        does(first, "run");
        does(power, "powerDown");
        does(reset, "resetMachine");
        does(stop, "stopMachine");
        for (Button it : List.of(power, reset, stop)) {
            shownWhen(it, model.liveProperty());
        }
        shownWhen(again, model.liveProperty().not());
        RunHead.explain(again, model.blockedProperty());
        model.phaseProperty().subscribe(this::showPhase);
        model.outcomeProperty().subscribe(this::showOutcome);
        model.errorProperty().subscribe(this::showError);
        notice.textProperty().bind(model.noticeProperty());
        shownWhen(noticeBox, model.noticeProperty().isNotEmpty());
        bindScreen();
    }

    private void bindScreen() {
        pictureSlot
                .getChildren()
                .setAll(new ScreenView(model.screen(), texts.of("running.screen")));
        disks.textProperty().bind(model.screen().disksProperty());
        shownWhen(disks, model.screen().disksProperty().isNotEmpty());
        consoleSlot.getChildren().setAll(console);
        shownWhen(split, model.errorProperty().isNull());
        noScreen.textProperty()
                .bind(
                        Bindings.createStringBinding(
                                () -> {
                                    String read = model.screen().disksProperty().get();
                                    String none = texts.of("running.noScreen");
                                    return read.isEmpty() ? none : none + " " + read;
                                },
                                model.screen().disksProperty()));
        model.screenedProperty()
                .subscribe(has -> {
                    if (has) {
                        split.getItems().setAll(picturePane, consolePane);
                        split.setDividerPositions(0.45);
                    } else {
                        split.getItems().setAll(consolePane);
                    }
                });
        shownWhen(
                noScreen,
                model.screenedProperty()
                        .not()
                        .and(Bindings.equal(model.phaseProperty(), Phase.RUNNING)));
    }

    private void does(Button button, String command) {
        button.setOnAction(_ -> commands.run(command));
        RunHead.explain(button, commands.get(command).reason());
    }

    private static void shownWhen(Node node, ObservableBooleanValue condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private void showPhase(Phase phase) {
        glyph.setIconLiteral(
                switch (phase) {
                    case NONE, STARTING -> "fth-loader";
                    case RUNNING -> "fth-play";
                    case STOPPING -> "fth-square";
                    case ENDED -> "fth-power";
                    case FAILED -> "fth-x-octagon";
                });
        glyph.getStyleClass().removeAll("live", "bad");
        switch (phase) {
            case RUNNING -> glyph.getStyleClass().add("live");
            case FAILED -> glyph.getStyleClass().add("bad");
            case NONE, STARTING, STOPPING, ENDED -> {}
        }
        Node owner = content.getScene() == null ? null : content.getScene().getFocusOwner();
        boolean lost = owner == null || owner.equals(stop) || owner.equals(first);
        if (phase == Phase.RUNNING) {
            focusInput();
        } else if (phase == Phase.ENDED && lost) {
            Platform.runLater(again::requestFocus);
        }
    }

    /// Whoever starts a machine wants to type to it.
    private void focusInput() {
        Platform.runLater(() -> {
            Node input = consoleSlot.lookup("#console-input");
            if (input != null) {
                input.requestFocus();
            }
        });
    }

    private void showOutcome(@Nullable MachineOutcome end) {
        show(outcome, end != null);
        if (end != null) {
            outcome.getStyleClass().setAll("outcome", "running-end", end.kind());
            outcomeGlyph.setIconLiteral(Glyphs.ofKind(end.kind()));
            outcomeHeadline.setText(end.headline());
            outcomeWords.setText(end.words());
            show(outcomeWords, !end.words().isEmpty());
        }
    }

    private void showError(@Nullable ErrorCard card) {
        show(errorScroll, card != null);
        errorSlot.getChildren().clear();
        if (card != null) {
            errorSlot
                    .getChildren()
                    .setAll(new ErrorCardView(card, texts, model::act, model::copyError));
        }
    }

    @FXML
    private void again() {
        model.again();
    }
}
