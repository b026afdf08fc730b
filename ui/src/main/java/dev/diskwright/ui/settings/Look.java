package dev.diskwright.ui.settings;

/// How the window looks and behaves for this person.
///
/// @param theme which colours
/// @param density how close rows lie
/// @param textPercent size of all text, in percent of the usual; from [#LEAST_TEXT] to [#MOST_TEXT]
/// @param motion whether things move
/// @param language as a language tag; empty for that of the desktop
/// @param units which units a size is told in
/// @param singleLetters whether letters alone are keys while a picture has the focus
public record Look(
        Theme theme,
        Density density,
        int textPercent,
        Motion motion,
        String language,
        Units units,
        boolean singleLetters) {
    /// Least size of text, in percent.
    public static final int LEAST_TEXT = 100;

    /// Largest size of text, in percent.
    public static final int MOST_TEXT = 200;

    /// What holds before anyone chose.
    public static final Look DEFAULT =
            new Look(
                    Theme.SYSTEM,
                    Density.COMFORTABLE,
                    LEAST_TEXT,
                    Motion.SYSTEM,
                    "",
                    Units.BINARY,
                    true);

    /// Which colours the window has.
    public enum Theme {
        /// Those of the desktop.
        SYSTEM,
        /// Dark on light.
        LIGHT,
        /// Light on dark.
        DARK,
        /// White and full colours on black.
        HIGH_CONTRAST
    }

    /// How close rows lie.
    public enum Density {
        /// Rows of 32 pixels.
        COMFORTABLE,
        /// Rows of 26 pixels.
        COMPACT
    }

    /// Whether things move.
    public enum Motion {
        /// As the desktop says.
        SYSTEM,
        /// Nothing moves.
        REDUCED,
        /// What moves shows where things go.
        FULL
    }

    /// Which units a size is told in.
    public enum Units {
        /// KiB, MiB, GiB.
        BINARY,
        /// Those, and beside them kB, MB, GB.
        BOTH
    }

    /// Keeps the size of text within its bounds.
    public Look {
        textPercent = Math.clamp(textPercent, LEAST_TEXT, MOST_TEXT);
    }

    /// {@return the same with other colours}
    public Look withTheme(Theme newTheme) {
        return new Look(newTheme, density, textPercent, motion, language, units, singleLetters);
    }

    /// {@return the same with rows closer or farther}
    public Look withDensity(Density newDensity) {
        return new Look(theme, newDensity, textPercent, motion, language, units, singleLetters);
    }

    /// {@return the same with text of another size}
    ///
    /// @param percent of the usual size
    public Look withTextPercent(int percent) {
        return new Look(theme, density, percent, motion, language, units, singleLetters);
    }

    /// {@return the same with more or less motion}
    public Look withMotion(Motion newMotion) {
        return new Look(theme, density, textPercent, newMotion, language, units, singleLetters);
    }

    /// {@return the same in another language}
    ///
    /// @param tag empty for that of the desktop
    public Look withLanguage(String tag) {
        return new Look(theme, density, textPercent, motion, tag, units, singleLetters);
    }

    /// {@return the same with sizes told otherwise}
    public Look withUnits(Units newUnits) {
        return new Look(theme, density, textPercent, motion, language, newUnits, singleLetters);
    }

    /// {@return the same with or without letters as keys}
    public Look withSingleLetters(boolean on) {
        return new Look(theme, density, textPercent, motion, language, units, on);
    }
}
