package dev.diskwright.ui.layout;

import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Layout;
import dev.diskwright.core.design.Preset;
import dev.diskwright.core.design.Presets;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.edit.Remedies;
import dev.diskwright.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// The disk as strip and table show it. Strip, table and outline share one selection.
public final class LayoutViewModel {
    private final DocumentViewModel document;
    private final PlanningViewModel planning;
    private final Texts texts;
    private final Remedies remedies;
    private final ReadOnlyObjectWrapper<List<StripItem>> items =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper size = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper freeText = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper grainText = new ReadOnlyStringWrapper("");
    private final BooleanProperty structures = new SimpleBooleanProperty();
    private final ObjectProperty<StripGeometry.Scale> scale =
            new SimpleObjectProperty<>(StripGeometry.Scale.TRUE);
    private final ReadOnlyObjectWrapper<@Nullable Surplus> surplus = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper empty = new ReadOnlyBooleanWrapper();
    private final BooleanProperty animated = new SimpleBooleanProperty(true);
    private final BooleanProperty singleLetters = new SimpleBooleanProperty(true);
    private Runnable opener = () -> {};
    private Runnable focuser = () -> {};
    private Runnable adder = () -> {};
    private Runnable sourceChooser = () -> {};
    private IntConsumer zoomer = _ -> {};
    private long grain = 1 << 20;

    /// Shows the plan that `planning` keeps.
    public LayoutViewModel(DocumentViewModel document, PlanningViewModel planning, Texts texts) {
        this.document = document;
        this.planning = planning;
        this.texts = texts;
        remedies = new Remedies(document, planning, texts);
        document.designProperty()
                .subscribe(design -> title.set(design == null ? "" : design.name()));
        planning.shownProperty().subscribe(this::refresh);
        planning.problemsProperty().subscribe(this::refresh);
        structures.subscribe(this::refresh);
    }

    /// {@return the segments to show, in disk order; structures only where they are asked for}
    public ReadOnlyObjectProperty<List<StripItem>> itemsProperty() {
        return items.getReadOnlyProperty();
    }

    /// {@return the design's name}
    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /// {@return one line about the disk}
    public ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    /// {@return size of the disk for people}
    public ReadOnlyStringProperty sizeProperty() {
        return size.getReadOnlyProperty();
    }

    /// {@return what is free, for the status bar}
    public ReadOnlyStringProperty freeProperty() {
        return freeText.getReadOnlyProperty();
    }

    /// {@return the grain, for the status bar}
    public ReadOnlyStringProperty grainProperty() {
        return grainText.getReadOnlyProperty();
    }

    /// {@return whether structures are shown}
    public BooleanProperty structuresProperty() {
        return structures;
    }

    /// {@return whether blocks slide to their places}
    public BooleanProperty animatedProperty() {
        return animated;
    }

    /// {@return whether letters alone are keys while the strip has the focus}
    public BooleanProperty singleLettersProperty() {
        return singleLetters;
    }

    /// {@return how sizes become widths}
    public ObjectProperty<StripGeometry.Scale> scaleProperty() {
        return scale;
    }

    /// {@return what is selected}
    public ReadOnlyObjectProperty<Selected> selectedProperty() {
        return document.selectedProperty();
    }

    /// {@return whether the picture is older than the design}
    public ReadOnlyBooleanProperty busyProperty() {
        return planning.busyProperty();
    }

    /// {@return alignment step in bytes}
    public long grain() {
        return grain;
    }

    /// Takes what opens the inspector.
    public void onOpen(Runnable newOpener) {
        opener = newOpener;
    }

    /// Selects an item.
    public void select(StripItem item) {
        document.select(item.target());
    }

    /// Adds an item to what is selected, or takes it out.
    public void toggle(StripItem item) {
        document.toggle(item.target());
    }

    /// Selects everything from what was selected first to `item`.
    public void extendTo(StripItem item) {
        Selected anchor = document.selectionProperty().get().getFirst();
        List<Selected> all = items.get().stream().map(StripItem::target).toList();
        int from = all.indexOf(anchor);
        int to = all.indexOf(item.target());
        if (from < 0 || to < 0) {
            select(item);
            return;
        }
        List<Selected> range = all.subList(Math.min(from, to), Math.max(from, to) + 1);
        document.selectAll(from <= to ? range : range.reversed());
    }

    /// Selects every partition.
    public void selectAllPartitions() {
        document.selectAll(
                items.get().stream()
                        .map(StripItem::target)
                        .filter(Selected.Partition.class::isInstance)
                        .toList());
    }

    /// Selects the disk as a whole.
    public void selectDisk() {
        document.select(Selected.DISK);
    }

    /// Opens the form of what is selected.
    public void openSelected() {
        opener.run();
    }

    /// {@return the contents of a partition: index of each entry in the document, and what it is called}
    ///
    /// @param mount where the partition is mounted
    public SortedMap<Integer, String> entries(String mount) {
        var entries = new TreeMap<Integer, String>();
        Design design = document.require();
        List<Content> all = design.contents();
        for (int i = 0; i < all.size(); i++) {
            Content it = all.get(i);
            if (StripItems.mountOf(design, it.target()).equals(mount)) {
                entries.put(i, texts.of("menu.entry", it.name(), it.target()));
            }
        }
        return entries;
    }

    /// Opens the form of an entry of the contents.
    public void openEntry(int index) {
        document.select(new Selected.Entry(index));
        opener.run();
    }

    /// Selects the neighbour of what is selected, or the first item.
    ///
    /// @param step 1 to the right, -1 to the left; larger steps stop at the ends
    public void move(int step) {
        move(step, false);
    }

    /// Selects the neighbour of what is selected; where no item is, the first one to the right, the last one to the
    /// left.
    ///
    /// @param step 1 to the right, -1 to the left; larger steps stop at the ends
    /// @param extend whether what was selected stays so
    public void move(int step, boolean extend) {
        List<StripItem> shown = items.get();
        if (shown.isEmpty()) {
            return;
        }
        int at = -1;
        for (int i = 0; i < shown.size(); i++) {
            at = shown.get(i).target().equals(document.selectedProperty().get()) ? i : at;
        }
        int outside = step > 0 ? -1 : shown.size();
        int next = (at < 0 && Math.abs(step) < shown.size() ? outside : at) + step;
        StripItem item = shown.get(Math.clamp(next, 0, shown.size() - 1));
        if (extend) {
            extendTo(item);
        } else {
            select(item);
        }
    }

    /// Shows the next scale.
    public void nextScale() {
        scale.set(
                switch (scale.get()) {
                    case TRUE -> StripGeometry.Scale.LOG;
                    case LOG -> StripGeometry.Scale.EQUAL;
                    case EQUAL -> StripGeometry.Scale.TRUE;
                });
    }

    /// Zooms by steps about what is selected; 0 shows the whole strip.
    public void zoomBy(int steps) {
        zoomer.accept(steps);
    }

    /// Takes what adds a partition.
    public void onAdd(Runnable newAdder) {
        adder = newAdder;
    }

    /// Adds a partition at a sensible place.
    public void addPartition() {
        adder.run();
    }

    /// Takes what zooms.
    public void onZoom(IntConsumer newZoomer) {
        zoomer = newZoomer;
    }

    /// Takes what brings the focus to the selected block.
    public void onFocus(Runnable newFocuser) {
        focuser = newFocuser;
    }

    /// Brings the focus to the selected block.
    public void focusSelected() {
        focuser.run();
    }

    /// Takes what makes a disk from a folder or an image that the person chooses.
    public void onChooseSource(Runnable newChooser) {
        sourceChooser = newChooser;
    }

    /// Makes a disk from a folder or an image that the person chooses.
    public void chooseSource() {
        sourceChooser.run();
    }

    /// Starts the layout anew.
    ///
    /// @param preset as the document calls it
    public void startWith(String preset) {
        for (Preset it : Preset.values()) {
            if (it.toString().equals(preset)) {
                Layout layout = document.require().layout();
                document.apply(
                        texts.of("gesture.preset", texts.of("empty." + preset)),
                        new Edit.SetLayout(layout.withPartitions(List.of()).withPreset(it)));
            }
        }
    }

    /// {@return everything that is selected}
    public ReadOnlyObjectProperty<List<Selected>> selectionProperty() {
        return document.selectionProperty();
    }

    /// {@return what runs off the disk; null if nothing does}
    public ReadOnlyObjectProperty<@Nullable Surplus> surplusProperty() {
        return surplus.getReadOnlyProperty();
    }

    /// {@return whether there is a disk without any partition}
    public ReadOnlyBooleanProperty emptyProperty() {
        return empty.getReadOnlyProperty();
    }

    private void refresh() {
        Plan plan = planning.shownProperty().get();
        if (plan == null) {
            items.set(List.of());
            return;
        }
        List<StripItem> all = StripItems.of(plan, planning.problemsProperty().get(), texts);
        empty.set(Presets.expand(plan.design()).partitions().isEmpty());
        surplus.set(Surplus.of(plan, texts, remedies));
        items.set(
                structures.get() ? all : all.stream().filter(item -> !item.isStructure()).toList());
        Design design = plan.design();
        size.set(SizeText.display(plan.size()));
        summary.set(
                texts.of(
                        "layout.summary",
                        SizeText.display(plan.size()),
                        texts.of("table." + plan.table().name().toLowerCase(Locale.ROOT)),
                        plan.partitions().size(),
                        plan.sectorSize() == 512 ? 0 : 1,
                        plan.sectorSize()));
        grain = Math.max(1, design.layout().align().inBytes(plan.sectorSize()));
        long free =
                plan.segments().stream()
                        .filter(Segment.Free.class::isInstance)
                        .mapToLong(Segment::size)
                        .sum();
        freeText.set(texts.of("status.free", SizeText.display(free)));
        grainText.set(texts.of("status.grain", SizeText.display(grain)));
    }
}
