package dev.diskwright.resources;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.ResourceBundle;

/// Words, style sheets, fonts and icons of the window.
public final class WindowResources {
    /// Edge lengths of the application icon, in pixels.
    public static final List<Integer> ICON_SIZES = List.of(16, 24, 32, 48, 64, 128, 256, 512);

    /// Message bundles, one a feature; no key is in two of them.
    private static final List<String> TEXTS =
            List.of(
                    "shell",
                    "words",
                    "files",
                    "start",
                    "layout",
                    "inspector",
                    "outline",
                    "problems",
                    "edits",
                    "notice",
                    "build");

    /// Style sheets, one a feature; the first holds what all controls share.
    private static final List<String> SHEETS =
            List.of(
                    "window",
                    "shell",
                    "start",
                    "layout",
                    "inspector",
                    "problems",
                    "build",
                    "notice");

    private WindowResources() {}

    /// {@return every word the window shows, of all features}
    ///
    /// @throws java.util.MissingResourceException if a bundle is missing
    public static ResourceBundle texts(Locale locale) {
        return Words.of(locale, TEXTS);
    }

    /// {@return addresses of the style sheets, in the order they apply}
    ///
    /// @param theme `light`, `dark` or another that gives the tokens their values
    public static List<String> stylesheets(String theme) {
        var sheets = new ArrayList<String>();
        sheets.add(stylesheet(theme));
        SHEETS.forEach(name -> sheets.add(stylesheet(name)));
        return List.copyOf(sheets);
    }

    private static String stylesheet(String name) {
        String path = "theme/" + name + ".css";
        return Objects.requireNonNull(WindowResources.class.getResource(path), path)
                .toExternalForm();
    }

    /// {@return the application icon as PNG}
    ///
    /// @param size one of [#ICON_SIZES]
    public static InputStream icon(int size) {
        return open("icons/diskwright-" + size + ".png");
    }

    /// {@return a face of the window's type family, OpenType}
    ///
    /// @param style `Regular` or `Bold`
    public static InputStream font(String style) {
        return open("fonts/DiskwrightSans-" + style + ".otf");
    }

    private static InputStream open(String path) {
        return Objects.requireNonNull(WindowResources.class.getResourceAsStream(path), path);
    }
}
