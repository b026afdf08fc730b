package dev.diskwright.ui.history;

import dev.diskwright.ui.difference.DifferenceWords;
import dev.diskwright.ui.difference.DifferencesViewModel;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.Step;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The steps that were done and those that were undone, with the way to any of them.
public final class HistoryViewModel {
    /// A state of the design.
    ///
    /// @param label what led to it
    /// @param changes what that changed, in a few words; empty for nothing
    /// @param steps how many steps were done to get there
    /// @param state `past`, `now` or `future`
    public record Entry(String label, String changes, int steps, String state) {}

    private final DocumentViewModel document;
    private final Texts texts;
    private final DifferenceWords words;
    private final DifferencesViewModel differences;
    private final IdentityHashMap<Step, String> changes = new IdentityHashMap<>();
    private final ObservableList<Entry> entries = FXCollections.observableArrayList();
    private final ObservableList<Entry> entriesView =
            FXCollections.unmodifiableObservableList(entries);

    /// Lists the steps of `document`.
    public HistoryViewModel(
            DocumentViewModel document, DifferencesViewModel differences, Texts texts) {
        this.document = document;
        this.differences = differences;
        this.texts = texts;
        words = new DifferenceWords(texts);
        document.designProperty().subscribe(this::refresh);
        document.done().addListener((InvalidationListener) _ -> refresh());
        document.undone().addListener((InvalidationListener) _ -> refresh());
    }

    /// {@return the states, the first one first}
    public ObservableList<Entry> entries() {
        return entriesView;
    }

    /// Undoes or redoes as many steps as it takes to get to an entry.
    public void goTo(Entry entry) {
        while (document.done().size() > entry.steps()) {
            document.undo();
        }
        while (document.done().size() < entry.steps() && !document.undone().isEmpty()) {
            document.redo();
        }
    }

    /// Shows all that the step to an entry changed.
    public void showChanges(Entry entry) {
        int done = document.done().size();
        int index = entry.steps() - 1;
        if (index < 0 || index >= done + document.undone().size()) {
            return;
        }
        Step step =
                index < done
                        ? document.done().get(index)
                        : document.undone().get(document.undone().size() - 1 - (index - done));
        differences.show(
                new DifferencesViewModel.Heading(
                        step.label(),
                        texts.of("difference.side.before"),
                        texts.of("difference.side.after")),
                step.before(),
                step.after());
    }

    /// Steps are compared once, and forgotten with the document.
    private String changes(Step step) {
        return changes.computeIfAbsent(step, it -> words.summary(it.before(), it.after()));
    }

    private void refresh() {
        var next = new ArrayList<Entry>();
        if (document.designProperty().get() != null) {
            int now = document.done().size();
            next.add(new Entry(texts.of("history.opened"), "", 0, now == 0 ? "now" : "past"));
            for (Step step : document.done()) {
                int steps = next.size();
                next.add(
                        new Entry(
                                step.label(), changes(step), steps, steps == now ? "now" : "past"));
            }
            for (Step step : List.copyOf(document.undone()).reversed()) {
                next.add(new Entry(step.label(), changes(step), next.size(), "future"));
            }
        }
        if (next.size() <= 1) {
            changes.clear();
        }
        if (!next.equals(entries)) {
            entries.setAll(next);
        }
    }
}
