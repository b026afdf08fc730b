/// A disk is a value: [BlockSource] and what can be done with one without knowing what is in it. Extents, slices,
/// composition, files of the host, the copy pipeline, digests and the target that output goes to.
@NullMarked
package dev.diskwright.core.block;

import org.jspecify.annotations.NullMarked;
