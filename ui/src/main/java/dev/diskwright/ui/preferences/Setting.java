package dev.diskwright.ui.preferences;

import dev.diskwright.ui.settings.Look;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/// A setting with a few values to choose from.
///
/// @param <T> type of its values
/// @param id its label is `settings.<id>`, the words of its values are `settings.<id>.<value>`
/// @param values in the order they are shown
/// @param name of a value in the words
/// @param read takes the value out of a look
/// @param write puts a value into a look
public record Setting<T>(
        String id,
        List<T> values,
        Function<T, String> name,
        Function<Look, T> read,
        BiFunction<Look, T, Look> write) {
    /// Copies the list.
    public Setting {
        values = List.copyOf(values);
    }
}
