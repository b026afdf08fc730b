/// Finding by typing: the palette over commands, objects, settings, problems, recent designs and edits in words; and the
/// search within a screen.
@NullMarked
package dev.diskwright.ui.palette;

import org.jspecify.annotations.NullMarked;
