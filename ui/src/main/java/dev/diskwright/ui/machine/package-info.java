/// The machine of a design: how it boots, what it is made of, what it reaches, and its exact command line.
@NullMarked
package dev.diskwright.ui.machine;

import org.jspecify.annotations.NullMarked;
