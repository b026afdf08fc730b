package dev.diskwright.ui.drop;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.PartitionSpec;
import dev.diskwright.core.design.Presets;
import dev.diskwright.core.plan.Plan;
import dev.diskwright.core.plan.Segment;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.FilesViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.document.SourcePaths;
import dev.diskwright.ui.job.JobRunner;
import dev.diskwright.ui.notice.NoticesViewModel;
import dev.diskwright.ui.service.Desktop;
import dev.diskwright.ui.service.Question;
import dev.diskwright.ui.service.Questions;
import dev.diskwright.ui.text.Texts;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The one way in for files and folders from outside, whether dropped, pasted or chosen.
public final class DropViewModel {
    private static final Set<DropAction> OF_NO_DESIGN =
            EnumSet.of(
                    DropAction.NEW_DESIGN,
                    DropAction.OPEN_DESIGN,
                    DropAction.IMPORT_LAYOUT,
                    DropAction.INSPECT);

    private final DocumentViewModel document;
    private final PlanningViewModel planning;
    private final FilesViewModel files;
    private final SourcePaths sources;
    private final Desktop desktop;
    private final JobRunner jobs;
    private final Questions questions;
    private final Texts texts;
    private final ImageTaker images;
    private Consumer<Path> inspector = _ -> {};

    /// Drops into the design of `document`, or opens others by `files`.
    public DropViewModel(
            DocumentViewModel document,
            PlanningViewModel planning,
            FilesViewModel files,
            SourcePaths sources,
            Desktop desktop,
            JobRunner jobs,
            Questions questions,
            NoticesViewModel notices,
            Texts texts) {
        this.document = document;
        this.planning = planning;
        this.files = files;
        this.sources = sources;
        this.desktop = desktop;
        this.jobs = jobs;
        this.questions = questions;
        this.texts = texts;
        images = new ImageTaker(document, files, jobs, questions, notices, texts);
    }

    /// Takes what looks into images.
    public void onInspect(Consumer<Path> newInspector) {
        inspector = newInspector;
    }

    /// Finds out, away from the window's thread, what lies at `paths`.
    ///
    /// @param then told of what was found, in the same order
    /// @return a handle to stop looking
    public JobRunner.Running probe(List<Path> paths, Consumer<List<Dropped>> then) {
        List<Path> all = List.copyOf(paths);
        return jobs.start(
                () -> {
                    var found = new ArrayList<Dropped>();
                    for (Path it : all) {
                        found.add(Probe.of(it, sources.name(it)));
                    }
                    return List.copyOf(found);
                },
                then,
                fault -> tell(String.valueOf(fault.getMessage())));
    }

    /// {@return what is offered for a drop}
    public Offer offer(List<Dropped> dropped, DropTarget target) {
        Offer offer = DropTable.offer(dropped, target);
        Design design = document.designProperty().get();
        boolean bare =
                target instanceof DropTarget.Files(int index)
                        && design != null
                        && new DropEdits(design).isBare(index);
        return bare ? DropTable.onBare(offer) : offer;
    }

    /// {@return the parts of a target while something is dragged over it; empty if it is refused}
    public List<DropZone> zones(List<Dropped> dropped, DropTarget target) {
        return offer(dropped, target) instanceof Offer.Zones(List<DropAction> actions)
                ? actions.stream().map(it -> new DropZone(it, label(it, dropped, target))).toList()
                : List.of();
    }

    /// {@return why a drop is refused; empty if it is not}
    public String refusal(List<Dropped> dropped, DropTarget target) {
        return offer(dropped, target) instanceof Offer.Refused(String reason)
                ? texts.of(reason)
                : "";
    }

    private String label(DropAction action, List<Dropped> dropped, DropTarget target) {
        return texts.of(
                "drop.action." + action.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                dropped.size(),
                dropped.getFirst().name(),
                name(target));
    }

    private String name(DropTarget target) {
        return switch (target) {
            case DropTarget.Files(int index) -> partition(index);
            case DropTarget.Raw(int index) -> partition(index);
            case DropTarget.Folder(String path) -> path;
            case DropTarget.Free _,
                    DropTarget.EmptyDisk _,
                    DropTarget.Start _,
                    DropTarget.Viewer _ ->
                    "";
        };
    }

    private String partition(int index) {
        List<PartitionSpec> all = document.explicitLayout().partitions();
        PartitionSpec it = all.get(Math.min(index, all.size() - 1));
        return !it.name().isEmpty() ? it.name() : it.type();
    }

    /// Takes files from a paste or a chooser: does what there is to do, and asks where there are several things.
    public void take(List<Path> paths, DropTarget target) {
        probe(
                paths,
                dropped -> {
                    List<DropZone> zones = zones(dropped, target);
                    if (zones.isEmpty()) {
                        tell(refusal(dropped, target));
                    } else if (zones.size() == 1) {
                        run(zones.getFirst().action(), dropped, target);
                    } else {
                        ask(zones, dropped, target);
                    }
                });
    }

    private void ask(List<DropZone> zones, List<Dropped> dropped, DropTarget target) {
        var choices = new ArrayList<Question.Choice>();
        for (DropZone it : zones) {
            choices.add(
                    new Question.Choice(
                            "drop-" + it.action().name().toLowerCase(Locale.ROOT),
                            it.label(),
                            choices.isEmpty() ? Question.Kind.DEFAULT : Question.Kind.PLAIN,
                            () -> run(it.action(), dropped, target)));
        }
        choices.add(
                new Question.Choice(
                        "cancel", texts.of("question.cancel"), Question.Kind.PLAIN, () -> {}));
        questions.ask(
                new Question(
                        texts.of("drop.ask", dropped.size(), dropped.getFirst().name()),
                        texts.of("drop.ask.text"),
                        choices));
    }

    private void tell(String reason) {
        questions.ask(
                new Question(
                        texts.of("drop.refused"),
                        reason,
                        List.of(
                                new Question.Choice(
                                        "close",
                                        texts.of("question.close"),
                                        Question.Kind.DEFAULT,
                                        () -> {}))));
    }

    /// Does it, as one step.
    public void run(DropAction action, List<Dropped> dropped, DropTarget target) {
        if (OF_NO_DESIGN.contains(action)) {
            runOutside(action, dropped);
            return;
        }
        if (action == DropAction.TAKE_PARTITION) {
            images.takePartition(dropped.getFirst(), target);
            return;
        }
        Design design = document.designProperty().get();
        if (design == null) {
            return;
        }
        int entries = design.contents().size();
        String label = label(action, dropped, target);
        new DropEdits(design)
                .edit(action, dropped, target)
                .ifPresent(edit -> {
                    apply(label, edit);
                    select(action, entries);
                });
    }

    private void apply(String label, Edit edit) {
        document.apply(label, edit);
    }

    /// What is to be looked at next is selected: an added entry, with the focus on its target.
    private void select(DropAction action, int entries) {
        int now = document.require().contents().size();
        switch (action) {
            case ADD_UNDER -> document.goTo("/contents/" + (now - 1) + "/target");
            case ADD_FILE -> document.select(new Selected.Entry(Math.max(entries, now - 1)));
            case REPLACE, FILL -> document.select(new Selected.Entry(now - 1));
            default -> {}
        }
    }

    private void runOutside(DropAction action, List<Dropped> dropped) {
        switch (action) {
            case OPEN_DESIGN -> files.open(dropped.getFirst().path());
            case NEW_DESIGN -> files.createFrom(DropEdits.newDesign(anywhere(dropped)));
            case INSPECT -> inspector.accept(dropped.getFirst().path());
            case IMPORT_LAYOUT -> images.importLayout(anywhere(dropped).getFirst());
            default -> {}
        }
    }

    /// {@return the same with sources that hold wherever the design will lie}
    private static List<Dropped> anywhere(List<Dropped> dropped) {
        return dropped.stream()
                .map(it -> {
                    String whole = it.path().toAbsolutePath().normalize().toString();
                    return new Dropped(
                            it.path(), whole.replace('\\', '/'), it.name(), it.kind(), it.size());
                })
                .toList();
    }

    /// Takes what the clipboard holds: files, or text that is a path.
    ///
    /// @param target null where nothing can be dropped, which is told
    /// @return whether it holds such a thing
    public boolean paste(@Nullable DropTarget target) {
        List<Path> paths = desktop.pastedFiles();
        if (paths.isEmpty()) {
            Path path = path(desktop.pastedText());
            paths = path == null ? List.of() : List.of(path);
        }
        if (paths.isEmpty()) {
            return false;
        }
        if (target == null) {
            tell(texts.of("drop.refused.place"));
        } else {
            take(paths, target);
        }
        return true;
    }

    /// Takes what the clipboard holds for what is selected.
    ///
    /// @return whether it holds such a thing
    public boolean pasteOntoSelection() {
        return paste(selectedTarget());
    }

    private @Nullable Path path(String text) {
        String line = text.strip();
        if (line.isEmpty() || line.indexOf('\n') >= 0) {
            return null;
        }
        try {
            return planning.folder()
                    .resolve(
                            line.startsWith("file:/")
                                    ? Path.of(java.net.URI.create(line))
                                    : Path.of(line));
        } catch (InvalidPathException e) {
            return null;
        } catch (IllegalArgumentException e) {
            return null; // no address of a file
        }
    }

    /// Lets the person choose a folder or a file for a target.
    public void choose(DropTarget target) {
        questions.ask(
                new Question(
                        texts.of("drop.choose"),
                        texts.of("drop.ask.text"),
                        List.of(
                                choice("folder", Question.Kind.DEFAULT, () -> chooseFolder(target)),
                                choice("file", Question.Kind.PLAIN, () -> chooseFile(target)),
                                new Question.Choice(
                                        "cancel",
                                        texts.of("question.cancel"),
                                        Question.Kind.PLAIN,
                                        () -> {}))));
    }

    private Question.Choice choice(String id, Question.Kind kind, Runnable action) {
        return new Question.Choice("choose-" + id, texts.of("drop.choose." + id), kind, action);
    }

    /// Lets the person choose a file for a target.
    public void chooseFile(DropTarget target) {
        desktop.chooseSourceFile().ifPresent(path -> take(List.of(path), target));
    }

    /// Lets the person choose a folder for a target.
    public void chooseFolder(DropTarget target) {
        desktop.chooseSourceFolder().ifPresent(path -> take(List.of(path), target));
    }

    /// {@return what something dropped onto a selectable thing is dropped onto; null where nothing can be}
    public @Nullable DropTarget target(Selected what) {
        Design design = document.designProperty().get();
        if (design == null) {
            return null;
        }
        List<PartitionSpec> partitions = Presets.expand(design).partitions();
        return switch (what) {
            case Selected.Partition(int index) ->
                    index >= partitions.size()
                            ? null
                            : partitions.get(index).filesystem() == null
                                    ? new DropTarget.Raw(index)
                                    : new DropTarget.Files(index);
            case Selected.Entry(int index) ->
                    index >= design.contents().size()
                            ? null
                            : new DropTarget.Folder(design.contents().get(index).target());
            case Selected.Free(int number) -> new DropTarget.Free(indexAt(number));
            case Selected.Disk _ -> partitions.isEmpty() ? new DropTarget.EmptyDisk() : null;
            case Selected.Structure _ -> null;
        };
    }

    /// {@return what something dropped onto the selection is dropped onto; null where nothing can be}
    public @Nullable DropTarget selectedTarget() {
        return target(document.selectedProperty().get());
    }

    /// {@return index that a new partition in a free stretch gets}
    private int indexAt(int number) {
        Plan plan = planning.planProperty().get();
        int free = 0;
        int index = 0;
        if (plan != null) {
            for (Segment it : plan.segments()) {
                if (it instanceof Segment.Partition partition) {
                    index = partition.index() + 1;
                } else if (it instanceof Segment.Free && free++ == number) {
                    return index;
                }
            }
        }
        return document.explicitLayout().partitions().size();
    }
}
