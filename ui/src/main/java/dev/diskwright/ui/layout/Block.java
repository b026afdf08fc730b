package dev.diskwright.ui.layout;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;

/// A segment of the strip as a focusable node. How much of its words it shows depends on its width.
final class Block extends Region {
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");
    private static final double STRIPE = 4;
    private static final double INSET = 8;
    private static final double BAR = 6;
    private static final double FULL_FROM = 96;
    private static final double NAME_FROM = 56;
    private static final double CODE_FROM = 36;

    private final StripItem item;
    private final boolean exaggerated;
    private final Region stripe = new Region();
    private final PatternPane pattern = new PatternPane(8);
    private final Label name = new Label();
    private final Label size = new Label();
    private final Label expression = new Label();
    private final VBox plate = new VBox(name, size, expression);
    private final HBox badges = new HBox(4);
    private final Region track = new Region();
    private final Region fill = new Region();
    private final Region tick = new Region();
    private final Label breakMark = new Label("≈");

    Block(StripItem item, boolean exaggerated) {
        this.item = item;
        this.exaggerated = exaggerated;
        setId(item.id());
        setAccessibleRole(AccessibleRole.BUTTON);
        setAccessibleText(item.description());
        getStyleClass().add("block");
        Role role = item.role();
        getStyleClass()
                .add(role != null ? role.styleClass() : item.isFree() ? "free" : "structure");
        if (!item.problem().isEmpty()) {
            getStyleClass().add(item.problem());
        }
        stripe.getStyleClass().add("stripe");
        plate.getStyleClass().add("plate");
        name.getStyleClass().add("name");
        size.getStyleClass().add("size");
        expression.getStyleClass().add("expression");
        track.getStyleClass().add("fill-track");
        fill.getStyleClass().add("fill");
        tick.getStyleClass().add("fill-tick");
        breakMark.getStyleClass().add("break-mark");
        size.setText(item.size());
        expression.setText(item.expression());
        fillBadges();
        getChildren().addAll(pattern, stripe, plate, badges, track, fill, tick, breakMark);
        getChildren().forEach(child -> child.setMouseTransparent(true));
        var bubble = new Tooltip(bubbleText());
        bubble.setShowDelay(Duration.millis(400));
        Tooltip.install(this, bubble);
    }

    private String bubbleText() {
        var text = new StringBuilder(item.description());
        if (!item.problemText().isEmpty()) {
            text.append("\n").append(item.problemText());
        }
        return text.toString();
    }

    private void fillBadges() {
        badges.setAlignment(Pos.TOP_RIGHT);
        if (item.pinned()) {
            badges.getChildren().add(badge("fth-lock", "pinned"));
        }
        if (item.fit()) {
            badges.getChildren().add(badge("fth-link-2", "fits"));
        }
        switch (item.problem()) {
            case "error" -> badges.getChildren().add(badge("fth-alert-octagon", "error"));
            case "warning" -> badges.getChildren().add(badge("fth-alert-triangle", "warning"));
            case "hint" -> badges.getChildren().add(badge("fth-info", "hint"));
            default -> {}
        }
    }

    private static FontIcon badge(String icon, String style) {
        var badge = new FontIcon(icon);
        badge.getStyleClass().addAll("badge", style);
        return badge;
    }

    /// {@return what it shows}
    StripItem item() {
        return item;
    }

    /// Shows whether it is selected.
    void setSelected(boolean selected) {
        pseudoClassStateChanged(SELECTED, selected);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        boolean partition = item.role() != null;
        stripe.setVisible(partition);
        pattern.setVisible(!item.isFree());
        pattern.resizeRelocate(1, 1, Math.max(0, width - 2), Math.max(0, height - 2));
        stripe.resizeRelocate(0, 0, STRIPE, height);
        boolean bar = partition && item.fill() >= 0 && width >= CODE_FROM;
        double barX = STRIPE + INSET;
        double barWidth = width - STRIPE - 2 * INSET;
        double barY = height - INSET - BAR;
        track.setVisible(bar);
        fill.setVisible(bar);
        tick.setVisible(bar && width >= NAME_FROM);
        track.resizeRelocate(barX, barY, barWidth, BAR);
        fill.resizeRelocate(barX, barY, Math.rint(barWidth * Math.clamp(item.fill(), 0, 1)), BAR);
        tick.resizeRelocate(Math.rint(barX + barWidth * 0.9), barY - 2, 1, BAR + 4);
        fill.pseudoClassStateChanged(PseudoClass.getPseudoClass("full"), item.fill() > 0.9);
        layoutWords(width, barY);
    }

    private void layoutWords(double width, double barY) {
        boolean partition = item.role() != null;
        boolean words = !item.isStructure() && width >= CODE_FROM;
        plate.setVisible(words);
        Role known = item.role();
        name.setText(width >= NAME_FROM || known == null ? item.name() : known.code());
        boolean full = width >= FULL_FROM;
        size.setVisible(full);
        size.setManaged(full);
        boolean expressed = full && !item.expression().isEmpty();
        expression.setVisible(expressed);
        expression.setManaged(expressed);
        badges.autosize();
        badges.setVisible(!item.isStructure() && (width >= NAME_FROM || !item.problem().isEmpty()));
        double badgeWidth = badges.getWidth();
        badges.relocate(width - badgeWidth - INSET, INSET);
        boolean narrow = partition && width < FULL_FROM;
        plate.pseudoClassStateChanged(NARROW, narrow);
        plate.applyCss();
        double inset = narrow ? 3 : 6;
        double x = partition ? STRIPE + inset : inset;
        double room = width - x - inset;
        double plateHeight = plate.prefHeight(-1);
        boolean beside =
                badges.getChildren().isEmpty()
                        || width >= FULL_FROM + 40
                        || plate.prefWidth(-1) + badgeWidth + INSET <= room;
        double y = !partition ? (getHeight() - plateHeight) / 2 : beside ? 7 : 26;
        double wide = beside && badgeWidth > 0 ? room - badgeWidth - INSET : room;
        if (narrow && plate.prefWidth(-1) > wide) {
            name.setText(known == null ? "" : known.code());
            plate.setVisible(plate.prefWidth(-1) <= wide + 1);
        }
        plate.resizeRelocate(
                x,
                Math.max(4, y),
                Math.min(plate.prefWidth(-1), wide),
                Math.min(plateHeight, barY));
        breakMark.autosize();
        breakMark.setVisible(exaggerated && partition);
        layoutInArea(
                breakMark,
                width - 14,
                barY - 20,
                12,
                14,
                0,
                javafx.geometry.HPos.CENTER,
                VPos.CENTER);
    }
}
