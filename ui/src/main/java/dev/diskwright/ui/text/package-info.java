/// Words for people, from the message bundle.
@NullMarked
package dev.diskwright.ui.text;

import org.jspecify.annotations.NullMarked;
