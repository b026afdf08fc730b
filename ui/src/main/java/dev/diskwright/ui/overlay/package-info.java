/// What lies over the window: how it takes the focus and gives it back.
@NullMarked
package dev.diskwright.ui.overlay;

import org.jspecify.annotations.NullMarked;
