package dev.diskwright.ui.contents;

import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Derived;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.document.SourcePaths;
import dev.diskwright.ui.job.JobRunner;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What goes into the partitions, entry by entry, and every way to change it.
public final class ContentsViewModel {
    private final DocumentViewModel document;
    private final PlanningViewModel planning;
    private final SourcePaths sources;
    private final Texts texts;
    private final ResolvedViewModel resolved;
    private final ObservableList<ContentRow> rows = FXCollections.observableArrayList();
    private final ObservableList<ContentRow> rowsView =
            FXCollections.unmodifiableObservableList(rows);
    private final StringProperty filter = new SimpleStringProperty("");
    private final ReadOnlyBooleanWrapper empty = new ReadOnlyBooleanWrapper(true);
    private final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper editNote = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper editRefused = new ReadOnlyBooleanWrapper();
    private final Set<Integer> closed = new HashSet<>();
    private int home = -1;

    /// Edits the contents of `document`.
    public ContentsViewModel(
            DocumentViewModel document,
            PlanningViewModel planning,
            SourcePaths sources,
            JobRunner jobs,
            Texts texts) {
        this.document = document;
        this.planning = planning;
        this.sources = sources;
        this.texts = texts;
        resolved = new ResolvedViewModel(planning, jobs, texts);
        resolved.onGoToEntry(index -> {
            filter.set("");
            closed.clear();
            refresh();
            document.select(new Selected.Entry(index));
        });
        document.designProperty().subscribe(this::refresh);
        planning.planProperty().subscribe(this::refresh);
        planning.diagnostics().addListener((InvalidationListener) _ -> refresh());
        document.selectedProperty().subscribe(this::follow);
        filter.subscribe(this::refresh);
    }

    private void refresh() {
        Design design = document.designProperty().get();
        if (design == null) {
            rows.clear();
            empty.set(true);
            return;
        }
        List<ContentRow> next =
                new ContentRows(
                                design,
                                planning.planProperty().get(),
                                planning.problemsProperty().get(),
                                texts)
                        .rows(closed, filter.get());
        if (!next.equals(rows)) {
            rows.setAll(next);
        }
        empty.set(
                design.contents().isEmpty()
                        && next.stream().noneMatch(ContentRow.Derived.class::isInstance));
        status.set(
                next.isEmpty() && !filter.get().isBlank()
                        ? texts.of("contents.notFound", filter.get().strip())
                        : texts.of("contents.count", design.contents().size()));
        follow();
    }

    /// The files beside the list are those of the partition that is selected, or that the selected entry goes into.
    private void follow() {
        switch (document.selectedProperty().get()) {
            case Selected.Partition(int index) -> home = index;
            case Selected.Entry(int index) -> home = homeOf(index);
            case Selected.Disk _, Selected.Free _, Selected.Structure _ -> {}
        }
        if (rows.stream().noneMatch(it -> isHome(it, home)) && filter.get().isBlank()) {
            home = fullest();
        }
        resolved.partitionProperty().set(home);
    }

    private static boolean isHome(ContentRow row, int partition) {
        return row instanceof ContentRow.Home it && it.partition() == partition;
    }

    private int homeOf(int entry) {
        int last = -1;
        for (ContentRow row : rows) {
            switch (row) {
                case ContentRow.Home it -> last = it.partition();
                case ContentRow.Entry it when it.index() == entry -> {
                    return last;
                }
                case ContentRow.Entry _, ContentRow.Derived _ -> {}
            }
        }
        return home;
    }

    /// {@return the partition on `/`, or else the first that can hold files}
    private int fullest() {
        int first = -1;
        for (ContentRow row : rows) {
            if (row instanceof ContentRow.Home it) {
                if (it.mount().equals("/")) {
                    return it.partition();
                }
                first = first < 0 ? it.partition() : first;
            }
        }
        return first;
    }

    /// {@return the lines}
    public ObservableList<ContentRow> rows() {
        return rowsView;
    }

    /// {@return what is searched for in sources and targets}
    public StringProperty filterProperty() {
        return filter;
    }

    /// {@return whether the design has no contents yet}
    public ReadOnlyBooleanProperty emptyProperty() {
        return empty.getReadOnlyProperty();
    }

    /// {@return how many entries there are, in words}
    public ReadOnlyStringProperty statusProperty() {
        return status.getReadOnlyProperty();
    }

    /// {@return what the text that is being typed into a row comes to, or what is wrong with it}
    public ReadOnlyStringProperty editNoteProperty() {
        return editNote.getReadOnlyProperty();
    }

    /// {@return whether the text that is being typed is refused}
    public ReadOnlyBooleanProperty editRefusedProperty() {
        return editRefused.getReadOnlyProperty();
    }

    /// {@return everything that is selected}
    public ReadOnlyObjectProperty<List<Selected>> selectionProperty() {
        return document.selectionProperty();
    }

    /// {@return the files of the partition in view}
    public ResolvedViewModel resolved() {
        return resolved;
    }

    /// Selects what lines stand for.
    public void select(List<ContentRow> chosen) {
        var all = new ArrayList<Selected>();
        for (ContentRow row : chosen) {
            switch (row) {
                case ContentRow.Home it -> {
                    if (it.partition() >= 0) {
                        all.add(new Selected.Partition(it.partition()));
                    }
                }
                case ContentRow.Entry it -> all.add(new Selected.Entry(it.index()));
                case ContentRow.Derived _ -> {}
            }
        }
        if (!all.isEmpty() && !all.equals(document.selectionProperty().get())) {
            document.selectAll(all);
        }
    }

    /// Lists a partition's entries below it, or no longer.
    public void toggle(ContentRow.Home row) {
        if (!closed.remove(row.partition())) {
            closed.add(row.partition());
        }
        refresh();
    }

    /// Leaves a file out that follows from the design, or lets it follow again.
    public void toggle(ContentRow.Derived row) {
        Derived next = document.require().derived().withFile(row.path(), !row.wanted());
        document.apply(
                texts.of(row.wanted() ? "edit.derived.without" : "edit.derived.with", row.path()),
                new Edit.SetDerived(next));
    }

    /// Derives `/etc/fstab` from the mount points.
    public void addFstab() {
        Derived derived = document.require().derived();
        document.apply(
                texts.of("edit.derived.fstab"),
                new Edit.SetDerived(derived.withFstab(true).withFile("/etc/fstab", true)));
    }

    /// Derives an empty `/etc/machine-id`.
    public void addMachineId() {
        Derived derived = document.require().derived();
        derive("machineId", derived.withMachineId(true).withFile("/etc/machine-id", true));
    }

    /// Derives `/etc/hostname` from the design's name.
    public void addHostname() {
        Derived derived = document.require().derived();
        derive("hostname", derived.withHostname(true).withFile("/etc/hostname", true));
    }

    /// Lets the last file system grow at first boot.
    ///
    /// @param partition whether its partition grows too
    public void addGrowth(boolean partition) {
        Derived derived = document.require().derived().withFstab(true);
        derive(
                partition ? "repart" : "grow",
                derived.withFile("/etc/fstab", true)
                        .withGrow(partition ? Derived.Grow.PARTITION : Derived.Grow.FILESYSTEM));
    }

    private void derive(String what, Derived next) {
        document.apply(texts.of("edit.derived." + what), new Edit.SetDerived(next));
    }

    private List<Integer> entries() {
        var indices = new TreeSet<Integer>();
        for (Selected it : document.selectionProperty().get()) {
            if (it instanceof Selected.Entry(int index)) {
                indices.add(index);
            }
        }
        return List.copyOf(indices);
    }

    private List<Content> contents() {
        return document.require().contents();
    }

    private void set(List<Content> next, String key, Object... arguments) {
        document.apply(texts.of(key, arguments), new Edit.SetContents(next));
    }

    /// Adds a folder that the person chooses.
    public void addFolder() {
        sources.chooseFolder().ifPresent(source -> add(source, true));
    }

    /// Adds a file or an archive that the person chooses.
    public void addFile() {
        sources.chooseFile()
                .ifPresent(source -> add(source, ContentRows.icon(source).equals("fth-archive")));
    }

    /// Adds a file that the design itself brings, empty for now.
    public void addText() {
        String mount = mountOfHome();
        Set<String> taken = contents().stream().map(Content::target).collect(Collectors.toSet());
        String target = below(mount, "file");
        for (int i = 2; taken.contains(target); i++) {
            target = below(mount, "file" + i);
        }
        add(new Content("", target, null, null, null).withText(""));
    }

    private static String below(String mount, String name) {
        return (mount.equals("/") ? "" : mount) + "/" + name;
    }

    /// Adds an entry.
    ///
    /// @param whole whether the target becomes what the source holds, instead of a file below the mount point
    private void add(String source, boolean whole) {
        String mount = mountOfHome();
        String name = source.substring(source.lastIndexOf('/') + 1);
        add(new Content(source, whole ? mount : below(mount, name), null, null, null));
    }

    /// Adds an entry behind the selected one.
    private void add(Content entry) {
        List<Integer> chosen = entries();
        int at = chosen.isEmpty() ? contents().size() : chosen.getLast() + 1;
        set(ContentEdits.insert(contents(), at, List.of(entry)), "edit.addContent", entry.name());
        document.select(new Selected.Entry(at));
    }

    private String mountOfHome() {
        List<PartitionSpec> partitions = document.explicitLayout().partitions();
        String mount = home >= 0 && home < partitions.size() ? partitions.get(home).mount() : null;
        return mount == null ? "/" : mount;
    }

    /// Takes the selected entries out.
    public void removeSelected() {
        List<Integer> chosen = entries();
        if (chosen.isEmpty()) {
            return;
        }
        String first = contents().get(chosen.getFirst()).name();
        List<Content> next = ContentEdits.remove(contents(), chosen);
        set(next, "edit.contents.remove", chosen.size(), first);
        if (!next.isEmpty()) {
            document.select(new Selected.Entry(Math.min(chosen.getFirst(), next.size() - 1)));
        }
    }

    /// Adds the selected entries once more.
    public void duplicateSelected() {
        List<Integer> chosen = entries();
        if (!chosen.isEmpty()) {
            String first = contents().get(chosen.getFirst()).name();
            set(
                    ContentEdits.duplicate(contents(), chosen),
                    "edit.contents.duplicate",
                    chosen.size(),
                    first);
            document.select(new Selected.Entry(chosen.getFirst() + 1));
        }
    }

    /// Moves the selected entries among the others of their partition.
    ///
    /// @param step -1 for up, 1 for down
    public void moveSelected(int step) {
        List<Integer> chosen = entries();
        List<Integer> shown =
                rows.stream()
                        .filter(ContentRow.Entry.class::isInstance)
                        .map(it -> ((ContentRow.Entry) it).index())
                        .toList();
        if (chosen.isEmpty()) {
            return;
        }
        int at = shown.indexOf(step < 0 ? chosen.getFirst() : chosen.getLast());
        int beside = at + step;
        if (at < 0 || beside < 0 || beside >= shown.size()) {
            return;
        }
        move(chosen, step < 0 ? shown.get(beside) : shown.get(beside) + 1);
    }

    /// Moves the selected entries before another.
    ///
    /// @param before index in the list of contents; its size for the end
    public void moveSelectedBefore(int before) {
        List<Integer> chosen = entries();
        if (!chosen.isEmpty()) {
            move(chosen, before);
        }
    }

    private void move(List<Integer> chosen, int before) {
        String first = contents().get(chosen.getFirst()).name();
        int size = contents().size();
        set(
                ContentEdits.move(contents(), chosen, before),
                "edit.contents.move",
                chosen.size(),
                first);
        document.selectAll(
                ContentEdits.moved(size, chosen, before).stream()
                        .<Selected>map(Selected.Entry::new)
                        .toList());
    }

    /// Puts the selected entries below a folder of the image.
    ///
    /// @param folder absolute path in the image
    public void moveSelectedInto(String folder) {
        List<Integer> chosen = entries();
        if (!chosen.isEmpty()) {
            set(
                    ContentEdits.retarget(contents(), chosen, folder),
                    "edit.contents.retarget",
                    chosen.size(),
                    contents().get(chosen.getFirst()).name(),
                    folder);
        }
    }

    /// Says what a text would come to in a field, before it is committed.
    ///
    /// @return whether it may be committed
    public boolean draft(EntryField field, String text) {
        String mistake = field.mistake(text);
        editRefused.set(!mistake.isEmpty());
        editNote.set(
                mistake.isEmpty()
                        ? texts.of(
                                "contents.echo." + field.key(),
                                text.strip(),
                                text.isBlank() ? 0 : text.contains(":") ? 2 : 1)
                        : texts.of(mistake));
        return mistake.isEmpty();
    }

    /// Forgets what [#draft] said.
    public void endDraft() {
        editRefused.set(false);
        editNote.set("");
    }

    /// Commits a field of an entry; a text that is refused changes nothing.
    public void commit(int index, EntryField field, String text) {
        endDraft();
        if (!field.mistake(text).isEmpty() || index >= contents().size()) {
            return;
        }
        var next = new ArrayList<>(contents());
        next.set(index, field.with(contents().get(index), text));
        set(next, "edit." + field.key(), text.strip());
    }
}
