/// Tests of recognition by superblock.
@NullMarked
package dev.diskwright.core.fs.signature;

import org.jspecify.annotations.NullMarked;
