package dev.diskwright.ui.outline;

import dev.diskwright.core.design.Content;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Filesystem;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.Presets;
import dev.diskwright.core.design.SizeText;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.core.table.PartitionType;
import dev.diskwright.core.table.PartitionTypes;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.document.SourcePaths;
import dev.diskwright.ui.layout.Role;
import dev.diskwright.ui.text.Texts;

import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import java.util.ArrayList;
import java.util.List;

/// The disk, its partitions and its contents as a list, and the ways to add to it.
public final class OutlineViewModel {
    private final DocumentViewModel document;
    private final PlanningViewModel planning;
    private final SourcePaths sources;
    private final Texts texts;
    private final ObservableList<OutlineRow> rows = FXCollections.observableArrayList();
    private final ObservableList<OutlineRow> rowsView =
            FXCollections.unmodifiableObservableList(rows);
    private Runnable opener = () -> {};

    /// Lists the design of `document`.
    public OutlineViewModel(
            DocumentViewModel document,
            PlanningViewModel planning,
            SourcePaths sources,
            Texts texts) {
        this.document = document;
        this.planning = planning;
        this.sources = sources;
        this.texts = texts;
        document.designProperty().subscribe(this::refresh);
        planning.shownProperty().subscribe(this::refresh);
        planning.diagnostics().addListener((InvalidationListener) _ -> refresh());
    }

    /// {@return the lines}
    public ObservableList<OutlineRow> rows() {
        return rowsView;
    }

    /// {@return what is selected}
    public ReadOnlyObjectProperty<Selected> selectedProperty() {
        return document.selectedProperty();
    }

    /// Takes what opens the inspector.
    public void onOpen(Runnable newOpener) {
        opener = newOpener;
    }

    /// Selects what a line stands for; a heading selects nothing.
    public void select(OutlineRow row) {
        if (row.target() != null && !row.target().equals(document.selectedProperty().get())) {
            document.select(row.target());
        }
    }

    /// Opens the form of what is selected.
    public void open() {
        opener.run();
    }

    /// Adds a folder that the person chooses, as the contents of the selected partition or of the root.
    public void addFolder() {
        sources.chooseFolder().ifPresent(source -> addContent(source, mount()));
    }

    /// Adds a file or an archive that the person chooses, into the selected partition or the root.
    public void addFile() {
        sources.chooseFile()
                .ifPresent(source -> {
                    String name = source.substring(source.lastIndexOf('/') + 1);
                    boolean archive = name.matches(".*\\.(tar|tgz|txz|tar\\.(gz|xz|zst))");
                    String below = mount().equals("/") ? "/" : mount() + "/";
                    addContent(source, archive ? mount() : below + name);
                });
    }

    private String mount() {
        List<PartitionSpec> all = document.explicitLayout().partitions();
        String mount =
                document.selectedProperty().get() instanceof Selected.Partition(int index)
                                && index < all.size()
                        ? all.get(index).mount()
                        : null;
        return mount == null ? "/" : mount;
    }

    private void addContent(String source, String target) {
        var contents = new ArrayList<>(document.require().contents());
        contents.add(new Content(source, target, null, null, null));
        document.apply(texts.of("edit.addContent", source), new Edit.SetContents(contents));
        document.select(new Selected.Entry(contents.size() - 1));
        opener.run();
    }

    /// Adds a partition behind the selected one, or as the last one.
    public void addPartition() {
        List<PartitionSpec> all = document.explicitLayout().partitions();
        int at =
                document.selectedProperty().get() instanceof Selected.Partition(int index)
                        ? index + 1
                        : all.size();
        String name = freeName(all);
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
        opener.run();
    }

    private static String freeName(List<PartitionSpec> all) {
        int number = 1;
        while (true) {
            String name = number == 1 ? "data" : "data" + number;
            if (all.stream().noneMatch(spec -> spec.name().equals(name))) {
                return name;
            }
            number++;
        }
    }

    /// Removes the selected partition or content.
    public void removeSelected() {
        switch (document.selectedProperty().get()) {
            case Selected.Partition(int index) -> {
                String name = document.explicitLayout().partitions().get(index).name();
                document.apply(
                        texts.of("edit.removePartition", name), new Edit.RemovePartition(index));
            }
            case Selected.Entry(int index) -> {
                var contents = new ArrayList<>(document.require().contents());
                Content gone = contents.remove(index);
                document.apply(
                        texts.of("edit.removeContent", gone.source()),
                        new Edit.SetContents(contents));
            }
            case Selected.Disk _, Selected.Free _, Selected.Structure _ -> {}
        }
    }

    private void refresh() {
        Design design = document.designProperty().get();
        if (design == null) {
            rows.clear();
            return;
        }
        var next = new ArrayList<OutlineRow>();
        Plan plan = planning.shownProperty().get();
        next.add(
                new OutlineRow(
                        Selected.DISK,
                        design.name().isEmpty() ? texts.of("outline.disk") : design.name(),
                        plan == null ? "" : SizeText.display(plan.size()),
                        null,
                        "fth-hard-drive",
                        ""));
        List<PartitionSpec> partitions = Presets.expand(design).partitions();
        next.add(heading("outline.partitions", partitions.size()));
        for (int i = 0; i < partitions.size(); i++) {
            next.add(partition(partitions.get(i), i, plan));
        }
        next.add(heading("outline.contents", design.contents().size()));
        for (int i = 0; i < design.contents().size(); i++) {
            next.add(content(design.contents().get(i), i));
        }
        if (next.size() != rows.size()) {
            rows.setAll(next);
            return;
        }
        // Sizes follow the hand: what stays the same is left alone.
        for (int i = 0; i < next.size(); i++) {
            if (!next.get(i).equals(rows.get(i))) {
                rows.set(i, next.get(i));
            }
        }
    }

    private OutlineRow heading(String key, int count) {
        return new OutlineRow(null, texts.of(key), Integer.toString(count), null, "", "");
    }

    private OutlineRow partition(
            PartitionSpec spec, int index, @org.jspecify.annotations.Nullable Plan plan) {
        Segment.Partition resolved = plan == null ? null : plan.partition(index).orElse(null);
        Filesystem files = spec.filesystem();
        String name =
                !spec.name().isEmpty()
                        ? spec.name()
                        : files != null && !files.label().isEmpty()
                                ? files.label()
                                : PartitionTypes.parse(spec.type())
                                        .map(PartitionType::description)
                                        .orElse(spec.type());
        return new OutlineRow(
                new Selected.Partition(index),
                name,
                resolved == null ? "" : SizeText.display(resolved.size()),
                Role.of(spec.type(), spec.mount() == null ? "" : spec.mount(), files != null),
                "",
                problem("/layout/partitions/" + index));
    }

    private OutlineRow content(Content content, int index) {
        String source = content.source();
        boolean archive = source.matches(".*\\.(tar|tgz|txz|tar\\.(gz|xz|zst))");
        return new OutlineRow(
                new Selected.Entry(index),
                source,
                content.target(),
                null,
                archive ? "fth-archive" : "fth-file",
                problem("/contents/" + index));
    }

    private String problem(String path) {
        return planning.problemsProperty().get().worst(path);
    }
}
