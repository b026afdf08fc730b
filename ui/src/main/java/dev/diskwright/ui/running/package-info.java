/// Machines that run: screen, serial console, controls, and the check whether something boots. What comes from an emulator
/// is bounded before it reaches a view model, and shown at most ten times a second.
@NullMarked
package dev.diskwright.ui.running;

import org.jspecify.annotations.NullMarked;
