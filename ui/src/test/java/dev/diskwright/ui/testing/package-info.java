/// Fakes of what the window needs from outside.
@NullMarked
package dev.diskwright.ui.testing;

import org.jspecify.annotations.NullMarked;
