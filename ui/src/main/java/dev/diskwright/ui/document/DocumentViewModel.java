package dev.diskwright.ui.document;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Edit;
import dev.diskwright.core.design.Layout;
import dev.diskwright.core.design.Presets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The open document: one immutable design, the steps that led to it, and what lies on disk.
public final class DocumentViewModel {
    private final ReadOnlyObjectWrapper<@Nullable Design> design = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Path> file = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper dirty = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Selected> selected =
            new ReadOnlyObjectWrapper<>(Selected.DISK);
    private final ReadOnlyObjectWrapper<@Nullable String> wantedField =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<Selected>> selection =
            new ReadOnlyObjectWrapper<>(List.of(Selected.DISK));
    private final ObservableList<Step> done = FXCollections.observableArrayList();
    private final ObservableList<Step> doneView = FXCollections.unmodifiableObservableList(done);
    private final ObservableList<Step> undone = FXCollections.observableArrayList();
    private final ObservableList<Step> undoneView =
            FXCollections.unmodifiableObservableList(undone);
    private final ObservableList<Diagnostic> readingProblems = FXCollections.observableArrayList();
    private final ObservableList<Diagnostic> readingProblemsView =
            FXCollections.unmodifiableObservableList(readingProblems);
    private final List<Consumer<Step>> announced = new ArrayList<>();
    private @Nullable Design saved;
    private @Nullable Path origin;
    private boolean comments;

    /// {@return the design; null while none is open}
    public ReadOnlyObjectProperty<@Nullable Design> designProperty() {
        return design.getReadOnlyProperty();
    }

    /// {@return the file it came from or was saved to; null while it has none}
    public ReadOnlyObjectProperty<@Nullable Path> fileProperty() {
        return file.getReadOnlyProperty();
    }

    /// {@return whether the design differs from what was saved}
    public ReadOnlyBooleanProperty dirtyProperty() {
        return dirty.getReadOnlyProperty();
    }

    /// {@return what is selected; of several, the one that was selected last}
    public ReadOnlyObjectProperty<Selected> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /// {@return everything that is selected, in the order it was; never empty, and the last one is that of
    /// [#selectedProperty()]}
    public ReadOnlyObjectProperty<List<Selected>> selectionProperty() {
        return selection.getReadOnlyProperty();
    }

    /// {@return indices of the selected partitions, ascending}
    public List<Integer> selectedPartitions() {
        return selection.get().stream()
                .filter(Selected.Partition.class::isInstance)
                .map(it -> ((Selected.Partition) it).index())
                .sorted()
                .toList();
    }

    /// {@return JSON path of the field that should have the focus; null for none}
    public ReadOnlyObjectProperty<@Nullable String> wantedFieldProperty() {
        return wantedField.getReadOnlyProperty();
    }

    /// {@return the steps that can be undone, the last one last}
    public ObservableList<Step> done() {
        return doneView;
    }

    /// {@return the steps that can be done again, the next one last}
    public ObservableList<Step> undone() {
        return undoneView;
    }

    /// {@return what was wrong in the file when it was read; empty again once it is saved}
    public ObservableList<Diagnostic> readingProblems() {
        return readingProblemsView;
    }

    /// {@return the design}
    ///
    /// @throws IllegalStateException if none is open
    public Design require() {
        Design current = design.get();
        if (current == null) {
            throw new IllegalStateException("no design is open");
        }
        return current;
    }

    /// {@return the layout written out, preset or not}
    public Layout explicitLayout() {
        return Presets.expand(require());
    }

    /// {@return whether saving over the file would lose comments}
    public boolean losesComments() {
        return comments;
    }

    /// {@return the design as it lies in the file, or as it began without one; null if it was never saved anywhere}
    public @Nullable Design savedDesign() {
        return saved;
    }

    /// {@return folder that relative paths of a design without a file start from; null for none in particular}
    public @Nullable Path origin() {
        return origin;
    }

    /// Takes another document.
    ///
    /// @param newFile null for a document that was never saved
    /// @param problems mistakes found while reading it
    /// @param hasComments whether the file holds comments
    public void open(
            Design newDesign,
            @Nullable Path newFile,
            List<Diagnostic> problems,
            boolean hasComments) {
        origin = null;
        take(newDesign, newFile, newDesign, problems, hasComments);
    }

    /// Takes a copy of unsaved work as another document, which lies nowhere yet.
    ///
    /// @param folder that its relative paths start from; null for none in particular
    public void openCopy(Design copy, @Nullable Path folder) {
        origin = folder;
        take(copy, null, null, List.of(), false);
    }

    /// Takes no document.
    public void close() {
        origin = null;
        take(null, null, null, List.of(), false);
    }

    private void take(
            @Nullable Design newDesign,
            @Nullable Path newFile,
            @Nullable Design newSaved,
            List<Diagnostic> problems,
            boolean hasComments) {
        done.clear();
        undone.clear();
        readingProblems.setAll(problems);
        comments = hasComments;
        saved = newSaved;
        file.set(newFile);
        select(Selected.DISK);
        show(newDesign);
    }

    /// Takes what lies in the file now as one step, so that it can be undone.
    ///
    /// @param label of the step
    public void reload(
            String label, Design inFile, List<Diagnostic> problems, boolean hasComments) {
        noteInFile(inFile, hasComments);
        readingProblems.setAll(problems);
        Design before = require();
        if (!inFile.equals(before)) {
            var step = new Step(label, before, inFile);
            done.add(step);
            undone.clear();
            show(inFile);
            announced.forEach(listener -> listener.accept(step));
        }
    }

    /// Notes that the file holds another design now.
    public void noteInFile(Design inFile, boolean hasComments) {
        saved = inFile;
        comments = hasComments;
        dirty.set(!inFile.equals(design.get()));
    }

    /// Takes what hears of each step made by [#apply].
    public void onAnnounced(Consumer<Step> listener) {
        announced.add(listener);
    }

    /// Applies `edit` as one step and announces it. An edit that changes nothing leaves no step.
    public void apply(String label, Edit edit) {
        if (applyQuietly(label, edit)) {
            Step step = done.getLast();
            announced.forEach(listener -> listener.accept(step));
        }
    }

    /// Applies `edit` as one step without announcing it, because whoever edits sees it happen: typing into a form.
    ///
    /// @return whether it changed anything
    public boolean applyQuietly(String label, Edit edit) {
        Design before = require();
        Design after = edit.apply(before);
        if (after.equals(before)) {
            return false;
        }
        done.add(new Step(label, before, after));
        undone.clear();
        show(after);
        return true;
    }

    /// Goes back one step, if there is one.
    public void undo() {
        if (!done.isEmpty()) {
            Step step = done.removeLast();
            undone.add(step);
            step(step.after(), step.before());
        }
    }

    /// Does the step undone last again, if there is one.
    public void redo() {
        if (!undone.isEmpty()) {
            Step step = undone.removeLast();
            done.add(step);
            step(step.before(), step.after());
        }
    }

    private void step(Design from, Design to) {
        List<Selected> carried = Carried.over(selection.get(), from, to);
        show(to);
        if (!carried.equals(selection.get())) {
            selectAll(carried);
        }
    }

    /// Notes that the design now lies in `newFile`.
    public void savedAs(Path newFile, Design what) {
        saved = what;
        comments = false;
        readingProblems.clear();
        file.set(newFile);
        dirty.set(!what.equals(design.get()));
    }

    /// Selects one thing; what is no longer there selects the disk.
    public void select(Selected what) {
        selectAll(List.of(what));
    }

    /// Selects several things, the last one as the leading one; what is not there is left out.
    public void selectAll(List<Selected> what) {
        wantedField.set(null);
        List<Selected> there = what.stream().filter(this::exists).distinct().toList();
        selection.set(there.isEmpty() ? List.of(Selected.DISK) : there);
        selected.set(selection.get().getLast());
    }

    /// Adds something to what is selected, or takes it out.
    public void toggle(Selected what) {
        var next = new ArrayList<>(selection.get());
        if (!next.remove(what)) {
            next.remove(Selected.DISK);
            next.add(what);
        }
        selectAll(next);
    }

    /// Selects what a JSON path names and asks for the focus on its field.
    public void goTo(String path) {
        Selected what = Selected.DISK;
        String[] parts = path.split("/", -1);
        if (path.startsWith("/layout/partitions/") && parts.length > 3) {
            what = index(parts[3]) < 0 ? what : new Selected.Partition(index(parts[3]));
        } else if (path.startsWith("/contents/") && parts.length > 2) {
            what = index(parts[2]) < 0 ? what : new Selected.Entry(index(parts[2]));
        }
        select(what);
        wantedField.set(path);
    }

    private static int index(String text) {
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : -1;
    }

    private boolean exists(Selected what) {
        Design current = design.get();
        return switch (what) {
            case Selected.Partition(int index) ->
                    current != null && index < Presets.expand(current).partitions().size();
            case Selected.Entry(int index) -> current != null && index < current.contents().size();
            case Selected.Disk _, Selected.Free _, Selected.Structure _ -> true;
        };
    }

    private void show(@Nullable Design next) {
        design.set(next);
        dirty.set(next != null && !next.equals(saved));
        if (!selection.get().stream().allMatch(this::exists)) {
            selectAll(selection.get());
        }
    }
}
