package dev.diskwright.ui.gesture;

import dev.diskwright.core.design.SizeExpression;
import org.jspecify.annotations.Nullable;

/// Resizing by keys: a small machine that is stepped by presses. What it comes to is [#outcome()].
public final class ResizeKeys {
    private static final int PAGE = 16;

    private final Trial trial;
    private final int index;
    private Resize resize;
    private Resize.Edge edge = Resize.Edge.END;
    private long offset;
    private boolean trade;
    private String typed = "";
    private @Nullable Phrase complaint;

    /// A press.
    public enum Key {
        /// One grain to the left.
        LEFT,
        /// One grain to the right.
        RIGHT,
        /// Sixteen grains to the left.
        PAGE_LEFT,
        /// Sixteen grains to the right.
        PAGE_RIGHT,
        /// To the next place to catch, to the left.
        SNAP_LEFT,
        /// To the next place to catch, to the right.
        SNAP_RIGHT,
        /// One sector to the left.
        SECTOR_LEFT,
        /// One sector to the right.
        SECTOR_RIGHT,
        /// The other edge.
        OTHER_EDGE,
        /// Push or trade.
        TRADE,
        /// Takes back the last character typed.
        ERASE
    }

    private ResizeKeys(Trial trial, int index) {
        this.trial = trial;
        this.index = index;
        resize = Resize.of(trial, index, edge);
        offset = resize.origin();
    }

    /// {@return the machine, at the right edge of entry `index`}
    public static ResizeKeys of(Trial trial, int index) {
        return new ResizeKeys(trial, index);
    }

    /// {@return the edge in hand}
    public Resize.Edge edge() {
        return edge;
    }

    /// {@return whether the neighbour gives and takes}
    public boolean isTrade() {
        return trade;
    }

    /// {@return the size as far as it is typed; empty if arrows lead}
    public String typed() {
        return typed;
    }

    /// Takes a press.
    public void press(Key key) {
        complaint = null;
        long sector = trial.start().sectorSize();
        switch (key) {
            case LEFT -> step(-trial.grain());
            case RIGHT -> step(trial.grain());
            case PAGE_LEFT -> step(-PAGE * trial.grain());
            case PAGE_RIGHT -> step(PAGE * trial.grain());
            case SNAP_LEFT -> move(resize.nextSnap(offset, -1));
            case SNAP_RIGHT -> move(resize.nextSnap(offset, 1));
            case SECTOR_LEFT -> step(-sector);
            case SECTOR_RIGHT -> step(sector);
            case OTHER_EDGE -> {
                edge = edge == Resize.Edge.END ? Resize.Edge.START : Resize.Edge.END;
                resize = Resize.of(trial, index, edge);
                offset = resize.origin();
                typed = "";
            }
            case TRADE -> trade = !trade;
            case ERASE -> type(typed.isEmpty() ? "" : typed.substring(0, typed.length() - 1));
        }
    }

    private void step(long bytes) {
        long target = offset + bytes;
        move(
                Math.abs(bytes) >= trial.grain() && target % trial.grain() != 0
                        ? trial.nearest(target)
                        : target);
    }

    private void move(long target) {
        typed = "";
        Outcome outcome = resize.at(target, trade);
        Facts facts = outcome.facts();
        complaint = outcome.wall();
        if (facts != null) {
            offset = edge == Resize.Edge.END ? facts.end() : facts.start();
        }
    }

    /// Takes a typed character, of a size such as `3g` or `512 MiB`.
    public void type(char character) {
        type(typed + character);
    }

    private void type(String text) {
        typed = text;
        complaint = null;
        if (text.isBlank()) {
            offset = resize.origin();
            return;
        }
        try {
            SizeExpression size = SizeInput.parse(text);
            if (size.base() instanceof SizeExpression.Fixed(var fixed)) {
                long bytes = fixed.inBytes(trial.start().sectorSize());
                long rounded = Math.ceilDiv(bytes, trial.grain()) * trial.grain();
                Outcome outcome = resize.at(resize.offsetFor(rounded), trade);
                Facts facts = outcome.facts();
                complaint = outcome.wall();
                if (facts != null) {
                    offset = edge == Resize.Edge.END ? facts.end() : facts.start();
                }
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            complaint = Phrase.of("wall.other", String.valueOf(e.getMessage()));
        }
    }

    /// {@return what it comes to so far}
    public Outcome outcome() {
        Outcome outcome = resize.at(offset, trade);
        if (complaint == null) {
            return outcome;
        }
        return new Outcome(
                outcome.edit(),
                outcome.plan(),
                outcome.label(),
                complaint,
                outcome.snap(),
                outcome.facts(),
                outcome.target());
    }
}
