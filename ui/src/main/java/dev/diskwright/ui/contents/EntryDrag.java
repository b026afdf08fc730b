package dev.diskwright.ui.contents;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.TableRow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;

/// Drags entries: between others to reorder them, onto a partition or a folder of the resolved files to give them
/// another target. Escape cancels.
final class EntryDrag {
    private static final double FROM = 6;
    private static final PseudoClass DROP_INTO = PseudoClass.getPseudoClass("drop-into");

    private final ContentsViewModel model;
    private final ListView<ContentRow> list;
    private final List<Runnable> marks = new ArrayList<>();
    private @Nullable MouseEvent press;
    private boolean dragging;
    private @Nullable Runnable action;

    EntryDrag(ContentsViewModel model, ListView<ContentRow> list) {
        this.model = model;
        this.list = list;
    }

    /// Lets entries be dragged off `cell`.
    void install(ContentCell cell) {
        cell.addEventHandler(
                MouseEvent.MOUSE_PRESSED,
                event -> {
                    boolean entry = cell.getItem() instanceof ContentRow.Entry;
                    press = entry && event.getButton() == MouseButton.PRIMARY ? event : null;
                });
        cell.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        cell.addEventHandler(MouseEvent.MOUSE_RELEASED, _ -> released());
        list.addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (dragging && event.getCode() == KeyCode.ESCAPE) {
                        stop();
                        event.consume();
                    }
                });
    }

    private void dragged(MouseEvent event) {
        MouseEvent from = press;
        if (from == null) {
            return;
        }
        dragging |=
                Math.hypot(
                                event.getSceneX() - from.getSceneX(),
                                event.getSceneY() - from.getSceneY())
                        >= FROM;
        if (!dragging) {
            return;
        }
        clear();
        for (Node node = event.getPickResult().getIntersectedNode();
                node != null;
                node = node.getParent()) {
            if (node instanceof ContentCell cell) {
                over(cell, cell.sceneToLocal(event.getSceneX(), event.getSceneY()).getY());
                return;
            }
            if (node instanceof TableRow<?> row && row.getItem() instanceof FileRow file) {
                over(row, file);
                return;
            }
        }
    }

    private void over(ContentCell cell, double y) {
        switch (cell.getItem()) {
            case null -> {}
            case ContentRow.Home home -> {
                if (!home.mount().isEmpty()) {
                    mark(cell, ContentCell.Site.INTO);
                    action = () -> model.moveSelectedInto(home.mount());
                }
            }
            case ContentRow.Derived _ -> {}
            case ContentRow.Entry entry -> {
                boolean upper = y < cell.getHeight() / 2;
                mark(cell, upper ? ContentCell.Site.BEFORE : ContentCell.Site.AFTER);
                int before = entry.index() + (upper ? 0 : 1);
                action = () -> model.moveSelectedBefore(before);
            }
        }
    }

    private void over(TableRow<?> row, FileRow file) {
        if (file.folder()) {
            row.pseudoClassStateChanged(DROP_INTO, true);
            marks.add(() -> row.pseudoClassStateChanged(DROP_INTO, false));
            String path = model.resolved().imagePath(file.path());
            action = () -> model.moveSelectedInto(path);
        }
    }

    private void mark(ContentCell cell, ContentCell.Site site) {
        Consumer<ContentCell.Site> show = cell::mark;
        show.accept(site);
        marks.add(() -> show.accept(ContentCell.Site.NONE));
    }

    private void released() {
        Runnable then = dragging ? action : null;
        stop();
        if (then != null) {
            then.run();
        }
    }

    private void clear() {
        marks.forEach(Runnable::run);
        marks.clear();
        action = null;
    }

    private void stop() {
        clear();
        press = null;
        dragging = false;
    }
}
