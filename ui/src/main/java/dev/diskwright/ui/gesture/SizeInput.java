package dev.diskwright.ui.gesture;

import dev.diskwright.core.design.SizeExpression;
import dev.diskwright.core.design.SizeText;
import java.util.Locale;

/// A size as people type it in a hurry: a bare number is MiB, and `3g` is `3G`.
public final class SizeInput {
    private SizeInput() {}

    /// {@return the expression}
    ///
    /// @throws IllegalArgumentException with a sentence for the person who typed it
    public static SizeExpression parse(String text) {
        String whole = text.strip();
        if (whole.matches("[0-9]+(\\.[0-9]+)?")) {
            return SizeText.parse(whole + "MiB");
        }
        return SizeText.parse(
                whole.matches("[0-9]+(\\.[0-9]+)?\\s*[kmgt]")
                        ? whole.toUpperCase(Locale.ROOT)
                        : whole);
    }
}
