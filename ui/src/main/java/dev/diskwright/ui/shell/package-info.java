/// The frame of the window: menus, toolbar, rail, panes, drawer, status bar.
@NullMarked
package dev.diskwright.ui.shell;

import org.jspecify.annotations.NullMarked;
