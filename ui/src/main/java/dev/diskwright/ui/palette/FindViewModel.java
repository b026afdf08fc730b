package dev.diskwright.ui.palette;

import dev.diskwright.ui.shell.Screen;
import dev.diskwright.ui.text.Texts;
import java.util.EnumMap;
import java.util.Map;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/// The search within the screen that is shown.
public final class FindViewModel {
    private final ObservableValue<Screen> screen;
    private final Texts texts;
    private final Map<Screen, Findable> screens = new EnumMap<>(Screen.class);
    private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper reason = new ReadOnlyStringWrapper("");
    private final StringProperty text = new SimpleStringProperty("");
    private @Nullable Findable current;
    private int found;
    private int at;

    /// Searches what `screen` shows.
    public FindViewModel(ObservableValue<Screen> screen, Texts texts) {
        this.screen = screen;
        this.texts = texts;
        text.subscribe(_ -> search());
        screen.subscribe(_ -> {
            close();
            refresh();
        });
    }

    /// Lets a screen be searched.
    public void register(Screen place, Findable findable) {
        screens.put(place, findable);
        refresh();
    }

    private void refresh() {
        reason.set(screens.containsKey(screen.getValue()) ? "" : texts.of("reason.notSearchable"));
    }

    /// {@return why the screen cannot be searched; empty if it can}
    public ReadOnlyStringProperty reasonProperty() {
        return reason.getReadOnlyProperty();
    }

    /// {@return whether the search is shown}
    public ReadOnlyBooleanProperty openProperty() {
        return open.getReadOnlyProperty();
    }

    /// {@return what is searched for}
    public StringProperty textProperty() {
        return text;
    }

    /// {@return how many were found, and which of them is in view}
    public ReadOnlyStringProperty countProperty() {
        return count.getReadOnlyProperty();
    }

    /// Shows the search.
    public void open() {
        current = screens.get(screen.getValue());
        open.set(current != null);
        search();
    }

    /// Goes to another of those found.
    ///
    /// @param step 1 or -1; ends meet
    public void step(int step) {
        if (current != null && found > 0) {
            at = Math.floorMod(at + step, found);
            current.show(at);
            tell();
        }
    }

    /// Takes the search and its marks away.
    public void close() {
        if (current != null) {
            current.stop();
        }
        current = null;
        open.set(false);
    }

    private void search() {
        at = 0;
        found = current == null ? 0 : current.find(text.get().strip());
        tell();
    }

    private void tell() {
        count.set(
                text.get().isBlank() ? "" : texts.of("find.count", found, found == 0 ? 0 : at + 1));
    }
}
