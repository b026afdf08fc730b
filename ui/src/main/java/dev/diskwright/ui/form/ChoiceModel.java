package dev.diskwright.ui.form;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// One of several values; choosing another one commits it at once.
public final class ChoiceModel {
    /// One of them.
    ///
    /// @param key what it is to the program
    /// @param label what it is to people
    public record Option(String key, String label) {
        @Override
        public String toString() {
            return label;
        }
    }

    private final String path;
    private final ObservableList<Option> options = FXCollections.observableArrayList();
    private final StringProperty key = new SimpleStringProperty("");
    private final BooleanProperty shown = new SimpleBooleanProperty(true);
    private final ReadOnlyObjectWrapper<@Nullable FieldProblem> problem =
            new ReadOnlyObjectWrapper<>();
    private boolean showing;

    /// @param path last part of the JSON path of what it edits
    /// @param commit takes the key that was chosen
    public ChoiceModel(String path, List<Option> options, Consumer<String> commit) {
        this.path = path;
        this.options.setAll(options);
        key.subscribe((before, after) -> {
            if (!showing && !after.isEmpty() && !Objects.equals(before, after)) {
                commit.accept(after);
            }
        });
    }

    /// {@return last part of the JSON path of what it edits}
    public String path() {
        return path;
    }

    /// {@return what can be chosen}
    public ObservableList<Option> options() {
        return options;
    }

    /// {@return key of the choice}
    public StringProperty keyProperty() {
        return key;
    }

    /// {@return whether the choice means anything here}
    public BooleanProperty shownProperty() {
        return shown;
    }

    /// {@return what is wrong with the choice; null for nothing}
    public ReadOnlyObjectProperty<@Nullable FieldProblem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// Shows that there is no one value.
    ///
    /// @param label what stands in its place
    public void showMixed(String label) {
        showing = true;
        if (options.stream().noneMatch(option -> option.key().isEmpty())) {
            options.add(new Option("", label));
        }
        key.set("");
        problem.set(null);
        showing = false;
    }

    /// Offers other values than before, and shows the committed one.
    public void offer(List<Option> newOptions, String newKey, String newError) {
        showing = true;
        if (!options.equals(newOptions)) {
            key.set(""); // views look the option up when the key changes
            options.setAll(newOptions);
        }
        showing = false;
        show(newKey, newError);
    }

    /// Shows the committed value; one that is not among the options joins them.
    public void show(String newKey, String newError) {
        show(newKey, newError.isEmpty() ? null : FieldProblem.error(newError));
    }

    /// Shows the committed value; one that is not among the options joins them.
    public void show(String newKey, @Nullable FieldProblem newProblem) {
        showing = true;
        if (options.stream().noneMatch(option -> option.key().equals(newKey))) {
            options.add(new Option(newKey, newKey));
        }
        key.set(newKey);
        options.removeIf(option -> option.key().isEmpty() && !newKey.isEmpty());
        problem.set(newProblem);
        showing = false;
    }
}
