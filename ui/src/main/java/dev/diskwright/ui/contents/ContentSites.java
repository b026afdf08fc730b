package dev.diskwright.ui.contents;

import dev.diskwright.ui.drop.DropSite;
import dev.diskwright.ui.drop.DropTarget;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.IndexedCell;
import org.jspecify.annotations.Nullable;

/// Partitions of the list of contents and folders of the resulting files as drop sites; all else stands for the
/// partition in view.
public final class ContentSites implements DropSite.Finder {
    private final Node view;
    private final ContentsViewModel model;

    /// @param view that shows `model`
    public ContentSites(Node view, ContentsViewModel model) {
        this.view = view;
        this.model = model;
    }

    @Override
    public @Nullable DropSite at(double x, double y) {
        for (String cells : new String[] {".content-cell", ".table-row-cell"}) {
            for (Node node : view.lookupAll(cells)) {
                Bounds bounds = view.sceneToLocal(node.localToScene(node.getLayoutBounds()));
                if (node instanceof IndexedCell<?> cell
                        && !cell.isEmpty()
                        && isShown(node)
                        && bounds.contains(x, y)) {
                    DropTarget target = target(cell.getItem());
                    if (target != null) {
                        return new DropSite(target, bounds);
                    }
                }
            }
        }
        int partition = model.resolved().partitionProperty().get();
        return partition < 0
                ? null
                : new DropSite(new DropTarget.Files(partition), view.getLayoutBounds());
    }

    private static boolean isShown(Node node) {
        for (Node it = node; it != null; it = it.getParent()) {
            if (!it.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private @Nullable DropTarget target(@Nullable Object row) {
        return switch (row) {
            case ContentRow.Home it when it.partition() >= 0 ->
                    new DropTarget.Files(it.partition());
            case FileRow it when it.folder() ->
                    new DropTarget.Folder(model.resolved().imagePath(it.path()));
            case null, default -> null;
        };
    }
}
