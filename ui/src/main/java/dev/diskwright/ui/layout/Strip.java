package dev.diskwright.ui.layout;

import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.layout.StripGeometry.Piece;
import dev.diskwright.ui.layout.StripGeometry.Slot;
import dev.diskwright.ui.layout.StripScale.Span;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.beans.value.ObservableValue;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/// The disk drawn to scale, with a ruler below. It shows items and tells what hands do; it decides nothing.
public final class Strip extends Region {
    /// Height of a block as the style sheet has it at the usual size of text, in pixels.
    private static final double USUAL_HEIGHT = 112;

    /// Usual size of text, in pixels.
    private static final double USUAL_TEXT = 13;

    /// A block is at least this high for its lines, in ems.
    private static final double LINES = 5.8;

    /// Height of the ruler, in ems.
    private static final double RULER = 2.308;

    private static final StyleablePropertyFactory<Strip> FACTORY =
            new StyleablePropertyFactory<>(Region.getClassCssMetaData());

    private static final double RING = 5;

    /// Blocks less than this out of view are ready to come, in pixels.
    private static final double MARGIN = 64;

    private final StyleableProperty<Number> wantedHeight =
            FACTORY.createStyleableNumberProperty(
                    this, "wantedHeight", "-dw-block-height", it -> it.wantedHeight, USUAL_HEIGHT);
    private final StyleableProperty<Number> em =
            FACTORY.createStyleableNumberProperty(this, "em", "-dw-em", it -> it.em, USUAL_TEXT);
    private final Pane content = new Pane();
    private final Rectangle clip = new Rectangle();
    private final StripRuler ruler = new StripRuler();
    private final Region endLine = part("disk-end");
    private final Label endWord = new Label();
    private final PatternPane surplusHatch = new PatternPane(0);
    private final MiniMap map = new MiniMap(x -> scrollTo(x));
    private final EmptyStrip ghost = new EmptyStrip();
    private final Map<String, Block> blocks = new LinkedHashMap<>();
    private final StripSlide slide = new StripSlide();
    private List<StripItem> items = List.of();
    private List<Slot> slots = List.of();
    private Zoom zoom = Zoom.WHOLE;
    private LayoutViewModel model;
    private StripViewModel hands;
    private StripOverlay overlay;
    private StripHands pointer;
    private BlockHelp help;
    private Texts texts;
    private @Nullable StripFollow follow;
    private double followX;
    private boolean stale = true;
    private boolean animated = true;
    private boolean mapped;
    private double drawnWidth = -1;
    private String end = "";

    /// For the loader.
    @SuppressWarnings(
            "NullAway.Init") // the rest comes with bind, before the strip is first laid out
    public Strip() {
        getStyleClass().add("strip");
        setId("strip");
        content.setManaged(false);
        content.setClip(clip);
        surplusHatch.getStyleClass().add("surplus-hatch");
        surplusHatch.setManaged(false);
        endLine.setMouseTransparent(true);
        endWord.getStyleClass().add("disk-end-word");
        endWord.setManaged(false);
        content.getChildren().addAll(ruler, surplusHatch, endLine, endWord);
        getChildren().addAll(content, map, ghost);
        ((ObservableValue<?>) wantedHeight).subscribe(this::resized);
        ((ObservableValue<?>) em).subscribe(this::resized);
    }

    private void resized() {
        drawnWidth = -1;
        redraw();
    }

    /// {@return height of a block, in pixels}
    double blockHeight() {
        return Math.rint(Math.max(wantedHeight.getValue().doubleValue(), em() * LINES));
    }

    private double em() {
        return em.getValue().doubleValue();
    }

    private double rulerHeight() {
        return Math.rint(em() * RULER);
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return FACTORY.getCssMetaData();
    }

    private static Region part(String style) {
        var part = new Region();
        part.getStyleClass().add(style);
        part.setManaged(false);
        return part;
    }

    /// Shows what the model shows from now on.
    void bind(
            LayoutViewModel newModel,
            StripViewModel newHands,
            StripActions actions,
            Texts newTexts) {
        model = newModel;
        hands = newHands;
        texts = newTexts;
        BlockHelp.onKeys(
                actions.commands(), () -> help = BlockHelp.of(actions.commands(), newTexts));
        overlay = new StripOverlay(this, hands, actions, texts);
        pointer = new StripHands(this, newModel, newHands, actions);
        getChildren().add(overlay);
        ghost.bind(newModel, texts);
        InvalidationListener redraw = _ -> redraw();
        newModel.itemsProperty().subscribe(this::redraw);
        newModel.scaleProperty().addListener(redraw);
        newModel.surplusProperty().addListener(redraw);
        newModel.emptyProperty().addListener(redraw);
        newModel.selectionProperty().subscribe(_ -> mark());
        newModel.animatedProperty().subscribe(this::setAnimated);
        newModel.onZoom(this::zoomBy);
        newModel.onFocus(this::focusSelected);
        newModel.sizeProperty()
                .subscribe(text -> {
                    end = text;
                    redraw();
                });
    }

    /// Says whether blocks slide to their places or are there at once.
    public void setAnimated(boolean newAnimated) {
        animated = newAnimated;
    }

    private void redraw() {
        stale = true;
        requestLayout();
    }

    @Override
    protected double computePrefHeight(double width) {
        return blockHeight() + rulerHeight() + (mapped ? MiniMap.HEIGHT + 4 : 0);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        double width = Math.floor(getWidth());
        if (model != null && width > 0 && (stale || width != drawnWidth)) {
            boolean resized = width != drawnWidth;
            drawnWidth = width;
            stale = false;
            draw(width, resized);
        }
    }

    private void draw(double width, boolean resized) {
        items = model.itemsProperty().get();
        List<Slot> next = place(items, width);
        boolean carried = follow != null;
        reconcile(next, animated && !carried && !resized);
        slots = next;
        double right = 0;
        for (Slot it : slots) {
            right = Math.max(right, it.end());
        }
        zoom = zoom.over(Math.max(width, right), width);
        boolean focused = hasFocus();
        mark();
        scroll(width);
        Surplus surplus = model.surplusProperty().get();
        ruler.place(blockHeight(), em());
        ruler.show(items, slots, surplus == null ? end : surplus.last(), zoom, width);
        drawSurplus(surplus);
        ghost.setVisible(model.emptyProperty().get());
        ghost.resizeRelocate(0, 0, width, blockHeight());
        boolean part = zoom.isPart(width);
        map.setVisible(part);
        map.resizeRelocate(0, blockHeight() + rulerHeight() + 2, width, MiniMap.HEIGHT);
        if (part) {
            map.show(items, slots, zoom, width);
        }
        if (part != mapped) {
            mapped = part;
            // Not now: the parent is in the middle of its own layout.
            Platform.runLater(this::requestParentLayout);
        }
        overlay.resizeRelocate(0, 0, width, getHeight());
        overlay.follow();
        if (focused && !hasFocus()) {
            focusSelected();
        }
    }

    private List<Slot> place(List<StripItem> shown, double width) {
        List<Piece> pieces =
                shown.stream().map(it -> new Piece(it.bytes(), it.isStructure())).toList();
        Hand hand = hands.handProperty().get();
        StripFollow holding = follow;
        if (holding != null && hand != null && hand.kind() == Hand.Kind.RESIZE) {
            int held = indexOf(hand.index());
            List<Slot> followed =
                    holding.place(spans(shown), held, hand.end(), followX).orElse(null);
            if (followed != null) {
                return followed;
            }
        }
        return StripGeometry.place(
                pieces, width * zoom.factor(), model.scaleProperty().get(), model.grain());
    }

    private int indexOf(int partition) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).index() == partition) {
                return i;
            }
        }
        return -1;
    }

    private static List<Span> spans(List<StripItem> items) {
        return items.stream()
                .map(it -> new Span(it.offset(), it.bytes(), it.isStructure()))
                .toList();
    }

    /// Keeps the nodes of what stays, makes those of what is new, and drops those of what is gone.
    private void reconcile(List<Slot> next, boolean sliding) {
        var keys = new HashMap<String, Integer>();
        var kept = new LinkedHashMap<String, Block>();
        var added = new ArrayList<Block>();
        slide.stop();
        for (int i = 0; i < items.size(); i++) {
            StripItem item = items.get(i);
            String key = item.role() == null ? item.id() : item.name() + "/" + item.type();
            int copy = keys.merge(key, 1, Integer::sum);
            String unique = copy == 1 ? key : key + "/" + copy;
            Slot slot = next.get(i);
            Block block = blocks.remove(unique);
            if (block == null) {
                block = new Block(item, slot);
                added.add(block);
                block.resizeRelocate(slot.x(), 0, slot.width(), blockHeight());
            } else {
                block.update(item, slot);
                slide.add(block, slot, blockHeight(), sliding);
            }
            block.setScale(em() / USUAL_TEXT);
            block.setState(item.state().isEmpty() ? "" : texts.of("block." + item.state()));
            block.setAccessibleHelp(help.of(item));
            kept.put(unique, block);
        }
        if (!blocks.isEmpty()) {
            content.getChildren().removeAll(blocks.values());
        }
        if (!added.isEmpty()) {
            int at = content.getChildren().indexOf(surplusHatch);
            content.getChildren().addAll(at, added);
        }
        blocks.clear();
        blocks.putAll(kept);
        slide.play();
    }

    private void drawSurplus(@Nullable Surplus surplus) {
        endLine.setVisible(surplus != null);
        endWord.setVisible(surplus != null);
        surplusHatch.setVisible(surplus != null);
        if (surplus != null && !slots.isEmpty()) {
            double x = Math.rint(scale().x(surplus.end(), true));
            double right = slots.getLast().end();
            surplusHatch.resizeRelocate(x, 0, Math.max(0, right - x), blockHeight());
            surplusHatch.setView(zoom.scroll() - x, zoom.scroll() + drawnWidth - x);
            endLine.resizeRelocate(x - 1, -4, 2, blockHeight() + 12);
            endWord.setText(texts.of("surplus.end", end));
            endWord.autosize();
            double left = Math.max(0, x - endWord.getWidth() - 3);
            endWord.relocate(left, blockHeight() + 11);
            ruler.clear(left, x);
        }
    }

    private void scroll(double width) {
        content.setLayoutX(-zoom.scroll());
        clip.setX(zoom.scroll() - RING);
        clip.setY(-RING - 2);
        clip.setWidth(width + 2 * RING);
        clip.setHeight(blockHeight() + rulerHeight() + RING + 2);
        double from = zoom.scroll();
        int i = 0;
        for (Block block : blocks.values()) {
            // Where it goes and where it still is, if it slides.
            Slot slot = slots.get(i++);
            double x = block.getLayoutX();
            double left = Math.min(x, slot.x());
            double right = Math.max(x + block.getWidth(), slot.end());
            boolean seen = right >= from - MARGIN && left <= from + width + MARGIN;
            block.setSeen(seen || block.isFocused());
            if (seen) {
                block.setView(from - x - 1, from + width - x);
            }
        }
    }

    /// The strip is one stop of the focus: the selected block, or the first.
    private void mark() {
        List<Selected> selection = model.selectionProperty().get();
        Selected lead = selection.getLast();
        boolean any = false;
        Block first = null;
        for (Block block : blocks.values()) {
            Selected target = block.item().target();
            boolean here = target.equals(lead);
            block.setSelected(selection.contains(target), here && selection.size() == 1);
            block.setFocusTraversable(here);
            any |= here;
            first = first == null ? block : first;
        }
        if (!any && first != null) {
            first.setFocusTraversable(true);
        }
    }

    /// Moves the focus to the selected block, and brings it into view.
    void focusSelected() {
        for (Block block : blocks.values()) {
            if (block.isFocusTraversable()) {
                block.setSeen(true);
                block.requestFocus();
                reveal(block);
            }
        }
    }

    private void reveal(Block block) {
        int at = items.indexOf(block.item());
        if (at >= 0 && at < slots.size()) {
            setZoom(zoom.revealing(slots.get(at).x(), slots.get(at).end(), drawnWidth));
        }
    }

    /// {@return whether one of its blocks has the focus}
    boolean hasFocus() {
        return blocks.values().stream().anyMatch(Node::isFocused);
    }

    /// {@return the block at a place of the content; null for none}
    @Nullable Block blockAt(double x) {
        for (Block block : blocks.values()) {
            if (x >= block.getLayoutX() && x <= block.getLayoutX() + block.getWidth()) {
                return block;
            }
        }
        return null;
    }

    /// {@return the block of a partition; null for none}
    @Nullable Block block(int partition) {
        for (Block block : blocks.values()) {
            if (block.item().index() == partition) {
                return block;
            }
        }
        return null;
    }

    /// {@return the block of what is selected; null for none}
    @Nullable Block block(Selected target) {
        for (Block block : blocks.values()) {
            if (block.item().target().equals(target)) {
                return block;
            }
        }
        return null;
    }

    /// {@return the blocks from left to right}
    List<Block> all() {
        return List.copyOf(blocks.values());
    }

    /// {@return from places to offsets, as drawn now}
    StripScale scale() {
        return new StripScale(spans(items), slots);
    }

    /// Keeps what does not change where it is drawn now, until [#letGo()].
    void hold(double x) {
        follow = new StripFollow(spans(items), slots, model.scaleProperty().get(), model.grain());
        followX = x;
    }

    /// Draws the edge in hand at `x`.
    void holdAt(double x) {
        followX = x;
        redraw();
    }

    /// Draws to scale again.
    void letGo() {
        follow = null;
        redraw();
    }

    /// {@return how far the view is scrolled, in pixels}
    double scrolled() {
        return zoom.scroll();
    }

    /// {@return where blocks are drawn; they are its children}
    Pane content() {
        return content;
    }

    /// {@return bubbles and fields above the blocks}
    StripOverlay overlay() {
        return overlay;
    }

    /// {@return what follows the pointer}
    StripHands pointer() {
        return pointer;
    }

    /// Zooms by steps about the block that is selected; 0 shows the whole strip.
    private void zoomBy(int steps) {
        Block block = block(model.selectedProperty().get());
        double x =
                block == null
                        ? drawnWidth / 2
                        : block.getLayoutX() + block.getWidth() / 2 - zoom.scroll();
        setZoom(steps == 0 ? zoom.by(-100, x, drawnWidth) : zoom.by(steps, x, drawnWidth));
    }

    /// Zooms by steps about a place in view.
    void zoomAt(double steps, double x) {
        setZoom(zoom.by(steps, x, drawnWidth));
    }

    /// Scrolls by pixels.
    ///
    /// @return whether that moved anything
    boolean scrollBy(double pixels) {
        Zoom before = zoom;
        scrollTo(zoom.scroll() + pixels);
        return !before.equals(zoom);
    }

    private void scrollTo(double x) {
        setZoom(zoom.to(x, drawnWidth));
    }

    private void setZoom(Zoom next) {
        if (!next.equals(zoom)) {
            boolean scaled = next.factor() != zoom.factor();
            zoom = next;
            slide.stop();
            drawnWidth = scaled ? -1 : drawnWidth;
            redraw();
            if (scaled) {
                hands.tell(texts.of("strip.zoom", zoom.percent()));
            }
        }
    }
}
