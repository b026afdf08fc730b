/// Unsaved work: kept beside the design while it is edited, offered again after the program ended without saving it.
@NullMarked
package dev.diskwright.ui.journal;

import org.jspecify.annotations.NullMarked;
