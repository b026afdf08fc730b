package dev.diskwright.ui.shell;

import java.util.List;
import javafx.scene.Node;

/// Loads the views that the frame shows, each when it is first asked for, and always the same one.
public interface ShellViews {
    /// {@return the view of a screen}
    Node screen(Screen screen);

    /// {@return the left pane}
    Node outline();

    /// {@return the inspector}
    Node inspector();

    /// {@return the problem list}
    Node problems();

    /// {@return the history}
    Node history();

    /// {@return the search, above the workspace; it shows itself when it is needed}
    Node find();

    /// {@return the banners, above the workspace}
    Node banners();

    /// {@return the toasts, at the bottom of the workspace}
    Node toasts();

    /// {@return the tray of running tasks, in the status bar}
    Node tray();

    /// {@return what can lie over the whole window, the topmost last; each shows itself when it is needed}
    List<Node> layers();
}
