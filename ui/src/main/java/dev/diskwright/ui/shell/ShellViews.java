package dev.diskwright.ui.shell;

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
}
