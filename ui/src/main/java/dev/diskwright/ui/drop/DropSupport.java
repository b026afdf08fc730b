package dev.diskwright.ui.drop;

import dev.diskwright.ui.job.JobRunner;
import dev.diskwright.ui.text.Texts;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;

/// Lets a node take drops from outside and pastes. The events of the platform end here; what is dropped goes through
/// [DropViewModel] as it does from a chooser.
public final class DropSupport {
    private final Node node;
    private final DropSite.Finder finder;
    private final DropViewModel model;
    private final Texts texts;
    private final DropOverlay overlay = new DropOverlay();
    private JobRunner.Running probing = JobRunner.Running.NOTHING;
    private List<Path> paths = List.of();
    private @Nullable List<Dropped> dropped;
    private @Nullable DropTarget shown;
    private List<DropZone> zones = List.of();

    private DropSupport(Node node, DropSite.Finder finder, DropViewModel model, Texts texts) {
        this.node = node;
        this.finder = finder;
        this.model = model;
        this.texts = texts;
    }

    /// Lets the sites of `node` take drops.
    public static DropSupport install(
            Node node, DropSite.Finder finder, DropViewModel model, Texts texts) {
        var support = new DropSupport(node, finder, model, texts);
        node.addEventFilter(DragEvent.DRAG_OVER, support::platformOver);
        node.addEventFilter(DragEvent.DRAG_EXITED, _ -> support.leave());
        node.addEventFilter(DragEvent.DRAG_DROPPED, support::platformDropped);
        return support;
    }

    /// Lets the whole of `node` take drops.
    ///
    /// @param target what it stands for now; null where nothing can be dropped
    public static DropSupport install(
            Node node, Supplier<@Nullable DropTarget> target, DropViewModel model, Texts texts) {
        return install(
                node,
                (_, _) -> {
                    DropTarget it = target.get();
                    return it == null ? null : new DropSite(it, node.getLayoutBounds());
                },
                model,
                texts);
    }

    /// Takes what is pasted while the focus is in the node, for the target given.
    public DropSupport pasteOnto(Supplier<@Nullable DropTarget> target) {
        node.addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    DropTarget it = target.get();
                    if (event.isShortcutDown()
                            && event.getCode() == KeyCode.V
                            && it != null
                            && !(event.getTarget() instanceof TextInputControl)
                            && model.paste(it)) {
                        event.consume();
                    }
                });
        return this;
    }

    private static List<Path> files(DragEvent event) {
        return event.getDragboard().getFiles().stream().map(File::toPath).toList();
    }

    private void platformOver(DragEvent event) {
        if (event.getDragboard().hasFiles()) {
            if (over(files(event), event.getX(), event.getY())) {
                event.acceptTransferModes(TransferMode.COPY, TransferMode.LINK);
            }
            event.consume();
        }
    }

    private void platformDropped(DragEvent event) {
        if (event.getDragboard().hasFiles()) {
            event.setDropCompleted(drop(files(event), event.getX(), event.getY()));
            event.consume();
        }
    }

    /// Shows what dropping files at a point would do.
    ///
    /// @param x in the node's coordinates
    /// @return whether they can be dropped there
    public boolean over(List<Path> files, double x, double y) {
        DropSite site = finder.at(x, y);
        if (site == null) {
            hide();
            return false;
        }
        if (!files.equals(paths)) {
            paths = List.copyOf(files);
            dropped = null;
            shown = null;
            probing.cancel();
            probing = model.probe(paths, found -> dropped = found);
        }
        List<Dropped> known = dropped;
        attach();
        if (known == null) {
            overlay.say(texts.of("drop.looking"), false);
        } else if (!site.target().equals(shown)) {
            shown = site.target();
            zones = model.zones(known, site.target());
            if (zones.isEmpty()) {
                overlay.say(model.refusal(known, site.target()), true);
            } else {
                overlay.offer(zones);
            }
        }
        place(site);
        overlay.mark(overlay.sceneToLocal(node.localToScene(x, y)).getX());
        return known == null || !zones.isEmpty();
    }

    /// Drops files at a point.
    ///
    /// @return whether they were taken
    public boolean drop(List<Path> files, double x, double y) {
        DropSite site = finder.at(x, y);
        if (site == null) {
            leave();
            return false;
        }
        List<Dropped> known = dropped;
        if (known == null || !files.equals(paths)) {
            leave();
            model.take(files, site.target());
            return true;
        }
        over(files, x, y);
        int zone = overlay.mark(overlay.sceneToLocal(node.localToScene(x, y)).getX());
        List<DropZone> offered = zones;
        leave();
        if (zone >= offered.size()) {
            return false;
        }
        model.run(offered.get(zone).action(), known, site.target());
        return true;
    }

    private @Nullable Pane parent() {
        for (Node it = node.getParent(); it != null; it = it.getParent()) {
            if (it instanceof Pane pane) {
                return pane;
            }
        }
        return null;
    }

    private void attach() {
        Pane parent = parent();
        if (parent != null && !parent.getChildren().contains(overlay)) {
            parent.getChildren().add(overlay);
        }
    }

    private void place(DropSite site) {
        Pane parent = parent();
        if (parent != null) {
            Point2D from =
                    parent.sceneToLocal(
                            node.localToScene(site.bounds().getMinX(), site.bounds().getMinY()));
            overlay.place(
                    new javafx.geometry.BoundingBox(
                            from.getX(),
                            from.getY(),
                            site.bounds().getWidth(),
                            site.bounds().getHeight()),
                    parent.getWidth());
            overlay.applyCss();
            overlay.layout();
        }
    }

    private void hide() {
        if (overlay.getParent() instanceof Pane parent) {
            parent.getChildren().remove(overlay);
        }
        shown = null;
        zones = List.of();
    }

    /// Shows nothing any more.
    public void leave() {
        probing.cancel();
        hide();
        paths = List.of();
        dropped = null;
    }
}
