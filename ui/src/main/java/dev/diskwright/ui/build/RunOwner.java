package dev.diskwright.ui.build;

import javafx.beans.property.ReadOnlyStringProperty;

/// Who starts runs of one kind, and knows what can be done about one that has ended.
public interface RunOwner {
    /// Runs, and asks first before it replaces a file.
    void start();

    /// Does what an error card offers.
    void act(ErrorCard.Action action);

    /// Copies the command that does the same.
    void copyCommand();

    /// {@return why there is no command to copy; empty if there is}
    ReadOnlyStringProperty commandReasonProperty();
}
