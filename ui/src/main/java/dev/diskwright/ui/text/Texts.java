package dev.diskwright.ui.text;

import java.text.MessageFormat;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/// The window's words by key, with their arguments in place.
///
/// @param bundle whole sentences in the form of [MessageFormat]
public record Texts(ResourceBundle bundle) {
    /// {@return the text with `arguments` in place}
    ///
    /// @throws MissingResourceException if the bundle lacks the key
    public String of(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), bundle.getLocale()).format(arguments);
    }

    /// {@return the text of `key`, or `fallback` if the bundle has none}
    public String orElse(String key, String fallback) {
        return bundle.containsKey(key) ? of(key) : fallback;
    }
}
