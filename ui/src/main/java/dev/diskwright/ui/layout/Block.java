package dev.diskwright.ui.layout;

import dev.diskwright.ui.layout.StripGeometry.Slot;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// A segment of the strip as a focusable node, kept from one redraw to the next. How much of its words it shows depends
/// on its width.
final class Block extends Region {
    static final double STRIPE = 4;
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");
    private static final PseudoClass FULL = PseudoClass.getPseudoClass("full");
    private static final double INSET = 8;
    private static final double BAR = 6;
    private static final double LINE = 20;
    private static final double FULL_FROM = 96;
    private static final double NAME_FROM = 56;
    private static final double CODE_FROM = 36;
    private static final double HANDLE_WIDTH = 4;
    private static final double HANDLE_HEIGHT = 28;

    private final Region stripe = part("stripe");
    private final PatternPane pattern = new PatternPane(8);
    private final Label name = word("name");
    private final Label size = word("size");
    private final Label expression = word("expression");
    private final VBox plate = new VBox(name, size, expression);
    private final FontIcon lock = badge("fth-lock", "pinned");
    private final FontIcon link = badge("fth-link-2", "fits");
    private final FontIcon ruler = badge("fth-hash", "odd");
    private final FontIcon problem = badge("fth-alert-octagon", "problem");
    private final StackPane lockSpot = new StackPane(lock);
    private final HBox badges = new HBox(5, ruler, link, lockSpot, problem);
    private final Region track = part("fill-track");
    private final Region fill = part("fill");
    private final Region tick = part("fill-tick");
    private final Label state = word("state");
    private final Label breakMark = new Label("\u2248");
    private final Region leftHandle = part("handle");
    private final Region rightHandle = part("handle");
    private StripItem item;
    private String shownName = "";
    private String shownProblem = "";
    private double viewFrom;
    private double scale = 1;
    private boolean exaggerated;
    private boolean selected;
    private boolean held;
    private boolean postponed;

    Block(StripItem item, Slot slot) {
        this.item = item;
        setManaged(false);
        setAccessibleRole(AccessibleRole.BUTTON);
        getStyleClass().add("block");
        plate.getStyleClass().add("plate");
        breakMark.getStyleClass().add("break-mark");
        lockSpot.getStyleClass().add("lock-spot");
        badges.setAlignment(Pos.TOP_RIGHT);
        breakMark.setManaged(false);
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        getChildren()
                .addAll(
                        pattern,
                        stripe,
                        plate,
                        badges,
                        track,
                        fill,
                        tick,
                        state,
                        breakMark,
                        leftHandle,
                        rightHandle);
        getChildren().forEach(child -> child.setMouseTransparent(true));
        fillIn(item);
        exaggerated = slot.exaggerated();
    }

    private static Region part(String style) {
        var part = new Region();
        part.getStyleClass().add(style);
        part.setManaged(false);
        return part;
    }

    private static Label word(String style) {
        var word = new Label();
        word.getStyleClass().add(style);
        return word;
    }

    private static FontIcon badge(String icon, String style) {
        var badge = new FontIcon(icon);
        badge.getStyleClass().addAll("badge", style);
        return badge;
    }

    /// Shows another item, or the same with other numbers.
    void update(StripItem next, Slot slot) {
        if (!next.equals(item)) {
            fillIn(next);
            requestLayout();
        }
        if (exaggerated != slot.exaggerated()) {
            exaggerated = slot.exaggerated();
            requestLayout();
        }
    }

    private void fillIn(StripItem next) {
        item = next;
        setId(next.id());
        setAccessibleText(next.description());
        List<String> style =
                next.problem().isEmpty()
                        ? List.of("block", role(next))
                        : List.of("block", role(next), next.problem());
        if (!getStyleClass().equals(style)) {
            getStyleClass().setAll(style);
        }
        shownName = "";
        size.setText(next.size());
        expression.setText(next.expression());
        show(lockSpot, next.pinned());
        show(link, next.fit());
        show(ruler, next.role() != null && next.isOdd());
        show(problem, !next.problem().isEmpty());
        if (!next.problem().isEmpty() && !next.problem().equals(shownProblem)) {
            shownProblem = next.problem();
            problem.setIconLiteral(
                    switch (next.problem()) {
                        case "warning" -> "fth-alert-triangle";
                        case "hint" -> "fth-info";
                        default -> "fth-alert-octagon";
                    });
            problem.getStyleClass().setAll("ikonli-font-icon", "badge", next.problem());
        }
        fill.pseudoClassStateChanged(FULL, next.fill() > 0.9);
    }

    private static String role(StripItem item) {
        Role role = item.role();
        return role != null ? role.styleClass() : item.isFree() ? "free" : "structure";
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    /// Takes how much larger than usual text is.
    void setScale(double newScale) {
        if (scale != newScale) {
            scale = newScale;
            requestLayout();
        }
    }

    /// Takes the words for contents that are missing or not there yet.
    void setState(String words) {
        if (!state.getText().equals(words)) {
            state.setText(words);
            requestLayout();
        }
    }

    /// Says whether it may come into view; out of view it is neither styled nor laid out.
    void setSeen(boolean seen) {
        if (seen != isVisible()) {
            setVisible(seen);
            if (seen && postponed) {
                requestLayout();
            }
        }
    }

    /// Draws its pattern only between two edges; the rest is not in view.
    void setView(double from, double to) {
        pattern.setView(from, to);
        double hidden = Math.max(0, from);
        if (hidden != viewFrom) {
            viewFrom = hidden;
            requestLayout();
        }
    }

    /// {@return what it shows}
    StripItem item() {
        return item;
    }

    /// Shows whether it is selected, and whether its edges can be taken.
    void setSelected(boolean newSelected, boolean newHeld) {
        if (selected != newSelected || held != newHeld) {
            selected = newSelected;
            held = newHeld;
            pseudoClassStateChanged(SELECTED, newSelected);
            requestLayout();
        }
    }

    /// {@return whether a point lies on its lock}
    boolean isLock(double x, double y) {
        return item.pinned()
                && badges.isVisible()
                && lockSpot.getBoundsInParent()
                        .contains(x - badges.getLayoutX(), y - badges.getLayoutY());
    }

    /// {@return whether a point lies on the line that tells its size}
    boolean isSize(double y) {
        return size.isVisible() && y > plate.getLayoutY() + size.getLayoutY();
    }

    @Override
    protected void layoutChildren() {
        postponed = !isVisible();
        if (postponed) {
            return;
        }
        double width = getWidth();
        double height = getHeight();
        boolean partition = item.role() != null;
        stripe.setVisible(partition);
        pattern.setVisible(!item.isFree());
        pattern.resizeRelocate(1, 1, Math.max(0, width - 2), Math.max(0, height - 2));
        stripe.resizeRelocate(0, 0, STRIPE, height);
        double barY = height - INSET - BAR;
        layoutBar(width, barY);
        layoutWords(width, barY);
        boolean handles = held && partition && width >= StripGeometry.MIN_WIDTH;
        leftHandle.setVisible(handles);
        rightHandle.setVisible(handles);
        double handleY = Math.rint((height - HANDLE_HEIGHT) / 2);
        leftHandle.resizeRelocate(-2, handleY, HANDLE_WIDTH, HANDLE_HEIGHT);
        rightHandle.resizeRelocate(width - 2, handleY, HANDLE_WIDTH, HANDLE_HEIGHT);
    }

    private void layoutBar(double width, double barY) {
        boolean said = !state.getText().isEmpty() && width >= FULL_FROM * scale;
        boolean bar = item.role() != null && item.fill() >= 0 && width >= CODE_FROM && !said;
        double x = STRIPE + INSET;
        double wide = width - STRIPE - 2 * INSET;
        track.setVisible(bar);
        fill.setVisible(bar);
        tick.setVisible(bar && width >= NAME_FROM);
        track.resizeRelocate(x, barY, wide, BAR);
        double full = Math.max(2, Math.rint(wide * Math.clamp(item.fill(), 0, 1)));
        fill.resizeRelocate(x, barY, full, BAR);
        tick.resizeRelocate(Math.rint(x + wide * 0.9), barY - 2, 1, BAR + 4);
        state.setVisible(said);
        state.resizeRelocate(
                STRIPE + 4,
                barY + BAR + 5 - state.prefHeight(-1),
                Math.min(state.prefWidth(-1), width - STRIPE - 8),
                state.prefHeight(-1));
    }

    private void layoutWords(double width, double barY) {
        boolean partition = item.role() != null;
        boolean narrow = partition && width < FULL_FROM * scale;
        plate.pseudoClassStateChanged(NARROW, narrow);
        badges.autosize();
        double badgeWidth = badges.getWidth();
        boolean glyphs = badgeWidth > 0 && !item.isStructure() && badgeWidth + STRIPE <= width;
        badges.setVisible(glyphs);
        double margin = Math.min(INSET, Math.max(2, (width - STRIPE - badgeWidth) / 2));
        badges.relocate(width - badgeWidth - margin, INSET);
        boolean full = width >= FULL_FROM * scale;
        boolean expressed = full && !item.expression().isEmpty();
        size.setVisible(full);
        size.setManaged(full);
        expression.setVisible(expressed);
        expression.setManaged(expressed);
        double inset = narrow ? 3 : 6;
        double x = partition ? STRIPE + inset : inset;
        double room = width - x - inset;
        boolean fits = fitName(width, room);
        plate.setVisible(fits);
        double plateHeight = plate.prefHeight(-1);
        double plateWidth = Math.min(plate.prefWidth(-1), room);
        boolean beside = !glyphs || plateWidth + badgeWidth + INSET + 2 <= room;
        double y = !partition ? (getHeight() - plateHeight) / 2 : beside ? 7 : 7 + LINE * scale;
        double shift = Math.min(viewFrom, Math.max(0, room - plateWidth - badgeWidth));
        plate.resizeRelocate(
                partition ? x + shift : Math.max(inset, Math.rint((width - plateWidth) / 2)),
                Math.max(4, Math.rint(y)),
                plateWidth,
                Math.min(plateHeight, barY - Math.max(4, y)));
        breakMark.setVisible(exaggerated && partition);
        double side = Math.rint(14 * scale);
        double middle =
                width < CODE_FROM ? Math.rint((width + STRIPE - side) / 2) : width - side - 3;
        double bottom = width < CODE_FROM ? barY + 10 : barY - 6;
        breakMark.resizeRelocate(middle, bottom - side, side, side);
    }

    /// {@return whether there is a name, or at least a code, that fits}
    private boolean fitName(double width, double room) {
        if (item.isStructure() || width < CODE_FROM) {
            return false;
        }
        Role role = item.role();
        String code = role == null ? "" : role.code();
        name(width >= NAME_FROM || role == null ? item.name() : code);
        if (width >= FULL_FROM * scale || plate.prefWidth(-1) <= room) {
            return true;
        }
        name(code);
        return role != null && plate.prefWidth(-1) <= room;
    }

    private void name(String text) {
        if (!shownName.equals(text)) {
            shownName = text;
            name.setText(text);
        }
    }
}
