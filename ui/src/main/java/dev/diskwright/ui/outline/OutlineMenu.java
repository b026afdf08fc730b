package dev.diskwright.ui.outline;

import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.text.Texts;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCombination;

/// The menu of the lines that are selected.
final class OutlineMenu {
    private final OutlineViewModel model;
    private final Texts texts;
    private final Runnable rename;
    private final ContextMenu menu = new ContextMenu();

    OutlineMenu(OutlineViewModel model, Texts texts, Runnable rename) {
        this.model = model;
        this.texts = texts;
        this.rename = rename;
        menu.setId("outline-menu");
    }

    void show(Node owner, double screenX, double screenY) {
        menu.getItems().clear();
        switch (model.selectionProperty().get().getLast()) {
            case Selected.Partition _ -> {
                common();
                separate();
                adding();
            }
            case Selected.Entry _ -> common();
            case Selected.Disk _ -> {
                add("open", "Enter", model::open);
                add("rename", "F2", rename);
                separate();
                adding();
            }
            case Selected.Free _, Selected.Structure _ -> add("open", "Enter", model::open);
        }
        menu.show(owner, screenX, screenY);
    }

    private void common() {
        OutlineActions actions = model.actions();
        add("open", "Enter", model::open);
        add("rename", "F2", rename);
        separate();
        add("up", "Shortcut+Shift+Up", () -> actions.moveSelected(-1));
        add("down", "Shortcut+Shift+Down", () -> actions.moveSelected(1));
        separate();
        add("duplicate", "Shortcut+D", actions::duplicateSelected);
        add("remove", "Delete", actions::removeSelected);
    }

    private void adding() {
        add("addFolder", "", model::addFolder);
        add("addFile", "", model::addFile);
        add("addPartition", "", model::addPartition);
    }

    private void separate() {
        menu.getItems().add(new SeparatorMenuItem());
    }

    private void add(String key, String keys, Runnable action) {
        var item = new MenuItem(texts.of("outline.menu." + key));
        item.setId("outline-menu-" + key);
        if (!keys.isEmpty()) {
            // Shown only: the outline itself listens to its keys.
            item.setAccelerator(KeyCombination.valueOf(keys));
        }
        item.setOnAction(_ -> action.run());
        menu.getItems().add(item);
    }
}
