/// How two designs differ, in words and as a list over the window.
@NullMarked
package dev.diskwright.ui.difference;

import org.jspecify.annotations.NullMarked;
