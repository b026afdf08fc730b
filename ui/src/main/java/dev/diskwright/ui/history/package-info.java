/// The list of what was done, each step one click away.
@NullMarked
package dev.diskwright.ui.history;

import org.jspecify.annotations.NullMarked;
