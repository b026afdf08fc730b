package dev.diskwright.ui.drop;

import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.layout.LayoutViewModel;
import dev.diskwright.ui.layout.StripItem;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/// The blocks of the strip as drop sites; a strip without partitions is one site.
public final class StripSites implements DropSite.Finder {
    private final Node around;
    private final LayoutViewModel layout;
    private final DropViewModel model;

    /// @param around the strip, or what it is drawn in
    public StripSites(Node around, LayoutViewModel layout, DropViewModel model) {
        this.around = around;
        this.layout = layout;
        this.model = model;
    }

    @Override
    public @Nullable DropSite at(double x, double y) {
        DropTarget whole = model.target(Selected.DISK);
        if (whole != null) {
            return new DropSite(whole, around.getLayoutBounds());
        }
        for (StripItem item : layout.itemsProperty().get()) {
            Node block = around.lookup("#" + item.id());
            DropTarget target = model.target(item.target());
            if (block == null || target == null) {
                continue;
            }
            Bounds bounds = around.sceneToLocal(block.localToScene(block.getLayoutBounds()));
            if (x >= bounds.getMinX()
                    && x <= bounds.getMaxX()
                    && y >= bounds.getMinY() - 4
                    && y <= bounds.getMaxY() + 4) {
                return new DropSite(target, bounds);
            }
        }
        return null;
    }
}
