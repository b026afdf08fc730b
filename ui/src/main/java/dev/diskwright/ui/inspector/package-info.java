/// The form for what is selected: the disk, a partition or a content.
@NullMarked
package dev.diskwright.ui.inspector;

import org.jspecify.annotations.NullMarked;
