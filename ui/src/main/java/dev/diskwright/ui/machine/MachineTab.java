package dev.diskwright.ui.machine;

import java.util.function.Supplier;
import javafx.scene.Node;

/// A tab of the machine's screen.
///
/// @param tab which
/// @param content loads its view; asked when the tab is first shown
public record MachineTab(MachineViewModel.Tab tab, Supplier<Node> content) {}
