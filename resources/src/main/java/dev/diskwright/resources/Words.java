package dev.diskwright.resources;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Properties;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/// The words of several bundles as one. A bundle `x.properties` is English; `x_de.properties` and `x_de_CH.properties`
/// replace what they have of it. What a language lacks stays English, whatever the language of the desktop.
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
    /// @throws MissingResourceException if a bundle is missing
    static ResourceBundle of(Locale locale, List<String> names) {
        var words = new LinkedHashMap<String, String>();
        for (String name : names) {
            Properties english = read(name);
            if (english == null) {
                throw new MissingResourceException("no texts " + name, name, "");
            }
            english.stringPropertyNames()
                    .forEach(key -> {
                        if (words.putIfAbsent(key, english.getProperty(key)) != null) {
                            throw new IllegalStateException("two bundles have " + key);
                        }
                    });
            replace(words, read(name + "_" + locale.getLanguage()));
            if (!locale.getCountry().isEmpty()) {
                replace(words, read(name + "_" + locale.getLanguage() + "_" + locale.getCountry()));
            }
        }
        if (locale.toLanguageTag().equals(PseudoText.TAG)) {
            words.replaceAll((_, text) -> PseudoText.of(text));
        }
        return new Words(locale, words);
    }

    private static void replace(Map<String, String> words, @Nullable Properties translated) {
        if (translated != null) {
            translated
                    .stringPropertyNames()
                    .forEach(key ->
                            words.computeIfPresent(key, (it, _) -> translated.getProperty(it)));
        }
    }

    private static @Nullable Properties read(String name) {
        try (InputStream in =
                WindowResources.class.getResourceAsStream("texts/" + name + ".properties")) {
            if (in == null) {
                return null;
            }
            var properties = new Properties();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
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
