package dev.diskwright.ui.layout;

import dev.diskwright.core.design.Edit;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.gesture.Facts;
import dev.diskwright.ui.gesture.NewPartition;
import dev.diskwright.ui.gesture.Outcome;
import dev.diskwright.ui.gesture.Phrase;
import dev.diskwright.ui.gesture.Pointer;
import dev.diskwright.ui.gesture.Purpose;
import dev.diskwright.ui.gesture.Reorder;
import dev.diskwright.ui.gesture.Resize;
import dev.diskwright.ui.gesture.ResizeKeys;
import dev.diskwright.ui.gesture.Trial;
import dev.diskwright.ui.job.JobRunner;
import dev.diskwright.ui.text.Texts;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// The gesture in hand. While it lasts, its preview is shown everywhere; letting go makes one step of it, cancelling
/// leaves no trace.
public final class StripViewModel {
    private static final Duration BREATH = Duration.ofSeconds(1);

    private final DocumentViewModel document;
    private final PlanningViewModel planning;
    private final JobRunner jobs;
    private final StripWords words;
    private final ReadOnlyObjectWrapper<@Nullable Hand> hand = new ReadOnlyObjectWrapper<>();
    private final StripEditor editor;
    private Consumer<String> teller = _ -> {};
    private @Nullable Trial trial;
    private @Nullable Resize resize;
    private @Nullable ResizeKeys keys;
    private @Nullable Purpose purpose;
    private @Nullable Outcome outcome;
    private String told = "";
    private boolean breathing;

    /// @param jobs keeps narration to one sentence a second
    public StripViewModel(
            DocumentViewModel document, PlanningViewModel planning, JobRunner jobs, Texts texts) {
        this.document = document;
        this.planning = planning;
        this.jobs = jobs;
        words = new StripWords(texts);
        editor = new StripEditor(this, words, texts);
        document.designProperty().subscribe(this::cancel);
    }

    /// {@return what is in hand; null for nothing}
    public ReadOnlyObjectProperty<@Nullable Hand> handProperty() {
        return hand.getReadOnlyProperty();
    }

    /// {@return what is edited in place}
    public StripEditor editor() {
        return editor;
    }

    /// Takes what shows a sentence in the status bar.
    public void onTell(Consumer<String> newTeller) {
        teller = newTeller;
    }

    /// {@return trials on the present design; null while there is no plan}
    @Nullable Trial trial() {
        Plan plan = planning.current();
        return plan == null || document.designProperty().get() == null ? null : Trial.of(plan);
    }

    /// Takes an edge of a block into the hand.
    ///
    /// @param end the right edge, or the left one
    public void holdEdge(int index, boolean end) {
        Trial now = begin(index);
        if (now != null) {
            resize = Resize.of(now, index, end ? Resize.Edge.END : Resize.Edge.START);
        }
    }

    /// Moves the edge in hand.
    public void edgeTo(Pointer pointer, boolean end) {
        Resize held = resize;
        if (held != null) {
            show(Hand.Kind.RESIZE, held.to(pointer), end, pointer.trade(), true);
        }
    }

    /// Takes a block into the hand.
    public void holdBlock(int index) {
        begin(index);
    }

    /// Moves the block in hand to a place between others.
    ///
    /// @param caret among the partitions in disk order
    public void blockTo(int index, int caret) {
        Trial held = trial;
        if (held != null) {
            show(Hand.Kind.MOVE, Reorder.to(held, index, caret), true, false, false);
        }
    }

    /// Takes a new block into the hand.
    public void holdNew(Purpose newPurpose) {
        cancel();
        trial = trial();
        purpose = newPurpose;
    }

    /// Moves the new block in hand.
    ///
    /// @param spot null for nowhere
    public void newTo(NewPartition.@Nullable Spot spot) {
        Trial held = trial;
        Purpose what = purpose;
        if (held == null || what == null) {
            return;
        }
        if (spot == null) {
            outcome = null;
            hand.set(null);
        } else {
            show(Hand.Kind.NEW, NewPartition.of(held, what, spot), true, false, false);
        }
    }

    /// Starts resizing by keys.
    public void startKeys(int index) {
        Trial now = begin(index);
        if (now != null) {
            keys = ResizeKeys.of(now, index);
            showKeys();
        }
    }

    /// {@return whether keys resize a block}
    public boolean isKeys() {
        return keys != null;
    }

    /// {@return whether a size is being typed}
    boolean isTyping() {
        return keys != null && !keys.typed().isEmpty();
    }

    /// Takes a press while keys resize.
    public void press(ResizeKeys.Key key) {
        if (keys != null) {
            keys.press(key);
            showKeys();
        }
    }

    /// Takes a character while keys resize.
    public void type(char character) {
        if (keys != null) {
            keys.type(character);
            showKeys();
        }
    }

    private void showKeys() {
        ResizeKeys machine = keys;
        if (machine != null) {
            boolean end = machine.edge() == Resize.Edge.END;
            show(Hand.Kind.KEYS, machine.outcome(), end, machine.isTrade(), true);
        }
    }

    private @Nullable Trial begin(int index) {
        cancel();
        Trial now = trial();
        if (now == null || now.start().partition(index).isEmpty()) {
            return null;
        }
        trial = now;
        return now;
    }

    private void show(Hand.Kind kind, Outcome next, boolean end, boolean trade, boolean previewed) {
        outcome = next;
        Facts facts = next.facts();
        ResizeKeys machine = keys;
        hand.set(
                new Hand(
                        kind,
                        next.target(),
                        end,
                        trade,
                        facts == null ? "" : facts.name(),
                        facts == null ? List.of() : words.rows(facts),
                        words.maybe(next.wall()),
                        words.maybe(next.snap()),
                        machine == null ? "" : machine.typed()));
        if (previewed) {
            planning.previewPlan(next.isEdit() ? next.plan() : null);
        }
        narrate(words.status(next));
    }

    /// At most one sentence a second; the last one is always told.
    private void narrate(String sentence) {
        told = sentence;
        if (!breathing) {
            breathing = true;
            teller.accept(sentence);
            jobs.later(
                    BREATH,
                    () -> {
                        breathing = false;
                        if (!told.equals(sentence)) {
                            narrate(told);
                        }
                    });
        }
    }

    /// Lets go: what is shown becomes a step.
    public void release() {
        Outcome last = outcome;
        boolean created = purpose != null;
        drop();
        if (last != null) {
            apply(last);
            if (created && last.isEdit()) {
                document.select(new Selected.Partition(last.target()));
            }
        }
    }

    /// Leaves everything as it was before the gesture.
    public void cancel() {
        if (trial != null) {
            drop();
            planning.previewPlan(null);
            told = "";
            teller.accept("");
        }
    }

    private void drop() {
        trial = null;
        resize = null;
        keys = null;
        purpose = null;
        outcome = null;
        hand.set(null);
    }

    /// Does something that needs no gesture, or says why not.
    ///
    /// @return whether something changed
    boolean perform(Function<Trial, Outcome> gesture) {
        cancel();
        Trial now = trial();
        return now != null && apply(gesture.apply(now));
    }

    private boolean apply(Outcome last) {
        Edit edit = last.edit();
        if (edit == null) {
            planning.previewPlan(null);
            tell(words.maybe(last.wall()));
            return false;
        }
        document.apply(words.say(last.label()), edit);
        tell(last.wall() == null ? words.say(last.label()) : words.maybe(last.wall()));
        boolean there = last.target() >= 0 && document.selectedPartitions().size() <= 1;
        if (there) {
            document.select(new Selected.Partition(last.target()));
        }
        return true;
    }

    /// Says something in the status bar.
    void tell(String sentence) {
        told = sentence;
        teller.accept(sentence);
    }

    /// Shows what an outcome would come to, without a hand on it; null for nothing.
    void preview(@Nullable Outcome next) {
        planning.previewPlan(next == null || !next.isEdit() ? null : next.plan());
    }

    /// {@return the sentence}
    String say(Phrase phrase) {
        return words.say(phrase);
    }

    DocumentViewModel document() {
        return document;
    }
}
