/// The left pane: partitions and contents as a list.
@NullMarked
package dev.diskwright.ui.outline;

import org.jspecify.annotations.NullMarked;
