/// The disk strip, its ruler and the table with the same rows. [StripGeometry] is a pure function.
@NullMarked
package dev.diskwright.ui.layout;

import org.jspecify.annotations.NullMarked;
