/// What the hands do on the strip, as pure functions: a plan, a target and where the pointer is come to an edit, or to
/// the sentence that says why not. The sizes that are shown are always those of the plan's own preview.
@NullMarked
package dev.diskwright.ui.gesture;

import org.jspecify.annotations.NullMarked;
