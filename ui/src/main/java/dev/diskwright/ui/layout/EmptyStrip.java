package dev.diskwright.ui.layout;

import dev.diskwright.ui.text.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What stands where blocks will be: a ghost of a layout, and ways to begin.
final class EmptyStrip extends Region {
    private static final double[] SHARES = {0.16, 0.48, 0.22, 0.14};

    private final Region[] ghosts = new Region[SHARES.length];
    private final Label title = new Label();
    private final HBox ways = new HBox(8);
    private final VBox card = new VBox(10, title, ways);

    EmptyStrip() {
        setManaged(false);
        setVisible(false);
        setId("strip-empty");
        getStyleClass().add("empty-strip");
        for (int i = 0; i < ghosts.length; i++) {
            ghosts[i] = new Region();
            ghosts[i].getStyleClass().add("ghost");
            ghosts[i].setMouseTransparent(true);
            getChildren().add(ghosts[i]);
        }
        title.getStyleClass().add("empty-title");
        ways.setAlignment(Pos.CENTER);
        card.setAlignment(Pos.CENTER);
        getChildren().add(card);
    }

    void bind(LayoutViewModel model, Texts texts) {
        title.setText(texts.of("empty.title"));
        ways.getChildren()
                .setAll(
                        way("efi", texts, () -> model.startWith("efi")),
                        way("none", texts, () -> model.startWith("none")),
                        way("source", texts, model::chooseSource));
    }

    private static Button way(String id, Texts texts, Runnable action) {
        var button = new Button(texts.of("empty." + id));
        button.setId("empty-" + id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
        return button;
    }

    @Override
    protected void layoutChildren() {
        double x = 0;
        double room = getWidth() - StripGeometry.GAP * (SHARES.length - 1);
        for (int i = 0; i < SHARES.length; i++) {
            double wide = Math.rint(room * SHARES[i]);
            ghosts[i].resizeRelocate(x, 0, wide, getHeight());
            x += wide + StripGeometry.GAP;
        }
        double wide = Math.min(getWidth(), card.prefWidth(-1));
        double high = card.prefHeight(-1);
        card.resizeRelocate(
                Math.rint((getWidth() - wide) / 2),
                Math.rint((getHeight() - high) / 2),
                wide,
                high);
    }
}
