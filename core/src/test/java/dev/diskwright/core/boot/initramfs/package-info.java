@NullMarked
package dev.diskwright.core.boot.initramfs;

import org.jspecify.annotations.NullMarked;
