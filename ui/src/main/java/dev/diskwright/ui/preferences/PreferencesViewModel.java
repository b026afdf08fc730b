package dev.diskwright.ui.preferences;

import dev.diskwright.ui.settings.Look;
import dev.diskwright.ui.settings.SettingsViewModel;
import dev.diskwright.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ReadOnlyObjectProperty;

/// What the person can set up. Every choice takes effect at once.
public final class PreferencesViewModel {
    /// Which colours.
    public static final Setting<Look.Theme> THEME =
            of("theme", Look.Theme.values(), Look::theme, Look::withTheme);

    /// How close rows lie.
    public static final Setting<Look.Density> DENSITY =
            of("density", Look.Density.values(), Look::density, Look::withDensity);

    /// Whether things move.
    public static final Setting<Look.Motion> MOTION =
            of("motion", Look.Motion.values(), Look::motion, Look::withMotion);

    /// Which units sizes are told in.
    public static final Setting<Look.Units> UNITS =
            of("units", Look.Units.values(), Look::units, Look::withUnits);

    /// A language to choose.
    ///
    /// @param tag empty for that of the desktop
    /// @param name what it calls itself
    public record Language(String tag, String name) {}

    private final SettingsViewModel settings;
    private final KeysViewModel keys;
    private final Texts texts;
    private final List<Language> languages;

    /// @param tags languages that there are texts in
    public PreferencesViewModel(
            SettingsViewModel settings, KeysViewModel keys, Texts texts, List<String> tags) {
        this.settings = settings;
        this.keys = keys;
        this.texts = texts;
        var all = new ArrayList<Language>();
        all.add(new Language("", texts.of("settings.language.system")));
        for (String tag : tags) {
            var locale = Locale.forLanguageTag(tag);
            all.add(
                    new Language(
                            tag,
                            texts.orElse(
                                    "settings.language." + tag, locale.getDisplayName(locale))));
        }
        languages = List.copyOf(all);
    }

    private static <E extends Enum<E>> Setting<E> of(
            String id,
            E[] values,
            java.util.function.Function<Look, E> read,
            java.util.function.BiFunction<Look, E, Look> write) {
        return new Setting<>(
                id,
                List.of(values),
                it -> it.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                read,
                write);
    }

    /// {@return the look in effect}
    public ReadOnlyObjectProperty<Look> lookProperty() {
        return settings.lookProperty();
    }

    /// Takes a value of a setting.
    public <T> void choose(Setting<T> setting, T value) {
        settings.changeLook(look -> setting.write().apply(look, value));
    }

    /// {@return what a value of a setting is called}
    public <T> String name(Setting<T> setting, T value) {
        return texts.of("settings." + setting.id() + "." + setting.name().apply(value));
    }

    /// {@return what a setting is called}
    public String name(Setting<?> setting) {
        return texts.of("settings." + setting.id());
    }

    /// Takes a size of text, in percent.
    public void text(int percent) {
        settings.changeLook(look -> look.withTextPercent(percent));
    }

    /// {@return a size of text in words}
    public String textName(int percent) {
        return texts.of("settings.text.percent", percent);
    }

    /// {@return the languages to choose from, that of the desktop first}
    public List<Language> languages() {
        return languages;
    }

    /// {@return the language in effect from the next start}
    public Language language() {
        String tag = settings.lookProperty().get().language();
        return languages.stream()
                .filter(it -> it.tag().equals(tag))
                .findFirst()
                .orElse(languages.getFirst());
    }

    /// Takes a language.
    public void language(Language language) {
        settings.changeLook(look -> look.withLanguage(language.tag()));
    }

    /// Takes whether letters alone are keys while a picture has the focus.
    public void singleLetters(boolean on) {
        settings.changeLook(look -> look.withSingleLetters(on));
    }

    /// {@return the keys}
    public KeysViewModel keys() {
        return keys;
    }
}
