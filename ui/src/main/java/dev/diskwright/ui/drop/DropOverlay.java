package dev.diskwright.ui.drop;

import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// Zones over the target of a drag, each saying what dropping there does; or why nothing can be dropped.
final class DropOverlay extends StackPane {
    private static final PseudoClass HERE = PseudoClass.getPseudoClass("here");
    private static final double LEAST_WIDTH = 176;
    private static final double LEAST_HEIGHT = 44;
    private static final double ONE_ZONE = 104;

    private final List<Node> zones = new ArrayList<>();

    DropOverlay() {
        getStyleClass().add("drop-overlay");
        setId("drop-overlay");
        setManaged(false);
        setMouseTransparent(true);
    }

    /// Takes the place of a target, or the room its words need around it.
    ///
    /// @param bounds in the coordinates of the parent
    void place(Bounds bounds, double parentWidth) {
        double least = Math.max(LEAST_WIDTH, zones.size() * ONE_ZONE);
        double width = Math.min(Math.max(bounds.getWidth(), least), parentWidth);
        double height = Math.max(bounds.getHeight(), LEAST_HEIGHT);
        double x = Math.clamp(bounds.getCenterX() - width / 2, 0, Math.max(0, parentWidth - width));
        resizeRelocate(
                Math.rint(x),
                Math.rint(bounds.getCenterY() - height / 2),
                Math.rint(width),
                Math.rint(height));
    }

    /// Says what can be done.
    void offer(List<DropZone> offered) {
        zones.clear();
        var row = new HBox(4);
        row.getStyleClass().add("drop-zones");
        for (DropZone it : offered) {
            var words = new Label(it.label());
            words.setWrapText(true);
            words.getStyleClass().add("drop-word");
            words.setMinHeight(0);
            var zone = new VBox(3, new FontIcon(icon(it.action())), words);
            zone.setAlignment(Pos.CENTER);
            zone.getStyleClass().add("drop-zone");
            zone.setPrefWidth(10);
            zone.setMinWidth(0);
            zone.setMinHeight(0);
            HBox.setHgrow(zone, Priority.ALWAYS);
            zones.add(zone);
            row.getChildren().add(zone);
        }
        getChildren().setAll(row);
    }

    private static String icon(DropAction action) {
        return switch (action) {
            case FILL -> "fth-download";
            case REPLACE -> "fth-refresh-cw";
            case ADD_UNDER, ADD_FILE -> "fth-plus";
            case NEW_PARTITION, NEW_IMAGE_PARTITION -> "fth-plus-square";
            case NEW_DISK, NEW_DESIGN, IMPORT_LAYOUT -> "fth-hard-drive";
            case USE_IMAGE, TAKE_PARTITION -> "fth-layers";
            case USE_KERNEL, USE_INITRD -> "fth-cpu";
            case INSPECT -> "fth-search";
            case OPEN_DESIGN -> "fth-folder";
        };
    }

    /// Says why nothing can be dropped, or that it is being looked at.
    void say(String text, boolean refused) {
        zones.clear();
        var words = new Label(text);
        words.setWrapText(true);
        words.getStyleClass().add("drop-word");
        var note = new VBox(3, new FontIcon(refused ? "fth-slash" : "fth-search"), words);
        note.setAlignment(Pos.CENTER);
        note.getStyleClass().addAll("drop-zone", refused ? "refused" : "looking");
        getChildren().setAll(note);
    }

    /// Marks the zone below the pointer.
    ///
    /// @param x in the overlay's coordinates
    /// @return its place among the zones
    int mark(double x) {
        int count = Math.max(1, zones.size());
        int here = Math.clamp((long) Math.floor(x / Math.max(1, getWidth()) * count), 0, count - 1);
        for (int i = 0; i < zones.size(); i++) {
            zones.get(i).pseudoClassStateChanged(HERE, i == here);
        }
        return here;
    }
}
