package dev.diskwright.ui.palette;

import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The palette: what was typed, what fits it, which of that Enter takes.
public final class PaletteViewModel {
    private static final int MOST = 60;

    private record Scored(PaletteItem item, int score) {}

    private final List<PaletteSource> everything;
    private final PaletteSource objects;
    private final WordedEdits edits;
    private final Texts texts;
    private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper prompt = new ReadOnlyStringWrapper("");
    private final StringProperty query = new SimpleStringProperty("");
    private final IntegerProperty selected = new SimpleIntegerProperty();
    private final ObservableList<PaletteItem> rows = FXCollections.observableArrayList();
    private final ObservableList<PaletteItem> rowsView =
            FXCollections.unmodifiableObservableList(rows);
    private List<PaletteItem> all = List.of();
    private boolean objectsOnly;

    /// @param everything what the whole palette lists
    /// @param objects what going to an object lists
    public PaletteViewModel(
            List<PaletteSource> everything, PaletteSource objects, WordedEdits edits, Texts texts) {
        this.everything = List.copyOf(everything);
        this.objects = objects;
        this.edits = edits;
        this.texts = texts;
        query.subscribe(_ -> refresh());
    }

    /// {@return whether it is shown}
    public ReadOnlyBooleanProperty openProperty() {
        return open.getReadOnlyProperty();
    }

    /// {@return what an empty field asks for}
    public ReadOnlyStringProperty promptProperty() {
        return prompt.getReadOnlyProperty();
    }

    /// {@return what was typed}
    public StringProperty queryProperty() {
        return query;
    }

    /// {@return what fits, best first}
    public ObservableList<PaletteItem> rows() {
        return rowsView;
    }

    /// {@return index of what Enter takes; -1 while nothing fits}
    public IntegerProperty selectedProperty() {
        return selected;
    }

    /// {@return what a kind is called}
    public String kind(PaletteItem item) {
        return texts.of("palette.kind." + item.kind().name().toLowerCase(Locale.ROOT));
    }

    /// {@return the line for screen readers}
    public String spoken(PaletteItem item) {
        String more = item.isAvailable() ? item.detail() : item.reason();
        return texts.of(
                "palette.spoken",
                item.title(),
                more.isEmpty() ? 0 : 1,
                more,
                kind(item),
                item.key().isEmpty() ? 0 : 1,
                item.key());
    }

    /// Opens it over everything.
    public void openEverything() {
        open(false);
    }

    /// Opens it over the objects of the design.
    public void openObjects() {
        open(true);
    }

    private void open(boolean onlyObjects) {
        objectsOnly = onlyObjects;
        prompt.set(texts.of(onlyObjects ? "palette.prompt.objects" : "palette.prompt"));
        all =
                onlyObjects
                        ? objects.items()
                        : everything.stream().flatMap(it -> it.items().stream()).toList();
        query.set("");
        refresh();
        open.set(true);
    }

    /// Closes it.
    public void close() {
        open.set(false);
        all = List.of();
        rows.clear();
    }

    /// Moves the selection.
    ///
    /// @param step 1 down, -1 up; ends meet
    public void move(int step) {
        if (!rows.isEmpty()) {
            selected.set(Math.floorMod(selected.get() + step, rows.size()));
        }
    }

    /// Does what is selected. What cannot be done stays in sight with its reason.
    public void run() {
        run(selected.get());
    }

    /// Does what is at an index.
    public void run(int index) {
        if (index < 0 || index >= rows.size() || !rows.get(index).isAvailable()) {
            return;
        }
        PaletteItem item = rows.get(index);
        close();
        item.action().run();
    }

    private void refresh() {
        String typed = query.get();
        var found = new ArrayList<PaletteItem>();
        if (!objectsOnly) {
            found.addAll(edits.read(typed));
        }
        all.stream()
                .map(item -> new Scored(item, score(typed, item)))
                .filter(it -> it.score() != Fuzzy.NO_MATCH)
                .sorted(
                        Comparator.comparingInt((Scored it) -> -it.score())
                                .thenComparing(it -> it.item().kind()))
                .limit(MOST)
                .forEach(it -> found.add(it.item()));
        selected.set(-1);
        rows.setAll(found);
        selected.set(found.isEmpty() ? -1 : 0);
    }

    private static int score(String typed, PaletteItem item) {
        int title = Fuzzy.score(typed, item.title());
        int both = Fuzzy.score(typed, item.title() + " " + item.detail());
        int score = Math.max(title, both == Fuzzy.NO_MATCH ? both : both - 10);
        return score == Fuzzy.NO_MATCH || item.isAvailable() ? score : score - 6;
    }
}
