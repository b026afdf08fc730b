package dev.diskwright.ui.difference;

import dev.diskwright.core.design.Design;
import dev.diskwright.ui.text.Texts;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/// The list of differences that is shown over the window.
public final class DifferencesViewModel {
    /// What the two sides of the list are called.
    ///
    /// @param title of the list
    /// @param before heading of the earlier values
    /// @param after heading of the later values
    public record Heading(String title, String before, String after) {}

    private final DifferenceWords words;
    private final Texts texts;
    private final BooleanProperty open = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<Heading> heading =
            new ReadOnlyObjectWrapper<>(new Heading("", "", ""));
    private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<List<DifferenceRow>> rows =
            new ReadOnlyObjectWrapper<>(List.of());

    /// @param texts the words
    public DifferencesViewModel(Texts texts) {
        this.texts = texts;
        words = new DifferenceWords(texts);
    }

    /// {@return whether the list is shown}
    public BooleanProperty openProperty() {
        return open;
    }

    /// {@return what the list and its sides are called}
    public ReadOnlyObjectProperty<Heading> headingProperty() {
        return heading.getReadOnlyProperty();
    }

    /// {@return how many differences there are, in words}
    public ReadOnlyStringProperty countProperty() {
        return count.getReadOnlyProperty();
    }

    /// {@return the differences, in the order of the document}
    public ReadOnlyObjectProperty<List<DifferenceRow>> rowsProperty() {
        return rows.getReadOnlyProperty();
    }

    /// Shows how `after` differs from `before`.
    public void show(Heading newHeading, Design before, Design after) {
        heading.set(newHeading);
        rows.set(words.rows(before, after));
        count.set(texts.of("difference.count", rows.get().size()));
        open.set(true);
    }

    /// Closes the list.
    public void close() {
        open.set(false);
    }
}
