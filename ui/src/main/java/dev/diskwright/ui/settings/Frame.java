package dev.diskwright.ui.settings;

/// How the window was left.
///
/// @param width in logical pixels
/// @param height in logical pixels
/// @param leftWidth of the left pane
/// @param inspectorWidth of the inspector
/// @param drawerHeight of the drawer
/// @param drawerTab name of its tab; empty for the first
/// @param leftOpen whether the left pane is wanted
/// @param inspectorOpen whether the inspector is wanted beside the workspace
/// @param drawerOpen whether the drawer is wanted
/// @param screen name of the last screen; empty for none
/// @param columns of the partition table that are shown, by name, with commas; empty for the usual ones
public record Frame(
        double width,
        double height,
        double leftWidth,
        double inspectorWidth,
        double drawerHeight,
        String drawerTab,
        boolean leftOpen,
        boolean inspectorOpen,
        boolean drawerOpen,
        String screen,
        String columns) {
    /// What holds before a window was shown.
    public static final Frame DEFAULT =
            new Frame(1280, 800, 232, 328, 220, "", true, true, false, "", "");

    /// {@return the same with another size of the window}
    public Frame withSize(double newWidth, double newHeight) {
        return new Frame(
                newWidth,
                newHeight,
                leftWidth,
                inspectorWidth,
                drawerHeight,
                drawerTab,
                leftOpen,
                inspectorOpen,
                drawerOpen,
                screen,
                columns);
    }

    /// {@return the same with panes of other widths}
    public Frame withPanes(double newLeft, double newInspector) {
        return new Frame(
                width,
                height,
                newLeft,
                newInspector,
                drawerHeight,
                drawerTab,
                leftOpen,
                inspectorOpen,
                drawerOpen,
                screen,
                columns);
    }

    /// {@return the same with another drawer}
    public Frame withDrawer(double newHeight, String newTab) {
        return new Frame(
                width,
                height,
                leftWidth,
                inspectorWidth,
                newHeight,
                newTab,
                leftOpen,
                inspectorOpen,
                drawerOpen,
                screen,
                columns);
    }

    /// {@return the same with panes opened and closed}
    public Frame withOpen(boolean left, boolean inspector, boolean drawer) {
        return new Frame(
                width,
                height,
                leftWidth,
                inspectorWidth,
                drawerHeight,
                drawerTab,
                left,
                inspector,
                drawer,
                screen,
                columns);
    }

    /// {@return the same with another last screen}
    public Frame withScreen(String newScreen) {
        return new Frame(
                width,
                height,
                leftWidth,
                inspectorWidth,
                drawerHeight,
                drawerTab,
                leftOpen,
                inspectorOpen,
                drawerOpen,
                newScreen,
                columns);
    }

    /// {@return the same with other columns of the partition table}
    public Frame withColumns(String newColumns) {
        return new Frame(
                width,
                height,
                leftWidth,
                inspectorWidth,
                drawerHeight,
                drawerTab,
                leftOpen,
                inspectorOpen,
                drawerOpen,
                screen,
                newColumns);
    }
}
