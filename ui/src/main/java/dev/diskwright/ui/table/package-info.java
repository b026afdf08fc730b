/// The strip's twin: the same segments as rows of a table, edited in place.
@NullMarked
package dev.diskwright.ui.table;

import org.jspecify.annotations.NullMarked;
