package dev.diskwright.ui.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What is remembered per user and never stored in a design.
///
/// @param theme which colours
/// @param width of the window, in logical pixels
/// @param height of the window, in logical pixels
/// @param leftWidth of the left pane
/// @param inspectorWidth of the inspector
/// @param recent designs, the last used one first
public record Settings(
        Theme theme,
        double width,
        double height,
        double leftWidth,
        double inspectorWidth,
        List<Path> recent) {
    /// How many recent designs are kept.
    public static final int RECENT = 12;

    /// Which colours the window has.
    public enum Theme {
        /// Those of the desktop.
        SYSTEM,
        /// Dark on light.
        LIGHT,
        /// Light on dark.
        DARK
    }

    /// Copies the list.
    public Settings {
        recent = List.copyOf(recent);
    }

    /// {@return what holds before anything was remembered}
    public static Settings defaults() {
        return new Settings(Theme.SYSTEM, 1280, 800, 232, 328, List.of());
    }

    /// {@return the same with other colours}
    public Settings withTheme(Theme newTheme) {
        return new Settings(newTheme, width, height, leftWidth, inspectorWidth, recent);
    }

    /// {@return the same with another size of the window}
    public Settings withSize(double newWidth, double newHeight) {
        return new Settings(theme, newWidth, newHeight, leftWidth, inspectorWidth, recent);
    }

    /// {@return the same with other pane widths}
    public Settings withPanes(double newLeft, double newInspector) {
        return new Settings(theme, width, height, newLeft, newInspector, recent);
    }

    /// {@return the same with `file` as the last used design}
    public Settings withRecent(Path file) {
        var files = new ArrayList<>(recent);
        files.remove(file);
        files.addFirst(file);
        return withFiles(files.subList(0, Math.min(RECENT, files.size())));
    }

    /// {@return the same without that design}
    public Settings withoutRecent(Path file) {
        return withFiles(recent.stream().filter(it -> !it.equals(file)).toList());
    }

    private Settings withFiles(List<Path> files) {
        return new Settings(theme, width, height, leftWidth, inspectorWidth, files);
    }
}
