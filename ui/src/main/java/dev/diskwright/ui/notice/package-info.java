/// What the window tells without being asked: toasts after edits, banners until they are answered.
@NullMarked
package dev.diskwright.ui.notice;

import org.jspecify.annotations.NullMarked;
