package dev.diskwright.ui.machine;

import dev.diskwright.ui.text.Texts;
import java.util.Set;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A group of arguments: its mark, what it is for, the tokens, and what they were.
final class PreviewCell extends ListCell<PreviewRow> {
    private static final PseudoClass FRESH = PseudoClass.getPseudoClass("fresh");
    private static final PseudoClass LINKED = PseudoClass.getPseudoClass("linked");
    private static final double SIDES = 34;

    private final PreviewViewModel model;
    private final Texts texts;
    private final Label mark = new Label();
    private final Label title = new Label();
    private final Label tokens = new Label();
    private final Label was = new Label();
    private final HBox all;
    private final Tooltip bubble = new Tooltip();

    PreviewCell(PreviewViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        getStyleClass().add("preview-cell");
        mark.getStyleClass().add("preview-mark");
        mark.setMinWidth(Region.USE_PREF_SIZE);
        title.getStyleClass().add("preview-title");
        title.setMinWidth(0);
        tokens.getStyleClass().add("preview-tokens");
        was.getStyleClass().add("preview-was");
        for (Label it : new Label[] {tokens, was}) {
            it.setWrapText(true);
            it.setMinHeight(Region.USE_PREF_SIZE);
        }
        var words = new VBox(1, title, tokens, was);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        all = new HBox(6, mark, words);
        setPrefWidth(0);
        model.freshProperty().subscribe(this::markFresh);
        model.fieldProperty().subscribe(_ -> markLinked());
    }

    @Override
    protected double computePrefHeight(double width) {
        if (getGraphic() == null) {
            return super.computePrefHeight(width);
        }
        double given = getListView() == null ? 300 : getListView().getWidth();
        return all.prefHeight(Math.max(80, given - SIDES)) + 10;
    }

    @Override
    protected void updateItem(PreviewRow item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setTooltip(null);
            setAccessibleText(null);
        } else {
            String sign =
                    switch (item.mark()) {
                        case SAME -> " ";
                        case ADDED -> "+";
                        case CHANGED -> "~";
                        case REMOVED -> "\u2212";
                    };
            mark.setText(sign);
            getStyleClass().removeAll("added", "changed", "same");
            getStyleClass().add(item.mark().name().toLowerCase(java.util.Locale.ROOT));
            title.setText(item.title());
            tokens.setText(item.text());
            was.setText(item.was().isEmpty() ? "" : texts.of("preview.was", item.was()));
            was.setVisible(!item.was().isEmpty());
            was.setManaged(was.isVisible());
            bubble.setText(item.text());
            setTooltip(bubble);
            setAccessibleText(
                    texts.of(
                            "preview.spoken."
                                    + item.mark().name().toLowerCase(java.util.Locale.ROOT),
                            item.title(),
                            item.text(),
                            item.was()));
            setGraphic(all);
        }
        markFresh(model.freshProperty().get());
        markLinked();
    }

    private void markFresh(Set<String> fresh) {
        PreviewRow item = getItem();
        pseudoClassStateChanged(FRESH, item != null && fresh.contains(item.id()));
    }

    private void markLinked() {
        PreviewRow item = getItem();
        pseudoClassStateChanged(LINKED, item != null && item.follows(model.fieldProperty().get()));
    }
}
