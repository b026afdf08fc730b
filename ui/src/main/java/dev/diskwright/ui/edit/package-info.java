/// Edits of partitions as labelled steps, and the fields that make them: the same for inspector, table and outline, for
/// one partition and for several at once.
@NullMarked
package dev.diskwright.ui.edit;

import org.jspecify.annotations.NullMarked;
