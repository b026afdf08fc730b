/// Everything wrong with the design, with remedies.
@NullMarked
package dev.diskwright.ui.problems;

import org.jspecify.annotations.NullMarked;
