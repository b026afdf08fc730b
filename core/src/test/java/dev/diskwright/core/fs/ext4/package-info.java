/// Tests of ext4 against golden volumes, foreign tools and damage.
@NullMarked
package dev.diskwright.core.fs.ext4;

import org.jspecify.annotations.NullMarked;
