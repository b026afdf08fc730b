/// What the person started and what still runs: the tray in the status bar and its list.
@NullMarked
package dev.diskwright.ui.task;

import org.jspecify.annotations.NullMarked;
