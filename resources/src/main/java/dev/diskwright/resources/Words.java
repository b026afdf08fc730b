package dev.diskwright.resources;

import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/// The words of several bundles as one.
final class Words extends ResourceBundle {
    private final Locale locale;
    private final Map<String, String> words;

    private Words(Locale locale, Map<String, String> words) {
        this.locale = locale;
        this.words = words;
    }

    /// {@return the words of all bundles}
    ///
    /// @throws IllegalStateException if two of them have a key in common
    static ResourceBundle of(Locale locale, List<String> names) {
        var words = new LinkedHashMap<String, String>();
        for (String name : names) {
            var bundle = ResourceBundle.getBundle("dev.diskwright.resources.texts." + name, locale);
            for (String key : bundle.keySet()) {
                if (words.putIfAbsent(key, bundle.getString(key)) != null) {
                    throw new IllegalStateException("two bundles have " + key);
                }
            }
        }
        return new Words(locale, words);
    }

    @Override
    public Locale getLocale() {
        return locale;
    }

    @Override
    protected @Nullable Object handleGetObject(String key) {
        return words.get(key);
    }

    @Override
    public Enumeration<String> getKeys() {
        return Collections.enumeration(words.keySet());
    }
}
