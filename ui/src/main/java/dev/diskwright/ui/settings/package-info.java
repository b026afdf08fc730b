/// What is remembered per user.
@NullMarked
package dev.diskwright.ui.settings;

import org.jspecify.annotations.NullMarked;
