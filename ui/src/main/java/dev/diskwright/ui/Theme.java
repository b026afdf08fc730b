package dev.diskwright.ui;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.diskwright.resources.WindowResources;
import dev.diskwright.ui.settings.Look;
import java.util.ArrayList;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Parent;
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

    /// Shows `scene` as the person chose: colours, or those of the desktop, density, size of text. The root has the
    /// style classes `compact`, `high-contrast` and `still` where they hold.
    ///
    /// @param still whether nothing is to move
    static void apply(Scene scene, Look look, boolean still) {
        String name =
                switch (look.theme()) {
                    case LIGHT -> "light";
                    case DARK -> "dark";
                    case HIGH_CONTRAST -> "contrast";
                    case SYSTEM ->
                            Platform.getPreferences().getColorScheme() == ColorScheme.DARK
                                    ? "dark"
                                    : "light";
                };
        Application.setUserAgentStylesheet(
                name.equals("light")
                        ? new PrimerLight().getUserAgentStylesheetBSS()
                        : new PrimerDark().getUserAgentStylesheetBSS());
        var sheets = new ArrayList<>(WindowResources.stylesheets(name));
        sheets.add(WindowResources.textSize(look.textPercent()));
        scene.getStylesheets().setAll(sheets);
        Parent root = scene.getRoot();
        mark(root, "compact", look.density() == Look.Density.COMPACT);
        mark(root, "high-contrast", look.theme() == Look.Theme.HIGH_CONTRAST);
        mark(root, "still", still);
    }

    private static void mark(Parent root, String styleClass, boolean on) {
        root.getStyleClass().remove(styleClass);
        if (on) {
            root.getStyleClass().add(styleClass);
        }
    }
}
