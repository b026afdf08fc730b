/// An image file that is looked into: what it is, what is on its disks, whether it is sound. Never writes to it.
@NullMarked
package dev.diskwright.ui.image;

import org.jspecify.annotations.NullMarked;
