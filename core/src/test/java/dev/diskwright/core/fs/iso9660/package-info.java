@NullMarked
package dev.diskwright.core.fs.iso9660;

import org.jspecify.annotations.NullMarked;
