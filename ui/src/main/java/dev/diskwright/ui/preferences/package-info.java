/// The screen on which the person sets up the window: colours, sizes, motion, language, keys. Changes take effect as
/// they are made.
@NullMarked
package dev.diskwright.ui.preferences;

import org.jspecify.annotations.NullMarked;
