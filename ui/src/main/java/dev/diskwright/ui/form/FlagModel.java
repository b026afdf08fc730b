package dev.diskwright.ui.form;

import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;

/// On or off; switching commits at once.
public final class FlagModel {
    private final String key;
    private final String label;
    private final BooleanProperty on = new SimpleBooleanProperty();
    private final String help;
    private final BooleanProperty mixed = new SimpleBooleanProperty();
    private final BooleanProperty shown = new SimpleBooleanProperty(true);
    private boolean showing;

    /// @param key what it is to the program
    /// @param label what it is to people
    /// @param help what it does, in a sentence; may be empty
    /// @param commit takes the new state
    public FlagModel(String key, String label, String help, Consumer<Boolean> commit) {
        this.key = key;
        this.label = label;
        this.help = help;
        on.subscribe((_, after) -> {
            if (!showing) {
                mixed.set(false);
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

    /// {@return what it does, in a sentence; may be empty}
    public String help() {
        return help;
    }

    /// {@return whether some of those it stands for have it and some have not}
    public BooleanProperty mixedProperty() {
        return mixed;
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
        show(newState, false);
    }

    /// Shows the committed state.
    ///
    /// @param newMixed whether it is on for some only
    public void show(boolean newState, boolean newMixed) {
        showing = true;
        on.set(newState);
        mixed.set(newMixed);
        showing = false;
    }
}
