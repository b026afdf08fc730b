package dev.diskwright.ui.text;

import java.text.MessageFormat;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;

/// The window's words by key, with their arguments in place. Each is parsed once; any thread may ask.
public final class Texts {
    private final ResourceBundle bundle;
    private final Map<String, MessageFormat> formats = new ConcurrentHashMap<>();

    /// @param bundle whole sentences in the form of [MessageFormat]
    public Texts(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    /// {@return the sentences}
    public ResourceBundle bundle() {
        return bundle;
    }

    /// {@return the text with `arguments` in place}
    ///
    /// @throws MissingResourceException if the bundle lacks the key
    public String of(String key, Object... arguments) {
        MessageFormat format = formats.computeIfAbsent(key, this::parsed);
        synchronized (format) { // formats keep state while they work
            return format.format(arguments);
        }
    }

    private MessageFormat parsed(String key) {
        return new MessageFormat(bundle.getString(key), bundle.getLocale());
    }

    /// {@return the text of `key`, or `fallback` if the bundle has none}
    public String orElse(String key, String fallback) {
        return bundle.containsKey(key) ? of(key) : fallback;
    }
}
