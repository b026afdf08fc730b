/// What goes into the partitions: the entries of the design as an editable list, the files they come to as a tree, and
/// the largest of them as a treemap.
@NullMarked
package dev.diskwright.ui.contents;

import org.jspecify.annotations.NullMarked;
