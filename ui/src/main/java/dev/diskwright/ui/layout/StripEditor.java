package dev.diskwright.ui.layout;

import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.SizeExpression;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.ui.edit.SizeEcho;
import dev.diskwright.ui.gesture.Blocks;
import dev.diskwright.ui.gesture.Names;
import dev.diskwright.ui.gesture.Outcome;
import dev.diskwright.ui.gesture.Phrase;
import dev.diskwright.ui.gesture.SizeInput;
import dev.diskwright.ui.gesture.Trial;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// Editing a name or a size right on its block, with a line below that says what would come of it.
public final class StripEditor {
    private final StripViewModel strip;
    private final StripWords words;
    private final SizeEcho sizes;
    private final ReadOnlyObjectWrapper<@Nullable Editing> editing = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Echo> echo = new ReadOnlyObjectWrapper<>(Echo.NONE);
    private @Nullable Trial trial;
    private @Nullable Outcome outcome;

    StripEditor(StripViewModel strip, StripWords words, Texts texts) {
        this.strip = strip;
        this.words = words;
        sizes = new SizeEcho(texts);
    }

    /// What is edited.
    public enum Field {
        /// The name.
        NAME,
        /// The size, as an expression.
        SIZE
    }

    /// What is edited, and what it was.
    public record Editing(int index, Field field, String text) {}

    /// What would come of it.
    ///
    /// @param text below the field
    /// @param lines what happens to neighbours
    /// @param wrong whether it cannot be done
    public record Echo(String text, List<String> lines, boolean wrong) {
        static final Echo NONE = new Echo("", List.of(), false);

        /// Copies the list.
        public Echo {
            lines = List.copyOf(lines);
        }
    }

    /// {@return what is edited; null for nothing}
    public ReadOnlyObjectProperty<@Nullable Editing> editingProperty() {
        return editing.getReadOnlyProperty();
    }

    /// {@return what would come of what is typed}
    public ReadOnlyObjectProperty<Echo> echoProperty() {
        return echo.getReadOnlyProperty();
    }

    /// Starts editing.
    public void start(int index, Field field) {
        strip.cancel();
        Trial now = strip.trial();
        if (now == null || now.start().partition(index).isEmpty()) {
            return;
        }
        trial = now;
        PartitionSpec spec = now.layout().partitions().get(index);
        String text =
                field == Field.NAME
                        ? spec.name()
                        : spec.size() != null
                                ? spec.size().toString()
                                : spec.end() == null
                                        ? "rest"
                                        : SizeText.exact(
                                                now.start()
                                                        .partition(index)
                                                        .map(Segment::size)
                                                        .orElse(0L));
        editing.set(new Editing(index, field, text));
        type(text);
    }

    /// Takes what is typed so far.
    public void type(String text) {
        Editing what = editing.get();
        Trial now = trial;
        if (what != null && now != null) {
            if (what.field() == Field.NAME) {
                typeName(now, what.index(), text);
            } else {
                typeSize(now, what.index(), text);
            }
        }
    }

    private void typeName(Trial now, int index, String text) {
        Names.Count count = Names.count(now, index, text.strip());
        Outcome next = Names.rename(now, index, text);
        outcome = next;
        var lines = new ArrayList<String>();
        if (count.label() >= 0) {
            lines.add(
                    words.say(
                            Phrase.of(
                                    count.isLabelOver() ? "rename.labelStays" : "rename.label",
                                    count.label(),
                                    count.labelLimit())));
        }
        Phrase used =
                count.limit() > 0
                        ? Phrase.of("rename.count", count.used(), count.limit())
                        : Phrase.of("rename.free", count.used());
        Phrase wall = next.wall();
        echo.set(new Echo(words.say(wall != null ? wall : used), lines, wall != null));
    }

    private void typeSize(Trial now, int index, String text) {
        try {
            SizeExpression size = SizeInput.parse(text);
            Outcome next = Blocks.size(now, List.of(index), size);
            outcome = next;
            strip.preview(next);
            echo.set(sizeEcho(now, index, size, next));
        } catch (IllegalArgumentException | ArithmeticException e) {
            outcome = null;
            strip.preview(null);
            echo.set(new Echo(String.valueOf(e.getMessage()), List.of(), true));
        }
    }

    private Echo sizeEcho(Trial now, int index, SizeExpression size, Outcome next) {
        Plan before = now.start();
        List<String> lines =
                sizes.lines(size, before.design(), List.of(index), before, next.plan());
        return new Echo(lines.getFirst(), lines.subList(1, lines.size()), next.wall() != null);
    }

    /// Takes what is typed, if it can be.
    ///
    /// @return whether editing has ended
    public boolean commit() {
        Outcome last = outcome;
        Editing what = editing.get();
        boolean wrong = what == null || what.field() == Field.NAME && echo.get().wrong();
        if (last == null || wrong) {
            return false;
        }
        end();
        strip.perform(_ -> last);
        return true;
    }

    /// Leaves it as it was.
    public void cancel() {
        if (editing.get() != null) {
            end();
            strip.preview(null);
        }
    }

    private void end() {
        editing.set(null);
        trial = null;
        outcome = null;
        echo.set(Echo.NONE);
    }
}
