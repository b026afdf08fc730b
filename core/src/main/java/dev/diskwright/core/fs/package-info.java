/// File systems, one sub-package each: a writer from [dev.diskwright.core.content.FileTree] to
/// [dev.diskwright.core.block.BlockSource], a reader the other way, and a checker. Knows nothing of tables and
/// containers.
@NullMarked
package dev.diskwright.core.fs;

import org.jspecify.annotations.NullMarked;
