/// Where files come from: directories and archives, each read into one [FileTree] with owners, modes, times and
/// extended attributes, whatever the host. Knows nothing of file systems' formats.
@NullMarked
package dev.diskwright.core.content;

import org.jspecify.annotations.NullMarked;
