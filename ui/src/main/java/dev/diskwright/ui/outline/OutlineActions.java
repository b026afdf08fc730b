package dev.diskwright.ui.outline;

import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.MountPoints;
import dev.diskwright.ui.contents.ContentEdits;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.document.SourcePaths;
import dev.diskwright.ui.edit.PartitionEdits;
import dev.diskwright.ui.edit.Titles;
import dev.diskwright.ui.gesture.Order;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// What can be done to the lines of the outline: to those that are selected, each time as one step with a label.
public final class OutlineActions {
    private final DocumentViewModel document;
    private final SourcePaths sources;
    private final Texts texts;
    private final PartitionEdits edits;
    private final ReadOnlyStringWrapper refusal = new ReadOnlyStringWrapper("");
    private Runnable added = () -> {};

    OutlineActions(DocumentViewModel document, SourcePaths sources, Texts texts) {
        this.document = document;
        this.sources = sources;
        this.texts = texts;
        edits = new PartitionEdits(document, texts);
        document.designProperty().subscribe(() -> refusal.set(""));
    }

    void onAdded(Runnable listener) {
        added = listener;
    }

    private List<PartitionSpec> partitions() {
        return document.explicitLayout().partitions();
    }

    private List<Content> contents() {
        return document.require().contents();
    }

    private List<Integer> entries() {
        return document.selectionProperty().get().stream()
                .filter(Selected.Entry.class::isInstance)
                .map(it -> ((Selected.Entry) it).index())
                .sorted()
                .toList();
    }

    /// {@return why the last move was refused; empty if it was not}
    public ReadOnlyStringProperty refusalProperty() {
        return refusal.getReadOnlyProperty();
    }

    /// Forgets why the last move was refused.
    public void forgetRefusal() {
        refusal.set("");
    }

    /// {@return the partition that an entry goes into; null if none takes it}
    public @Nullable Integer homeOf(int entry) {
        int home = MountPoints.partitionOf(partitions(), contents().get(entry).target());
        return home < 0 ? null : home;
    }

    void addFolder() {
        sources.chooseFolder().ifPresent(source -> addContent(source, true));
    }

    void addFile() {
        sources.chooseFile()
                .ifPresent(source ->
                        addContent(
                                source,
                                source.matches(".*\\.(tar|tgz|txz|tar\\.(gz|xz|zst)|cpio|zip)")));
    }

    /// Adds an entry to the partition that is selected or that holds what is, else to the root.
    ///
    /// @param whole whether the target becomes what the source holds
    private void addContent(String source, boolean whole) {
        String name = source.substring(source.lastIndexOf('/') + 1);
        String mount = mountOfSelected();
        String target = whole ? mount : (mount.equals("/") ? "" : mount) + "/" + name;
        var next = new ArrayList<>(contents());
        next.add(new Content(source, target, null, null, null));
        document.apply(texts.of("edit.addContent", source), new Edit.SetContents(next));
        document.select(new Selected.Entry(next.size() - 1));
        added.run();
    }

    private String mountOfSelected() {
        Integer home =
                switch (document.selectedProperty().get()) {
                    case Selected.Partition(int index) -> index;
                    case Selected.Entry(int index) -> homeOf(index);
                    case Selected.Disk _, Selected.Free _, Selected.Structure _ -> null;
                };
        String mount = home == null ? null : partitions().get(home).mount();
        return mount == null ? "/" : mount;
    }

    void addPartition() {
        int at =
                document.selectedProperty().get() instanceof Selected.Partition(int index)
                        ? index + 1
                        : partitions().size();
        String name = freeName("data", partitions());
        var spec =
                new PartitionSpec(
                        name,
                        "linux",
                        null,
                        null,
                        null,
                        SizeText.parse("256MiB"),
                        null,
                        List.of(),
                        new Filesystem.Ext4(name, null, 4096, 5),
                        null);
        document.apply(texts.of("edit.addPartition", name), new Edit.AddPartition(at, spec));
        document.select(new Selected.Partition(at));
        added.run();
    }

    private static String freeName(String stem, List<PartitionSpec> taken) {
        String base = stem.replaceAll("[0-9]+$", "");
        int number = base.equals(stem) ? 1 : 2;
        while (true) {
            String name = number == 1 ? stem : base + number;
            if (taken.stream().noneMatch(it -> it.name().equals(name))) {
                return name;
            }
            number++;
        }
    }

    /// Removes the selected partitions and entries.
    public void removeSelected() {
        List<Integer> gone = document.selectedPartitions();
        List<Integer> entries = entries();
        if (entries.isEmpty()) {
            edits.remove(gone);
            return;
        }
        var all = new ArrayList<Edit>();
        all.add(new Edit.SetContents(ContentEdits.remove(contents(), entries)));
        gone.reversed().forEach(it -> all.add(new Edit.RemovePartition(it)));
        document.apply(
                texts.of(
                        "edit.outline.remove",
                        entries.size() + gone.size(),
                        contents().get(entries.getFirst()).name()),
                new Edit.All(all));
    }

    /// Adds the selected partitions and entries once more, each behind its like. The copy of a partition has a name of its
    /// own and neither identifier nor number, mount point or place of the other.
    public void duplicateSelected() {
        List<Integer> twice = document.selectedPartitions();
        List<Integer> entries = entries();
        if (twice.isEmpty() && entries.isEmpty()) {
            return;
        }
        var all = new ArrayList<Edit>();
        var taken = new ArrayList<>(partitions());
        var selected = new ArrayList<Selected>();
        for (int i = 0; i < twice.size(); i++) {
            PartitionSpec it = partitions().get(twice.get(i));
            PartitionSpec copy = copy(it, taken);
            taken.add(copy);
            all.add(new Edit.AddPartition(twice.get(i) + i + 1, copy));
            selected.add(new Selected.Partition(twice.get(i) + i + 1));
        }
        if (!entries.isEmpty()) {
            all.add(new Edit.SetContents(ContentEdits.duplicate(contents(), entries)));
            for (int i = 0; i < entries.size(); i++) {
                selected.add(new Selected.Entry(entries.get(i) + i + 1));
            }
        }
        String first = twice.isEmpty() ? contents().get(entries.getFirst()).name() : names(twice);
        document.apply(
                texts.of("edit.outline.duplicate", twice.size() + entries.size(), first),
                new Edit.All(all));
        document.selectAll(selected);
    }

    private String names(List<Integer> indices) {
        return edits.names(indices.subList(0, 1));
    }

    private static PartitionSpec copy(PartitionSpec it, List<PartitionSpec> taken) {
        PartitionSpec plain = it.withUuid(null).withNumber(null).withMount(null);
        return plain.withName(it.name().isEmpty() ? "" : freeName(it.name(), taken))
                .withPlace(null, null, it.size());
    }

    /// {@return what can be edited of a line in place: a name, or where an entry goes; null for nothing}
    public @Nullable String nameOf(OutlineRow row) {
        return switch (row.target()) {
            case Selected.Disk _ -> document.require().name();
            case Selected.Partition(int index) -> partitions().get(index).name();
            case Selected.Entry(int index) -> contents().get(index).target();
            case null, default -> null;
        };
    }

    /// Gives a line another name, or an entry another target. What cannot be one changes nothing and says why.
    ///
    /// @return whether it was taken
    public boolean rename(OutlineRow row, String text) {
        String name = text.strip();
        switch (row.target()) {
            case Selected.Disk _ -> {
                if (name.isEmpty()) {
                    refusal.set(texts.of("disk.name.empty"));
                    return false;
                }
                document.applyQuietly(texts.of("edit.name", name), new Edit.Rename(name));
            }
            case Selected.Partition(int index) ->
                    edits.change(
                            "edit.partition.name", List.of(index), it -> it.withName(name), name);
            case Selected.Entry(int index) -> {
                if (!name.startsWith("/")) {
                    refusal.set(texts.of("outline.target.absolute"));
                    return false;
                }
                var next = new ArrayList<>(contents());
                next.set(index, next.get(index).withTarget(name));
                document.applyQuietly(texts.of("edit.target", name), new Edit.SetContents(next));
            }
            case null, default -> {}
        }
        return true;
    }

    /// {@return why the partitions `moved` cannot stand before the one that is `place` now; empty if they can}
    public String refusal(List<Integer> moved, int place) {
        PartitionSpec obstacle = Order.of(document.explicitLayout(), moved, place).obstacle();
        return obstacle == null ? "" : texts.of("table.move.pinned", Titles.of(obstacle));
    }

    /// Moves the selected partitions before the one that is `place` now, or says why not.
    public void moveBefore(int place) {
        List<Integer> moved = document.selectedPartitions();
        Order order = Order.of(document.explicitLayout(), moved, place);
        refusal.set(refusal(moved, place));
        if (order.obstacle() == null && order.changes()) {
            document.apply(texts.of("edit.reorder", edits.names(moved)), order.edit());
            document.selectAll(
                    moved.stream()
                            .<Selected>map(it -> new Selected.Partition(order.placeOf(it)))
                            .toList());
        }
    }

    /// Moves the selected partitions, or else the selected entries among those of their partition, by one place.
    ///
    /// @param step -1 upwards, 1 downwards
    public void moveSelected(int step) {
        List<Integer> moved = document.selectedPartitions();
        if (!moved.isEmpty()) {
            int place = step < 0 ? moved.getFirst() - 1 : moved.getLast() + 2;
            moveBefore(Math.clamp(place, 0, partitions().size()));
            return;
        }
        List<Integer> chosen = entries();
        if (chosen.isEmpty()) {
            return;
        }
        Integer home = homeOf(step < 0 ? chosen.getFirst() : chosen.getLast());
        int at = (step < 0 ? chosen.getFirst() : chosen.getLast()) + step;
        while (at >= 0 && at < contents().size()) {
            if (java.util.Objects.equals(homeOf(at), home)) {
                moveEntriesBefore(step < 0 ? at : at + 1, home);
                return;
            }
            at += step;
        }
    }

    /// {@return why the selected entries cannot go into partition `index`; empty if they can}
    public String refusalInto(int index) {
        PartitionSpec it = partitions().get(index);
        return it.mount() == null || !(it.filesystem() instanceof Filesystem.Formatted)
                ? texts.of("outline.refused.unmounted", edits.names(List.of(index)))
                : "";
    }

    /// Puts the selected entries into partition `index`, or says why not.
    public void moveInto(int index) {
        refusal.set(refusalInto(index));
        String mount = partitions().get(index).mount();
        List<Integer> chosen = entries();
        if (refusal.get().isEmpty() && mount != null && !chosen.isEmpty()) {
            document.apply(
                    texts.of(
                            "edit.contents.retarget",
                            chosen.size(),
                            contents().get(chosen.getFirst()).name(),
                            mount),
                    new Edit.SetContents(retargeted(chosen, index)));
        }
    }

    /// {@return the entries, those of other partitions below the mount point of partition `index`}
    private List<Content> retargeted(List<Integer> chosen, @Nullable Integer index) {
        String mount = index == null ? null : partitions().get(index).mount();
        List<Integer> others =
                chosen.stream().filter(it -> index != null && !index.equals(homeOf(it))).toList();
        return mount == null ? contents() : ContentEdits.retarget(contents(), others, mount);
    }

    /// Moves the selected entries before another, and into its partition.
    ///
    /// @param before index in the list of contents; its size for the end
    /// @param home partition that they go into; null to leave them where they are
    public void moveEntriesBefore(int before, @Nullable Integer home) {
        List<Integer> chosen = entries();
        refusal.set(home == null ? "" : refusalInto(home));
        if (chosen.isEmpty() || !refusal.get().isEmpty()) {
            return;
        }
        String first = contents().get(chosen.getFirst()).name();
        int size = contents().size();
        document.apply(
                texts.of("edit.contents.move", chosen.size(), first),
                new Edit.SetContents(ContentEdits.move(retargeted(chosen, home), chosen, before)));
        document.selectAll(
                ContentEdits.moved(size, chosen, before).stream()
                        .<Selected>map(Selected.Entry::new)
                        .toList());
    }
}
