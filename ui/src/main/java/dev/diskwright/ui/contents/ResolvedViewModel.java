package dev.diskwright.ui.contents;

import dev.diskwright.core.content.Directory;
import dev.diskwright.core.content.FileNode;
import dev.diskwright.core.content.FileTree;
import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.DerivedFile;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.core.plan.Volume;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.job.JobRunner;
import dev.diskwright.ui.text.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntConsumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The files that one partition will hold: as a tree whose folders are opened one by one, as what a search finds, and
/// as a treemap. Sums are worked out away from the window's thread, once a tree.
public final class ResolvedViewModel {
    private static final int MOST_FOUND = 2000;
    private static final Duration TYPING = Duration.ofMillis(120);

    private final PlanningViewModel planning;
    private final JobRunner jobs;
    private final Texts texts;
    private final IntegerProperty partition = new SimpleIntegerProperty(-1);
    private final BooleanProperty bySize = new SimpleBooleanProperty();
    private final StringProperty filter = new SimpleStringProperty("");
    private final ObservableList<FileRow> rows = FXCollections.observableArrayList();
    private final ObservableList<FileRow> rowsView = FXCollections.unmodifiableObservableList(rows);
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper fillText = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper fill = new ReadOnlyDoubleWrapper(-1);
    private final ReadOnlyStringWrapper folder = new ReadOnlyStringWrapper("/");
    private final ReadOnlyObjectWrapper<List<TreemapCell>> cells =
            new ReadOnlyObjectWrapper<>(List.of());
    private final Map<FileTree, TreeIndex> known = new HashMap<>();
    private final Set<String> opened = new HashSet<>();
    private IntConsumer goToEntry = _ -> {};
    private JobRunner.Running indexing = JobRunner.Running.NOTHING;
    private JobRunner.Running searching = JobRunner.Running.NOTHING;
    private @Nullable TreeIndex index;
    private @Nullable Plan shown;

    /// Shows partitions of the plan that `planning` keeps.
    public ResolvedViewModel(PlanningViewModel planning, JobRunner jobs, Texts texts) {
        this.planning = planning;
        this.jobs = jobs;
        this.texts = texts;
        planning.planProperty().subscribe(this::refresh);
        partition.subscribe((before, after) -> {
            if (!before.equals(after)) {
                opened.clear();
                folder.set("/");
                shown = null;
                refresh();
            }
        });
        bySize.subscribe(this::list);
        filter.subscribe(() -> {
            searching.cancel();
            if (filter.get().isBlank()) {
                list();
            } else {
                searching = jobs.later(TYPING, this::search);
            }
        });
    }

    /// {@return index of the partition that is shown, in the explicit layout; -1 for none}
    public IntegerProperty partitionProperty() {
        return partition;
    }

    /// {@return whether the largest come first}
    public BooleanProperty bySizeProperty() {
        return bySize;
    }

    /// {@return what is searched for; empty for the tree}
    public StringProperty filterProperty() {
        return filter;
    }

    /// {@return the lines}
    public ObservableList<FileRow> rows() {
        return rowsView;
    }

    /// {@return whether sums are being worked out}
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /// {@return how much there is, in words}
    public ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    /// {@return why there are no lines; empty if there are}
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    /// {@return share of the partition that its files need, 0 to 1; -1 while that is unknown}
    public ReadOnlyDoubleProperty fillProperty() {
        return fill.getReadOnlyProperty();
    }

    /// {@return size, need and room of the partition, in words}
    public ReadOnlyStringProperty fillTextProperty() {
        return fillText.getReadOnlyProperty();
    }

    /// {@return the folder that the treemap shows}
    public ReadOnlyStringProperty folderProperty() {
        return folder.getReadOnlyProperty();
    }

    /// {@return the treemap of that folder}
    public ReadOnlyObjectProperty<List<TreemapCell>> cellsProperty() {
        return cells.getReadOnlyProperty();
    }

    /// Takes what selects an entry of the contents.
    public void onGoToEntry(IntConsumer newGoTo) {
        goToEntry = newGoTo;
    }

    private Segment.@Nullable Partition segment() {
        Plan plan = planning.planProperty().get();
        return plan == null ? null : plan.partition(partition.get()).orElse(null);
    }

    @SuppressWarnings("ReferenceEquality") // only another plan has to be looked at
    private void refresh() {
        Plan plan = planning.planProperty().get();
        if (plan == shown && plan != null) {
            return;
        }
        shown = plan;
        indexing.cancel();
        Segment.Partition it = segment();
        Volume volume = it == null ? null : it.volume();
        if (it == null || volume == null) {
            index = null;
            busy.set(false);
            fill.set(-1);
            fillText.set("");
            summary.set("");
            note.set(texts.of(it == null ? "contents.files.choose" : "contents.files.blank"));
            list();
            return;
        }
        long room = Math.max(0, it.size() - volume.minimumSize());
        fill.set(it.size() == 0 ? 1 : (double) volume.minimumSize() / it.size());
        fillText.set(
                texts.of(
                        "contents.fill",
                        SizeText.display(volume.minimumSize()),
                        SizeText.display(it.size()),
                        SizeText.display(room)));
        keepOnlyTreesOf(plan);
        TreeIndex ready = known.get(volume.tree());
        if (ready != null) {
            indexed(ready);
            return;
        }
        busy.set(true);
        indexing =
                jobs.start(
                        () -> TreeIndex.of(volume.tree()),
                        this::indexed,
                        fault -> {
                            busy.set(false);
                            note.set(String.valueOf(fault.getMessage()));
                        });
    }

    private void keepOnlyTreesOf(@Nullable Plan plan) {
        var trees = new HashSet<FileTree>();
        if (plan != null) {
            for (Segment.Partition it : plan.partitions()) {
                if (it.volume() != null) {
                    trees.add(it.volume().tree());
                }
            }
        }
        known.keySet().retainAll(trees);
    }

    private void indexed(TreeIndex ready) {
        known.put(ready.tree(), ready);
        index = ready;
        busy.set(false);
        TreeIndex.Sum sum = ready.sum(ready.tree().root());
        summary.set(texts.of("contents.files.summary", sum.files(), SizeText.display(sum.bytes())));
        note.set(ready.tree().root().count() == 0 ? texts.of("contents.files.none") : "");
        list();
    }

    private void list() {
        TreeIndex ready = index;
        if (ready == null) {
            rows.clear();
            cells.set(List.of());
            return;
        }
        showFolder(ready.tree().find(folder.get()) instanceof Directory ? folder.get() : "/");
        if (!filter.get().isBlank()) {
            search();
            return;
        }
        if (ready.tree().root().count() > 0) {
            note.set("");
        }
        var next = new ArrayList<FileRow>();
        addChildren(ready, null, ready.tree().root(), next);
        rows.setAll(next);
    }

    private void addChildren(
            TreeIndex ready, @Nullable FileRow parent, Directory directory, List<FileRow> to) {
        ready.children(
                directory,
                bySize.get(),
                i -> {
                    FileNode node = directory.node(i);
                    var row = new FileRow(parent, directory.name(i), node, ready.size(node));
                    to.add(row);
                    if (node instanceof Directory below
                            && !opened.isEmpty()
                            && opened.contains(row.path())) {
                        row.setOpen(true);
                        addChildren(ready, row, below, to);
                    }
                });
    }

    private void search() {
        TreeIndex ready = index;
        if (ready == null) {
            return;
        }
        String words = filter.get();
        searching.cancel();
        searching =
                jobs.start(
                        () -> ready.search(words, MOST_FOUND),
                        found -> {
                            if (words.equals(filter.get()) && ready == index) {
                                found(ready, words, found);
                            }
                        },
                        fault -> note.set(String.valueOf(fault.getMessage())));
    }

    private void found(TreeIndex ready, String words, TreeIndex.Findings found) {
        var next = new ArrayList<FileRow>();
        for (TreeIndex.Found it : found.first()) {
            next.add(new FileRow(null, it.path(), it.node(), ready.size(it.node())));
        }
        if (bySize.get()) {
            next.sort((a, b) -> Long.compare(b.bytes(), a.bytes()));
        }
        rows.setAll(next);
        note.set(
                found.total() == 0
                        ? texts.of("contents.files.notFound", words.strip())
                        : found.total() > MOST_FOUND
                                ? texts.of("contents.files.more", MOST_FOUND, found.total())
                                : "");
    }

    /// Lists what is in a folder below it, or no longer.
    public void toggle(FileRow row) {
        TreeIndex ready = index;
        int at = rows.indexOf(row);
        if (ready == null || at < 0 || !row.expandable()) {
            return;
        }
        if (row.isOpen()) {
            close(row, at);
            return;
        }
        opened.add(row.path());
        var below = new ArrayList<FileRow>();
        addChildren(ready, row, (Directory) row.node(), below);
        row.setOpen(true);
        rows.set(at, row);
        rows.addAll(at + 1, below);
    }

    private void close(FileRow row, int at) {
        opened.remove(row.path());
        row.setOpen(false);
        int end = at + 1;
        while (end < rows.size() && rows.get(end).depth() > row.depth()) {
            end++;
        }
        rows.remove(at + 1, end);
        rows.set(at, row);
    }

    /// Shows a folder as treemap.
    ///
    /// @param path absolute within the partition
    public void showFolder(String path) {
        TreeIndex ready = index;
        if (ready == null || !(ready.tree().find(path) instanceof Directory directory)) {
            return;
        }
        folder.set(path);
        cells.set(new TreemapCells(ready, texts).of(path, directory));
    }

    /// Shows the folder above that of the treemap.
    public void showFolderAbove() {
        String path = folder.get();
        showFolder(path.lastIndexOf('/') <= 0 ? "/" : path.substring(0, path.lastIndexOf('/')));
    }

    /// {@return which entry brings a file, in words; empty where that cannot be told}
    public String origin(FileRow row) {
        Plan plan = planning.planProperty().get();
        if (plan != null && isDerived(plan, imagePath(row.path()))) {
            return texts.of("contents.files.derived");
        }
        OptionalInt entry = entryOf(row);
        if (plan == null || entry.isEmpty()) {
            return "";
        }
        Content content = plan.design().contents().get(entry.getAsInt());
        return texts.of("contents.files.origin", content.name());
    }

    private static boolean isDerived(Plan plan, String path) {
        return plan.derived().stream()
                .anyMatch(it -> it.state() == DerivedFile.State.ADDED && it.path().equals(path));
    }

    private OptionalInt entryOf(FileRow row) {
        Plan plan = planning.planProperty().get();
        return plan == null || isDerived(plan, imagePath(row.path()))
                ? OptionalInt.empty()
                : Origins.of(plan.design().contents(), imagePath(row.path()));
    }

    /// Selects the entry that brings a file, if that can be told.
    public void goToEntry(FileRow row) {
        entryOf(row).ifPresent(goToEntry);
    }

    /// {@return the path that the running image knows a file of the partition by}
    public String imagePath(String path) {
        Segment.Partition it = segment();
        String mount = it == null || it.spec().mount() == null ? "/" : it.spec().mount();
        return mount.equals("/") ? path : mount.replaceAll("/+$", "") + path;
    }
}
