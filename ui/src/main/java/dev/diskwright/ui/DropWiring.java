package dev.diskwright.ui;

import dev.diskwright.ui.contents.ContentSites;
import dev.diskwright.ui.drop.DropSite;
import dev.diskwright.ui.drop.DropSupport;
import dev.diskwright.ui.drop.DropTarget;
import dev.diskwright.ui.drop.DropViewModel;
import dev.diskwright.ui.drop.StripSites;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import org.jspecify.annotations.Nullable;

/// Lets views take files from outside, each view once.
final class DropWiring {
    private final ViewModels models;

    DropWiring(ViewModels models) {
        this.models = models;
    }

    private DropViewModel drops() {
        return models.filling().drops();
    }

    /// {@return the start screen; all of it takes drops}
    Parent start(Parent view) {
        Node area = view.lookup("#drop-area");
        install(
                view,
                view,
                (_, _) ->
                        new DropSite(
                                new DropTarget.Start(),
                                area == null
                                        ? view.getLayoutBounds()
                                        : view.sceneToLocal(
                                                area.localToScene(area.getLayoutBounds()))),
                DropTarget.Start::new);
        return view;
    }

    /// {@return a screen that shows no part of a design; all of it takes images and designs}
    Parent viewer(Parent view) {
        install(
                view,
                view,
                (_, _) -> new DropSite(new DropTarget.Viewer(), view.getLayoutBounds()),
                DropTarget.Viewer::new);
        return view;
    }

    /// {@return the layout screen; the strip takes drops}
    Parent layout(Parent view) {
        // What a scroll pane holds is no child of it before it is first laid out.
        Node held = view instanceof ScrollPane pane ? pane.getContent() : view;
        Node card = held.lookup(".strip-card");
        if (card != null) {
            install(
                    view,
                    card,
                    new StripSites(card, models.layout(), drops()),
                    // Where there are blocks, their keys do it.
                    () ->
                            models.layout().emptyProperty().get()
                                    ? new DropTarget.EmptyDisk()
                                    : null);
        }
        return view;
    }

    /// {@return the tab; partitions and folders take drops}
    Parent contents(Parent view) {
        install(
                view,
                view,
                new ContentSites(view, models.filling().contents()),
                () -> {
                    int index = models.filling().contents().resolved().partitionProperty().get();
                    return index < 0 ? null : new DropTarget.Files(index);
                });
        return view;
    }

    private void install(
            Node view, Node node, DropSite.Finder finder, Supplier<@Nullable DropTarget> paste) {
        if (!view.getProperties().containsKey(DropSupport.class)) {
            view.getProperties()
                    .put(
                            DropSupport.class,
                            DropSupport.install(node, finder, drops(), models.texts())
                                    .pasteOnto(paste));
        }
    }
}
