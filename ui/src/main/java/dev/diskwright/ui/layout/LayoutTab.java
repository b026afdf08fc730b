package dev.diskwright.ui.layout;

import java.util.function.Supplier;
import javafx.scene.Node;

/// A tab below the strip.
///
/// @param id its node is `tab-<id>`, its title `layout.tab.<id>`
/// @param view makes what it shows, when it is first looked at
public record LayoutTab(String id, Supplier<Node> view) {}
