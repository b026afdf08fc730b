/// The open document as state: design, undo, what is selected, and the plan that follows from it.
@NullMarked
package dev.diskwright.ui.document;

import org.jspecify.annotations.NullMarked;
