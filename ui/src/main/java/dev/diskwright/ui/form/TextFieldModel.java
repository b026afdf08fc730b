package dev.diskwright.ui.form;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// A line of text that is a draft until it is committed. While it is typed, an echo says what it would come to, or an
/// error what is wrong with it; only a draft without an error is committed.
public final class TextFieldModel {
    private final String path;
    private final UnaryOperator<String> echoOf;
    private final Consumer<String> commit;
    private final StringProperty draft = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper echo = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper("");
    private final StringProperty prompt = new SimpleStringProperty("");
    private final BooleanProperty shown = new SimpleBooleanProperty(true);
    private final StringProperty unit = new SimpleStringProperty("");
    private @Nullable Supplier<List<ChoiceModel.Option>> suggestions;
    private BinaryOperator<String> completion = (text, _) -> text;
    private boolean searchable;
    private @Nullable Supplier<Optional<String>> chooser;
    private String value = "";
    private String resolved = "";
    private @Nullable FieldProblem committed;
    private final ReadOnlyObjectWrapper<@Nullable FieldProblem> problem =
            new ReadOnlyObjectWrapper<>();

    /// @param path last part of the JSON path of what it edits
    /// @param echoOf what a draft comes to, empty for nothing to say; throws [IllegalArgumentException] with a sentence
    ///     for a draft that is refused
    /// @param commit takes a draft that was not refused
    public TextFieldModel(String path, UnaryOperator<String> echoOf, Consumer<String> commit) {
        this.path = path;
        this.echoOf = echoOf;
        this.commit = commit;
        draft.subscribe(_ -> check());
    }

    /// {@return a field that takes every text}
    public static TextFieldModel plain(String path, Consumer<String> commit) {
        return new TextFieldModel(path, _ -> "", commit);
    }

    /// {@return last part of the JSON path of what it edits}
    public String path() {
        return path;
    }

    /// {@return what is in the field now}
    public StringProperty draftProperty() {
        return draft;
    }

    /// {@return what the draft, or the value, comes to}
    public ReadOnlyStringProperty echoProperty() {
        return echo.getReadOnlyProperty();
    }

    /// {@return what is wrong with the draft, or with the value; empty for nothing}
    public ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }

    /// {@return what an empty field stands for}
    public StringProperty promptProperty() {
        return prompt;
    }

    /// {@return whether the field means anything here}
    public BooleanProperty shownProperty() {
        return shown;
    }

    /// Offers values to choose from beside typing.
    ///
    /// @param values asked for each time they are shown
    public TextFieldModel suggest(Supplier<List<ChoiceModel.Option>> values) {
        suggestions = values;
        return this;
    }

    /// Offers values that typing narrows down: those with all its words in key or label.
    public TextFieldModel search(List<ChoiceModel.Option> values) {
        searchable = true;
        return suggest(() -> values);
    }

    /// {@return whether there are values to choose from beside typing}
    public boolean hasSuggestions() {
        return suggestions != null;
    }

    /// {@return whether typing narrows the values down}
    public boolean isSearchable() {
        return searchable;
    }

    /// {@return values to choose from beside typing; those that the draft asks for, if it was changed and narrows them
    /// down}
    public List<ChoiceModel.Option> suggestions() {
        List<ChoiceModel.Option> values = suggestions == null ? List.of() : suggestions.get();
        String wanted = draft.get();
        if (!searchable || wanted.equals(value)) {
            return values;
        }
        List<String> words = List.of(wanted.strip().toLowerCase(Locale.ROOT).split("\\s+"));
        return values.stream()
                .filter(it -> {
                    String text = (it.key() + " " + it.label()).toLowerCase(Locale.ROOT);
                    return words.stream().allMatch(text::contains);
                })
                .toList();
    }

    /// Lets drafts leave out what the field shows as its unit.
    ///
    /// @param newCompletion from a draft and the unit to what it means
    public TextFieldModel completeBy(BinaryOperator<String> newCompletion) {
        completion = newCompletion;
        return this;
    }

    /// {@return the unit that a bare number takes; empty for none}
    public StringProperty unitProperty() {
        return unit;
    }

    private String completed() {
        return unit.get().isEmpty() ? draft.get() : completion.apply(draft.get(), unit.get());
    }

    /// {@return the committed value}
    public String value() {
        return value;
    }

    /// Offers to choose a value elsewhere, such as in a file chooser.
    public TextFieldModel chooseBy(Supplier<Optional<String>> newChooser) {
        chooser = newChooser;
        return this;
    }

    /// {@return whether [#choose()] asks for anything}
    public boolean hasChooser() {
        return chooser != null;
    }

    /// Asks for a value and commits it.
    public void choose() {
        if (chooser != null) {
            chooser.get().ifPresent(this::take);
        }
    }

    /// Commits `text` as if it had been typed.
    public void take(String text) {
        draft.set(text);
        commit();
    }

    /// Shows the committed value; a draft that was changed gives way to it.
    ///
    /// @param newResolved what it comes to, empty for nothing to say
    /// @param newProblem what is wrong with it, empty for nothing
    public void show(String newValue, String newResolved, String newProblem) {
        show(newValue, newResolved, newProblem.isEmpty() ? null : FieldProblem.error(newProblem));
    }

    /// Shows the committed value; a draft that was changed gives way to it.
    ///
    /// @param newResolved what it comes to, empty for nothing to say
    /// @param newProblem what is wrong with it; null for nothing
    public void show(String newValue, String newResolved, @Nullable FieldProblem newProblem) {
        boolean changed = !newValue.equals(value);
        boolean untouched = draft.get().equals(value);
        value = newValue;
        resolved = newResolved;
        committed = newProblem;
        if (changed || untouched) {
            draft.set(newValue);
        }
        check();
    }

    /// Shows the committed value.
    public void show(String newValue) {
        show(newValue, "", (FieldProblem) null);
    }

    /// Hands the draft on, if it is not refused and differs from the value.
    public void commit() {
        if (draft.get().equals(value)) {
            return;
        }
        check();
        if (completed().equals(value)) {
            revert();
        } else if (error.get().isEmpty()) {
            commit.accept(completed());
        }
    }

    /// Drops the draft.
    public void revert() {
        draft.set(value);
        check();
    }

    private void check() {
        if (draft.get().equals(value)) {
            echo.set(resolved);
            say(committed);
            return;
        }
        try {
            echo.set(echoOf.apply(completed()));
            say(null);
        } catch (IllegalArgumentException e) {
            echo.set("");
            say(FieldProblem.error(String.valueOf(e.getMessage())));
        }
    }

    private void say(@Nullable FieldProblem what) {
        problem.set(what);
        error.set(what == null ? "" : what.text());
    }

    /// {@return what is wrong with the draft, or with the value; null for nothing}
    public ReadOnlyObjectProperty<@Nullable FieldProblem> problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
