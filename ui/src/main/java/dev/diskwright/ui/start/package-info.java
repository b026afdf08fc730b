/// The start screen: new, open, recent.
@NullMarked
package dev.diskwright.ui.start;

import org.jspecify.annotations.NullMarked;
