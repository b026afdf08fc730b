package dev.diskwright.ui.build;

import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;

/// What can be done with an image that was written.
///
/// @param reason why it cannot be done now; empty if it can
public record FollowUp(Consumer<Path> action, ObservableValue<String> reason) {
    /// Nothing.
    public static final FollowUp NONE = new FollowUp(_ -> {}, new ReadOnlyStringWrapper(""));
}
