package dev.diskwright.ui.inspector;

import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.core.plan.Volume;
import dev.diskwright.ui.edit.EntryFields;
import dev.diskwright.ui.edit.FormContext;
import dev.diskwright.ui.edit.PartitionFields;
import dev.diskwright.ui.edit.PartitionTargets;
import dev.diskwright.ui.edit.PlaceFields;
import dev.diskwright.ui.edit.RoleChoice;
import dev.diskwright.ui.edit.Titles;
import dev.diskwright.ui.form.TextFieldModel;
import dev.diskwright.ui.layout.Role;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// The form for one partition, or for several at once: values they share are shown, and an edit reaches all of them.
public final class PartitionFormViewModel {
    private final FormContext context;
    private final PartitionTargets targets;
    private final PartitionFields fields;
    private final PlaceFields place;
    private final EntryFields entry;
    private final FilesystemFormViewModel filesystem;
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper subtitle = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper contents = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper device = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper fromPreset = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Role> role = new ReadOnlyObjectWrapper<>();
    private Runnable contentsOpener = () -> {};

    PartitionFormViewModel(FormContext context) {
        this.context = context;
        targets = new PartitionTargets(context.document(), context.planning(), context.texts());
        fields = new PartitionFields(targets);
        place = new PlaceFields(targets);
        entry = new EntryFields(targets);
        filesystem = new FilesystemFormViewModel(context, targets);
    }

    /// Takes what brings the contents of the selected partition into view.
    public void onOpenContents(Runnable newOpener) {
        contentsOpener = newOpener;
    }

    /// Brings the contents into view.
    public void openContents() {
        contentsOpener.run();
    }

    /// Takes the partitions out of the layout.
    public void remove() {
        targets.remove();
    }

    void show(List<Integer> indices) {
        targets.take(indices);
        if (targets.specs().isEmpty()) {
            return;
        }
        List<PartitionSpec> all = context.document().explicitLayout().partitions();
        fromPreset.set(context.document().require().layout().preset() != null);
        title.set(
                targets.several()
                        ? context.texts().of("partition.several", indices.size())
                        : Titles.of(targets.first()));
        subtitle.set(
                targets.several()
                        ? context.texts().of("partition.several.help")
                        : context.texts()
                                .of(
                                        "partition.title",
                                        targets.indices().getFirst() + 1,
                                        all.size()));
        List<Role> roles = targets.specs().stream().map(RoleChoice::of).distinct().toList();
        role.set(roles.size() == 1 ? roles.getFirst() : null);
        fields.show();
        place.show();
        entry.show();
        filesystem.show();
        Segment.Partition resolved = targets.resolved();
        contents.set(resolved == null ? "" : contentsOf(resolved));
        device.set(resolved == null ? "" : resolved.device());
    }

    private String contentsOf(Segment.Partition it) {
        Volume volume = it.volume();
        Filesystem files = it.spec().filesystem();
        if (files == null) {
            return context.texts().of("partition.contents.blank");
        }
        if (volume != null && files instanceof Filesystem.Image image) {
            String size = SizeText.display(volume.minimumSize());
            return context.texts().of("partition.facts.image", image.source(), size);
        }
        return volume == null
                ? ""
                : context.texts()
                        .of(
                                "partition.facts.files",
                                volume.files(),
                                SizeText.display(volume.minimumSize()));
    }

    /// {@return what they are for; null where they differ}
    public ReadOnlyObjectProperty<@Nullable Role> roleProperty() {
        return role.getReadOnlyProperty();
    }

    /// {@return what it is called}
    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /// {@return its place among the partitions, in words}
    public ReadOnlyStringProperty subtitleProperty() {
        return subtitle.getReadOnlyProperty();
    }

    /// {@return what is in it, in words; empty for several}
    public ReadOnlyStringProperty contentsProperty() {
        return contents.getReadOnlyProperty();
    }

    /// {@return path it will have in any machine; empty if it has none, and for several}
    public ReadOnlyStringProperty deviceProperty() {
        return device.getReadOnlyProperty();
    }

    /// {@return whether an edit will write a preset out}
    public ReadOnlyBooleanProperty fromPresetProperty() {
        return fromPreset.getReadOnlyProperty();
    }

    /// {@return name, role, size, file system, mount point, type}
    public PartitionFields fields() {
        return fields;
    }

    /// {@return name in the table}
    public TextFieldModel name() {
        return fields.name();
    }

    /// {@return size expression}
    public TextFieldModel size() {
        return fields.size();
    }

    /// {@return start, pin, end, alignment}
    public PlaceFields place() {
        return place;
    }

    /// {@return number, GUID, attributes}
    public EntryFields entry() {
        return entry;
    }

    /// {@return settings of its file system}
    public FilesystemFormViewModel filesystem() {
        return filesystem;
    }
}
