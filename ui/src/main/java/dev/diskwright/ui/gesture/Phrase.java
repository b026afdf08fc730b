package dev.diskwright.ui.gesture;

import java.util.List;

/// A sentence before it is put into words: a key of the message bundle and what goes into it.
///
/// @param key of the bundle
/// @param arguments words and numbers; sizes are already written for people
public record Phrase(String key, List<Object> arguments) {
    /// Copies the list.
    public Phrase {
        arguments = List.copyOf(arguments);
    }

    /// {@return a sentence}
    public static Phrase of(String key, Object... arguments) {
        return new Phrase(key, List.of(arguments));
    }
}
