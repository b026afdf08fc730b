/// Tests of squashfs.
@NullMarked
package dev.diskwright.core.fs.squashfs;

import org.jspecify.annotations.NullMarked;
