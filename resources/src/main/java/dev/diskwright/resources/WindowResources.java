package dev.diskwright.resources;

import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.ResourceBundle;

/// Words, style sheets, fonts and icons of the window.
public final class WindowResources {
    /// Edge lengths of the application icon, in pixels.
    public static final List<Integer> ICON_SIZES = List.of(16, 24, 32, 48, 64, 128, 256, 512);

    private WindowResources() {}

    /// {@return every word the window shows}
    public static ResourceBundle texts(Locale locale) {
        return ResourceBundle.getBundle("dev.diskwright.resources.texts.window", locale);
    }

    /// {@return address of a style sheet}
    ///
    /// @param name `window`, `light` or `dark`
    public static String stylesheet(String name) {
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
