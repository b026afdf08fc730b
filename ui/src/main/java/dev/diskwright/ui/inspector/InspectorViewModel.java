package dev.diskwright.ui.inspector;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.document.SourcePaths;
import dev.diskwright.ui.edit.FormContext;
import dev.diskwright.ui.text.Texts;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// The form for what is selected. Every field commits into an edit by itself; there is no apply.
public final class InspectorViewModel {
    /// Which form is shown.
    public enum Form {
        /// The disk as a whole.
        DISK,
        /// A partition.
        PARTITION,
        /// An entry of the contents.
        CONTENT,
        /// A segment with nothing to edit.
        SEGMENT
    }

    private final DocumentViewModel document;
    private final PlanningViewModel planning;
    private final Texts texts;
    private final DiskFormViewModel disk;
    private final PartitionFormViewModel partition;
    private final ContentFormViewModel content;
    private final ReadOnlyObjectWrapper<Form> form = new ReadOnlyObjectWrapper<>(Form.DISK);
    private final ReadOnlyStringWrapper segmentTitle = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper segmentText = new ReadOnlyStringWrapper("");

    /// Edits `document`.
    public InspectorViewModel(
            DocumentViewModel document,
            PlanningViewModel planning,
            SourcePaths sources,
            Texts texts) {
        this.document = document;
        this.planning = planning;
        this.texts = texts;
        var context = new FormContext(document, planning, sources, texts);
        disk = new DiskFormViewModel(context);
        partition = new PartitionFormViewModel(context);
        content = new ContentFormViewModel(context);
        document.designProperty().subscribe(this::refresh);
        document.selectionProperty().subscribe(this::refresh);
        document.selectedProperty().subscribe(this::refresh);
        planning.shownProperty().subscribe(this::refresh);
        planning.diagnostics().addListener((InvalidationListener) _ -> refresh());
    }

    private void refresh() {
        Design design = document.designProperty().get();
        if (design == null) {
            return;
        }
        switch (document.selectedProperty().get()) {
            case Selected.Disk _ -> {
                disk.show(design);
                form.set(Form.DISK);
            }
            case Selected.Partition _ -> {
                partition.show(document.selectedPartitions());
                form.set(Form.PARTITION);
            }
            case Selected.Entry(int index) -> {
                content.show(index);
                form.set(Form.CONTENT);
            }
            case Selected.Free(int number) -> {
                describe(segment(Segment.Free.class, number));
                form.set(Form.SEGMENT);
            }
            case Selected.Structure(int number) -> {
                describe(segment(Segment.Structure.class, number));
                form.set(Form.SEGMENT);
            }
        }
    }

    private @Nullable Segment segment(Class<? extends Segment> kind, int number) {
        Plan plan = planning.shownProperty().get();
        List<? extends Segment> all =
                plan == null
                        ? List.of()
                        : plan.segments().stream()
                                .filter(kind::isInstance)
                                .map(kind::cast)
                                .toList();
        return number < all.size() ? all.get(number) : null;
    }

    private void describe(@Nullable Segment segment) {
        if (segment == null) {
            segmentTitle.set("");
            segmentText.set("");
            return;
        }
        segmentTitle.set(
                segment instanceof Segment.Structure it
                        ? texts.orElse("structure." + it.name().replace(' ', '-'), it.name())
                        : texts.of("layout.free"));
        segmentText.set(
                texts.of(
                        "segment.place",
                        SizeText.display(segment.size()),
                        segment.size(),
                        SizeText.display(segment.start()),
                        segment.start()));
    }

    /// {@return which form is shown}
    public ReadOnlyObjectProperty<Form> formProperty() {
        return form.getReadOnlyProperty();
    }

    /// {@return JSON path of the field that should have the focus; null for none}
    public ReadOnlyObjectProperty<@Nullable String> wantedFieldProperty() {
        return document.wantedFieldProperty();
    }

    /// {@return name of a segment with nothing to edit}
    public ReadOnlyStringProperty segmentTitleProperty() {
        return segmentTitle.getReadOnlyProperty();
    }

    /// {@return place of a segment with nothing to edit}
    public ReadOnlyStringProperty segmentTextProperty() {
        return segmentText.getReadOnlyProperty();
    }

    /// {@return the disk's form}
    public DiskFormViewModel disk() {
        return disk;
    }

    /// {@return the partition's form}
    public PartitionFormViewModel partition() {
        return partition;
    }

    /// {@return the content's form}
    public ContentFormViewModel content() {
        return content;
    }
}
