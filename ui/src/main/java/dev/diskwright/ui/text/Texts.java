package dev.diskwright.ui.text;

import dev.diskwright.core.design.SizeText;
import java.text.MessageFormat;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/// The window's words by key, with their arguments in place. Each is parsed once; any thread may ask.
public final class Texts {
    private final ResourceBundle bundle;
    private final BooleanSupplier decimalBeside;
    private final Map<String, MessageFormat> formats = new ConcurrentHashMap<>();

    /// Words that tell sizes in KiB, MiB, GiB alone.
    ///
    /// @param bundle whole sentences in the form of [MessageFormat]
    public Texts(ResourceBundle bundle) {
        this(bundle, () -> false);
    }

    private Texts(ResourceBundle bundle, BooleanSupplier decimalBeside) {
        this.bundle = bundle;
        this.decimalBeside = decimalBeside;
    }

    /// {@return the sentences}
    public ResourceBundle bundle() {
        return bundle;
    }

    /// {@return the same words}
    ///
    /// @param beside whether sizes are told in kB, MB, GB too
    public Texts telling(BooleanSupplier beside) {
        return new Texts(bundle, beside);
    }

    /// {@return what a number of bytes comes to: rounded, and exactly}
    public String size(long bytes) {
        String shown = SizeText.display(bytes);
        return decimalBeside.getAsBoolean()
                ? of("size.echoBoth", shown, SizeText.displayDecimal(bytes), bytes)
                : of("size.echo", shown, bytes);
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
