/// Tests of swap space.
@NullMarked
package dev.diskwright.core.fs.swap;

import org.jspecify.annotations.NullMarked;
