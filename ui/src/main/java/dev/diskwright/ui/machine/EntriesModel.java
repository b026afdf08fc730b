package dev.diskwright.ui.machine;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The entries of a list or map of the design. Those that stay the same entry keep their models, and with them drafts and
/// the focus.
public final class EntriesModel {
    private final String name;
    private final IntFunction<EntryModel> maker;
    private final Runnable adder;
    private final @Nullable ObjIntConsumer<EntryModel> mover;
    private final ObservableList<EntryModel> entries = FXCollections.observableArrayList();
    private final ObservableList<EntryModel> entriesView =
            FXCollections.unmodifiableObservableList(entries);

    /// @param name of the list, for node ids and texts: `machine.<name>.add`, `machine.<name>.none`
    /// @param maker makes the model of the entry at a place
    /// @param adder adds an entry
    /// @param mover moves an entry one place; null if the order means nothing
    EntriesModel(
            String name,
            IntFunction<EntryModel> maker,
            Runnable adder,
            @Nullable ObjIntConsumer<EntryModel> mover) {
        this.name = name;
        this.maker = maker;
        this.adder = adder;
        this.mover = mover;
    }

    /// Shows entries with these keys from now on.
    void show(List<String> keys) {
        while (entries.size() > keys.size()) {
            entries.removeLast();
        }
        for (int i = 0; i < keys.size(); i++) {
            if (i == entries.size()) {
                entries.add(maker.apply(i));
            } else if (!entries.get(i).key().equals(keys.get(i))) {
                entries.set(i, maker.apply(i));
            }
        }
        entries.forEach(EntryModel::refresh);
    }

    /// {@return keys of a list, whose entries are told apart by their places}
    static List<String> places(List<?> list) {
        return java.util.stream.IntStream.range(0, list.size())
                .mapToObj(Integer::toString)
                .toList();
    }

    /// {@return the entries}
    public ObservableList<EntryModel> entries() {
        return entriesView;
    }

    /// {@return what the list is called in the texts}
    public String name() {
        return name;
    }

    /// Adds an entry.
    public void add() {
        adder.run();
    }

    /// {@return whether the order means something}
    public boolean isOrdered() {
        return mover != null;
    }

    /// Moves an entry one place.
    ///
    /// @param step -1 up, 1 down
    public void move(EntryModel entry, int step) {
        if (mover != null) {
            mover.accept(entry, step);
        }
    }

    /// {@return a list with an entry moved; the same if that is not possible}
    static <T> List<T> moved(List<T> list, int from, int step) {
        int to = from + step;
        if (from < 0 || to < 0 || to >= list.size()) {
            return list;
        }
        var next = new java.util.ArrayList<>(list);
        next.add(to, next.remove(from));
        return List.copyOf(next);
    }

    /// {@return a list with another value at a place; without it if the function gives null}
    static <T> List<T> changed(List<T> list, int at, Function<T, @Nullable T> change) {
        var next = new java.util.ArrayList<>(list);
        T value = change.apply(next.get(at));
        if (value == null) {
            next.remove(at);
        } else {
            next.set(at, value);
        }
        return List.copyOf(next);
    }
}
