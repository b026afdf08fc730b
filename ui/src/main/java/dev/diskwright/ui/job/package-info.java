/// Work off the toolkit's thread, behind one interface.
@NullMarked
package dev.diskwright.ui.job;

import org.jspecify.annotations.NullMarked;
