package dev.diskwright.ui.form;

import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;

/// On or off; switching commits at once.
public final class FlagModel {
    private final String key;
    private final String label;
    private final BooleanProperty on = new SimpleBooleanProperty();
    private final BooleanProperty shown = new SimpleBooleanProperty(true);
    private boolean showing;

    /// @param key what it is to the program
    /// @param label what it is to people
    /// @param commit takes the new state
    public FlagModel(String key, String label, Consumer<Boolean> commit) {
        this.key = key;
        this.label = label;
        on.subscribe((_, after) -> {
            if (!showing) {
                commit.accept(after);
            }
        });
    }

    /// {@return what it is to the program}
    public String key() {
        return key;
    }

    /// {@return what it is to people}
    public String label() {
        return label;
    }

    /// {@return whether it is on}
    public BooleanProperty onProperty() {
        return on;
    }

    /// {@return whether it means anything here}
    public BooleanProperty shownProperty() {
        return shown;
    }

    /// Shows the committed state.
    public void show(boolean newState) {
        showing = true;
        on.set(newState);
        showing = false;
    }
}
