/// The manual: its pages, what of them belongs to the thing that has the focus, and the panel that shows them.
@NullMarked
package dev.diskwright.ui.help;

import org.jspecify.annotations.NullMarked;
