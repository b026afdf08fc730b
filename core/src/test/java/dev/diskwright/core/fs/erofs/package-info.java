/// Tests of EROFS.
@NullMarked
package dev.diskwright.core.fs.erofs;

import org.jspecify.annotations.NullMarked;
