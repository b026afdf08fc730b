package dev.diskwright.ui.build;

import dev.diskwright.ui.text.Texts;
import java.util.List;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;

/// Binds what heads every run: what is going on, how far it is, and the buttons that start and cancel it.
///
/// @param model the run
/// @param texts the words
public record RunHead(RunViewModel model, Texts texts) {
    private static final PseudoClass UNAVAILABLE = PseudoClass.getPseudoClass("unavailable");

    /// Shows what is going on.
    public void show(Label headline, Label timing, Label percent, ProgressBar progress) {
        headline.textProperty().bind(model.headlineProperty());
        timing.textProperty().bind(model.timingProperty());
        percent.textProperty().bind(model.percentProperty());
        progress.progressProperty()
                .bind(
                        Bindings.when(model.writingProperty())
                                .then(model.fractionProperty())
                                .otherwise(-1));
        shownWhen(progress, model.runningProperty());
        shownWhen(percent, model.writingProperty());
        shownWhen(timing, model.runningProperty());
    }

    /// Swaps the buttons that start runs for the one that cancels them, and the focus with them.
    ///
    /// @param starters the first one gets the focus back
    public void swap(Button cancel, List<Button> starters) {
        starters.forEach(it -> shownWhen(it, model.runningProperty().not()));
        shownWhen(cancel, model.runningProperty());
        cancel.textProperty()
                .bind(
                        Bindings.when(model.cancellingProperty())
                                .then(texts.of("build.cancelling"))
                                .otherwise(texts.of("build.cancel")));
        model.runningProperty()
                .subscribe(running -> {
                    boolean started =
                            starters.stream().anyMatch(Node::isFocused) || isAgain(cancel);
                    if (running && started) {
                        Platform.runLater(cancel::requestFocus);
                    } else if (!running && cancel.isFocused()) {
                        Platform.runLater(starters.getFirst()::requestFocus);
                    }
                });
    }

    private static boolean isAgain(Node from) {
        Node owner = from.getScene() == null ? null : from.getScene().getFocusOwner();
        return owner != null && "build-again".equals(owner.getId());
    }

    /// Says at `button` why a run cannot start.
    public static void explain(Button button, javafx.beans.value.ObservableValue<String> blocked) {
        var why = new Tooltip();
        why.textProperty().bind(blocked);
        blocked.subscribe(reason -> {
            button.pseudoClassStateChanged(UNAVAILABLE, !reason.isEmpty());
            button.setTooltip(reason.isEmpty() ? null : why);
            button.setAccessibleHelp(reason);
        });
    }

    private static void shownWhen(Node node, ObservableBooleanValue condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }
}
