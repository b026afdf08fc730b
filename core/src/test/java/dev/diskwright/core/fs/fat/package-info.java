/// Tests of FAT: values, round trips, damage, and `fsck.fat` and mtools as judges.
@NullMarked
package dev.diskwright.core.fs.fat;

import org.jspecify.annotations.NullMarked;
