package dev.diskwright.ui.layout;

import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.SizeExpression;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.ui.command.Command;
import dev.diskwright.ui.command.CommandRegistry;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.gesture.Blocks;
import dev.diskwright.ui.gesture.FreeSpace;
import dev.diskwright.ui.gesture.NewPartition;
import dev.diskwright.ui.gesture.Outcome;
import dev.diskwright.ui.gesture.PartitionText;
import dev.diskwright.ui.gesture.Phrase;
import dev.diskwright.ui.gesture.Purpose;
import dev.diskwright.ui.gesture.Reorder;
import dev.diskwright.ui.gesture.Resize;
import dev.diskwright.ui.gesture.Trial;
import dev.diskwright.ui.service.Desktop;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// What can be done to what is selected, as commands and as the items of its menu.
public final class StripActions {
    private static final int MANY_GRAINS = 64;

    private final StripViewModel strip;
    private final LayoutViewModel layout;
    private final DocumentViewModel document;
    private final Desktop desktop;
    private final CommandRegistry commands;
    private final Texts texts;
    private BooleanSupplier otherPaster = () -> false;
    private final ReadOnlyStringWrapper needsPartition = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper needsDocument = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable Asked> asked = new ReadOnlyObjectWrapper<>();

    /// What the strip is asked to show: a menu, or an explanation.
    ///
    /// @param lines of the explanation; empty for the menu
    public record Asked(Selected target, List<String> lines) {}

    /// @param desktop takes copies
    /// @param commands takes what can be done
    public StripActions(
            StripViewModel strip,
            LayoutViewModel layout,
            DocumentViewModel document,
            Desktop desktop,
            CommandRegistry commands,
            Texts texts) {
        this.strip = strip;
        this.layout = layout;
        this.document = document;
        this.desktop = desktop;
        this.commands = commands;
        this.texts = texts;
        document.selectionProperty().subscribe(this::refresh);
        document.designProperty().subscribe(this::refresh);
        addCommands();
        layout.onAdd(() -> add(Purpose.DATA));
    }

    private void refresh() {
        boolean open = document.designProperty().get() != null;
        needsDocument.set(open ? "" : texts.of("reason.noDocument"));
        needsPartition.set(
                !open
                        ? texts.of("reason.noDocument")
                        : document.selectedPartitions().isEmpty()
                                ? texts.of("reason.noPartition")
                                : "");
    }

    /// {@return what the strip is asked to show; null for nothing}
    public ReadOnlyObjectProperty<@Nullable Asked> askedProperty() {
        return asked.getReadOnlyProperty();
    }

    /// What was asked for is shown, or no longer wanted.
    public void answered() {
        asked.set(null);
    }

    /// {@return every command}
    public CommandRegistry commands() {
        return commands;
    }

    /// {@return the words}
    public Texts texts() {
        return texts;
    }

    private void addCommands() {
        commands.in(Command.Group.PARTITION);
        on("open", "", "fth-sliders", layout::openSelected);
        on("rename", "F2", "fth-edit-3", () -> edit(StripEditor.Field.NAME));
        on("size", "S", "", () -> edit(StripEditor.Field.SIZE));
        on("resize", "R", "fth-maximize-2", () -> lead(strip::startKeys));
        on("pin", "P", "fth-lock", () -> perform(Blocks::pin));
        on("explain", "Shortcut+Shift+E", "fth-help-circle", this::explain);
        commands.in(Command.Group.PARTITION);
        on("fixed", "", "fth-minus", this::fix);
        on("fit", "", "fth-link-2", () -> size("fit"));
        on("rest", "", "fth-maximize", () -> size("rest"));
        on("grow", "Alt+Right", "", () -> grow(1));
        on("shrink", "Alt+Left", "", () -> grow(-1));
        on("growMuch", "Alt+Shift+Right", "", () -> grow(MANY_GRAINS));
        on("shrinkMuch", "Alt+Shift+Left", "", () -> grow(-MANY_GRAINS));
        commands.in(Command.Group.PARTITION);
        on("moveLeft", "Shortcut+Shift+Left", "fth-arrow-left", () -> move(-1));
        on("moveRight", "Shortcut+Shift+Right", "fth-arrow-right", () -> move(1));
        on("duplicate", "Shortcut+D", "fth-copy", this::duplicate);
        on("delete", "Delete", "fth-trash-2", this::delete);
        commands.in(Command.Group.PARTITION);
        for (Purpose purpose : Purpose.values()) {
            any("add." + purpose.id(), "", () -> add(purpose));
        }
        commands.in(Command.Group.EDIT);
        on("copy", "Shortcut+C", "fth-clipboard", this::copy);
        any("paste", "Shortcut+V", this::pasteFromDesktop);
        any("selectAll", "Shortcut+A", layout::selectAllPartitions);
        commands.in(Command.Group.VIEW);
        any("menu", "Shift+F10", this::menu);
        any("scale", "L", layout::nextScale);
        any("structures", "T", this::toggleStructures);
        any("zoomIn", "Shortcut+Equals", () -> layout.zoomBy(1));
        any("zoomOut", "Shortcut+Minus", () -> layout.zoomBy(-1));
        any("zoomWhole", "Shortcut+0", () -> layout.zoomBy(0));
    }

    private void toggleStructures() {
        layout.structuresProperty().set(!layout.structuresProperty().get());
    }

    /// Takes what pastes all that is no partition.
    ///
    /// @param newPaster tells whether there was something
    public void onPasteOther(BooleanSupplier newPaster) {
        otherPaster = newPaster;
    }

    private void pasteFromDesktop() {
        if (!paste(desktop.pastedText()) && !otherPaster.getAsBoolean()) {
            strip.tell(texts.of("paste.nothing"));
        }
    }

    private void on(String id, String key, String icon, Runnable action) {
        commands.addToStrip("strip." + id, key, icon, needsPartition, action);
    }

    private void any(String id, String key, Runnable action) {
        commands.addToStrip("strip." + id, key, "", needsDocument, action);
    }

    private void lead(java.util.function.IntConsumer action) {
        if (!document.selectedPartitions().isEmpty()) {
            action.accept(leadIndex());
        }
    }

    private int leadIndex() {
        return document.selectedProperty().get() instanceof Selected.Partition(int index)
                ? index
                : document.selectedPartitions().getLast();
    }

    private void edit(StripEditor.Field field) {
        lead(index -> strip.editor().start(index, field));
    }

    private boolean perform(BiFunction<Trial, List<Integer>, Outcome> gesture) {
        List<Integer> indices = document.selectedPartitions();
        return strip.perform(trial -> gesture.apply(trial, indices));
    }

    /// Pins what is clicked, or lets it go.
    public void pin(int index) {
        strip.perform(trial -> Blocks.pin(trial, List.of(index)));
    }

    private void duplicate() {
        perform(Blocks::duplicate);
    }

    private void delete() {
        int least = document.selectedPartitions().getFirst();
        if (perform(Blocks::delete)) {
            int left = document.explicitLayout().partitions().size();
            document.select(
                    left == 0 ? Selected.DISK : new Selected.Partition(Math.min(least, left - 1)));
        }
    }

    private void move(int step) {
        lead(index ->
                strip.perform(trial -> {
                    int rank = rank(trial.start(), index);
                    int caret = step < 0 ? rank - 1 : rank + 2;
                    int count = trial.start().partitions().size();
                    return Reorder.to(trial, index, Math.clamp(caret, 0, count));
                }));
    }

    private static int rank(Plan plan, int index) {
        List<Segment.Partition> order =
                plan.partitions().stream()
                        .sorted(Comparator.comparingLong(Segment.Partition::start))
                        .toList();
        int rank = 0;
        while (rank < order.size() && order.get(rank).index() != index) {
            rank++;
        }
        return rank;
    }

    private void grow(int grains) {
        lead(index ->
                strip.perform(trial -> {
                    Resize resize = Resize.of(trial, index, Resize.Edge.END);
                    return resize.at(resize.origin() + grains * trial.grain(), false);
                }));
    }

    /// States the size of what is selected anew.
    public void size(String expression) {
        SizeExpression size = SizeText.parse(expression);
        perform((trial, indices) -> Blocks.size(trial, indices, size));
    }

    private void fix() {
        lead(index ->
                strip.perform(trial -> {
                    long size = trial.start().partition(index).map(Segment::size).orElse(0L);
                    return Blocks.size(trial, List.of(index), SizeExpression.fixed(size));
                }));
    }

    /// Gives what is selected another purpose.
    public void turn(Purpose purpose) {
        perform((trial, indices) -> Blocks.turn(trial, indices, purpose));
    }

    /// Adds a partition where one would expect it: into the free space that is selected, behind the selected partition
    /// if there is room, else into the largest free space.
    public void add(Purpose purpose) {
        Function<Trial, Outcome> gesture = trial -> NewPartition.of(trial, purpose, spot(trial));
        if (strip.perform(gesture)) {
            layout.focusSelected();
        }
    }

    private NewPartition.Spot spot(Trial trial) {
        return switch (document.selectedProperty().get()) {
            case Selected.Free(int number) -> new NewPartition.Free(number);
            case Selected.Partition(int index) ->
                    new NewPartition.Caret(rank(trial.start(), index) + 1);
            case Selected.Disk _, Selected.Structure _, Selected.Entry _ ->
                    NewPartition.usual(trial);
        };
    }

    /// Uses a free stretch.
    public void use(int number, FreeSpace.Use use) {
        strip.perform(trial -> FreeSpace.of(trial, number, use));
    }

    /// {@return why a free stretch cannot be used so; empty if it can}
    public String reason(int number, FreeSpace.Use use) {
        Trial trial = strip.trial();
        Phrase wall = trial == null ? null : FreeSpace.of(trial, number, use).wall();
        return wall == null ? "" : strip.say(wall);
    }

    private void copy() {
        Trial trial = strip.trial();
        if (trial != null) {
            List<Integer> indices = document.selectedPartitions();
            desktop.copy(PartitionText.write(trial.start().design(), indices));
            strip.tell(texts.of("copy.done", indices.size()));
        }
    }

    /// Adds the partitions that a text copied from the strip holds.
    ///
    /// @return whether it held any
    public boolean paste(String text) {
        Optional<List<PartitionText.Copied>> copied = PartitionText.read(text);
        copied.ifPresent(all -> strip.perform(trial -> pasted(trial, all)));
        return copied.isPresent();
    }

    /// {@return what adding all of them comes to, as one step}
    private Outcome pasted(Trial trial, List<PartitionText.Copied> all) {
        Trial current = trial;
        var edits = new ArrayList<Edit>();
        Outcome last = NewPartition.nothing(trial);
        for (PartitionText.Copied it : all) {
            last = NewPartition.of(current, it.spec(), it.size(), spot(current));
            Edit edit = last.edit();
            if (edit == null) {
                return last;
            }
            edits.add(edit);
            current = Trial.of(last.plan());
        }
        return edits.isEmpty() ? last : last.withEdit(new Edit.All(edits));
    }

    private void menu() {
        asked.set(new Asked(document.selectedProperty().get(), List.of()));
    }

    private void explain() {
        Trial trial = strip.trial();
        if (trial != null) {
            lead(index ->
                    asked.set(
                            new Asked(
                                    new Selected.Partition(index),
                                    Explanation.of(trial.start(), index, texts))));
        }
    }
}
