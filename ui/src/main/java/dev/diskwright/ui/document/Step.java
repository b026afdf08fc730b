package dev.diskwright.ui.document;

import dev.diskwright.core.design.Design;

/// One undoable step.
///
/// @param label what was done, for people
/// @param before the design without it
/// @param after the design with it
public record Step(String label, Design before, Design after) {}
