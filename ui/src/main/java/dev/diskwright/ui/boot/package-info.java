/// How the image boots, what that needs and lacks in the layout, and where identifiers and times come from.
@NullMarked
package dev.diskwright.ui.boot;

import org.jspecify.annotations.NullMarked;
