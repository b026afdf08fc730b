package dev.diskwright.ui;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.diskwright.resources.WindowResources;
import dev.diskwright.ui.settings.Look;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/// Puts colours, type and rules on a scene.
final class Theme {
    private Theme() {}

    /// Makes the window's own type family known to the toolkit.
    static void loadFonts() {
        for (String style : new String[] {"Regular", "Bold"}) {
            Font.loadFont(WindowResources.font(style), 13);
        }
    }

    /// Shows `scene` in the colours that the person chose, or in those of the desktop.
    static void apply(Scene scene, Look.Theme choice) {
        boolean dark =
                switch (choice) {
                    case LIGHT -> false;
                    case DARK, HIGH_CONTRAST -> true;
                    case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
                };
        Application.setUserAgentStylesheet(
                dark
                        ? new PrimerDark().getUserAgentStylesheetBSS()
                        : new PrimerLight().getUserAgentStylesheetBSS());
        scene.getStylesheets().setAll(WindowResources.stylesheets(dark ? "dark" : "light"));
    }
}
