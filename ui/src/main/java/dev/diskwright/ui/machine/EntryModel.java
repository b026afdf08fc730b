package dev.diskwright.ui.machine;

import java.util.List;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// An entry of a list that is edited as a form of its own.
public final class EntryModel {
    private final String key;
    private final String path;
    private final List<EntryField> fields;
    private final Runnable refresher;
    private final Runnable remover;
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    /// @param key tells it from the others, as long as it is the same entry
    /// @param path JSON pointer of it
    /// @param refresher shows what the design has now; may ask for the entry's place no more after it is gone
    /// @param remover takes it out
    EntryModel(
            String key,
            String path,
            List<EntryField> fields,
            java.util.function.Consumer<EntryModel> refresher,
            Runnable remover) {
        this.key = key;
        this.path = path;
        this.fields = List.copyOf(fields);
        this.refresher = () -> refresher.accept(this);
        this.remover = remover;
    }

    /// {@return what tells it from the others}
    public String key() {
        return key;
    }

    /// {@return JSON pointer of it}
    public String path() {
        return path;
    }

    /// {@return its fields, in their order}
    public List<EntryField> fields() {
        return fields;
    }

    /// {@return what stands above its fields; empty for nothing}
    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /// {@return what it comes to, below the title; empty for nothing}
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    /// {@return what is wrong with it as a whole; empty for nothing}
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    void describe(String newTitle, String newNote, String newProblem) {
        title.set(newTitle);
        note.set(newNote);
        problem.set(newProblem);
    }

    void refresh() {
        refresher.run();
    }

    /// Takes it out.
    public void remove() {
        remover.run();
    }
}
