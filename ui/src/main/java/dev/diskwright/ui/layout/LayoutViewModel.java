package dev.diskwright.ui.layout;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import javafx.beans.InvalidationListener;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/// The disk as strip and table show it. Strip, table and outline share one selection.
public final class LayoutViewModel {
    private final DocumentViewModel document;
    private final PlanningViewModel planning;
    private final Texts texts;
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
    private Runnable opener = () -> {};
    private long grain = 1 << 20;

    /// Shows the plan that `planning` keeps.
    public LayoutViewModel(DocumentViewModel document, PlanningViewModel planning, Texts texts) {
        this.document = document;
        this.planning = planning;
        this.texts = texts;
        document.designProperty()
                .subscribe(design -> title.set(design == null ? "" : design.name()));
        planning.planProperty().subscribe(this::refresh);
        planning.diagnostics().addListener((InvalidationListener) _ -> refresh());
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

    /// Selects the disk as a whole.
    public void selectDisk() {
        document.select(Selected.DISK);
    }

    /// Opens the form of what is selected.
    public void openSelected() {
        opener.run();
    }

    /// Selects the neighbour of what is selected, or the first item.
    ///
    /// @param step 1 to the right, -1 to the left; larger steps stop at the ends
    public void move(int step) {
        List<StripItem> shown = items.get();
        if (shown.isEmpty()) {
            return;
        }
        int at = -1;
        for (int i = 0; i < shown.size(); i++) {
            at = shown.get(i).target().equals(document.selectedProperty().get()) ? i : at;
        }
        int next = at < 0 ? (step > 0 ? 0 : shown.size() - 1) : at + step;
        select(shown.get(Math.clamp(next, 0, shown.size() - 1)));
    }

    private void refresh() {
        Plan plan = planning.planProperty().get();
        if (plan == null) {
            items.set(List.of());
            return;
        }
        List<StripItem> all = StripItems.of(plan, planning.problemsProperty().get(), texts);
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
