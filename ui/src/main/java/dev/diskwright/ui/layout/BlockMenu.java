package dev.diskwright.ui.layout;

import dev.diskwright.ui.command.Command;
import dev.diskwright.ui.command.CommandRegistry;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.gesture.FreeSpace;
import dev.diskwright.ui.gesture.Purpose;
import dev.diskwright.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCombination;

/// The menu of what is selected on the strip: that of a partition, of free space, or of the strip as a whole.
final class BlockMenu {
    private static final List<String> SIZES =
            List.of("64MiB", "256MiB", "512MiB", "1GiB", "2GiB", "4GiB", "8GiB", "16GiB");
    private static final List<String> SHARES = List.of("10%", "25%", "50%");

    private final LayoutViewModel model;
    private final StripActions actions;
    private final CommandRegistry commands;
    private final Texts texts;
    private final ContextMenu menu = new ContextMenu();

    BlockMenu(LayoutViewModel model, StripActions actions) {
        this.model = model;
        this.actions = actions;
        commands = actions.commands();
        texts = actions.texts();
        menu.setId("block-menu");
    }

    void show(Node owner, double screenX, double screenY) {
        menu.getItems().clear();
        switch (model.selectedProperty().get()) {
            case Selected.Partition _ -> partition();
            case Selected.Free(int number) -> free(number);
            case Selected.Disk _, Selected.Structure _, Selected.Entry _ -> whole();
        }
        menu.show(owner, screenX, screenY);
    }

    private void partition() {
        add("strip.open", "strip.rename");
        var size = new Menu(texts.of("menu.size"));
        size.getItems()
                .addAll(
                        item("strip.size"),
                        item("strip.resize"),
                        new SeparatorMenuItem(),
                        item("strip.fixed"),
                        item("strip.fit"),
                        item("strip.rest"),
                        new SeparatorMenuItem());
        SHARES.forEach(it -> size.getItems().add(stated(it)));
        size.getItems().add(new SeparatorMenuItem());
        SIZES.forEach(it -> size.getItems().add(stated(it)));
        var role = new Menu(texts.of("menu.role"));
        for (Purpose purpose : Purpose.values()) {
            var item = new MenuItem(texts.of("purpose." + purpose.id()));
            item.setOnAction(_ -> actions.turn(purpose));
            role.getItems().add(item);
        }
        var move = new Menu(texts.of("menu.move"));
        move.getItems().addAll(item("strip.moveLeft"), item("strip.moveRight"));
        menu.getItems().addAll(size, contents(), role, move, new SeparatorMenuItem());
        add("strip.pin", "strip.duplicate", "strip.copy", "strip.delete");
        menu.getItems().add(new SeparatorMenuItem());
        add("strip.explain");
    }

    private Menu contents() {
        var contents = new Menu(texts.of("menu.contents"));
        contents.setId("menu-contents");
        String mount = mount();
        if (mount.isEmpty()) {
            var form = new MenuItem(texts.of("menu.noMount"));
            form.setOnAction(_ -> model.openSelected());
            contents.getItems().add(form);
            return contents;
        }
        model.entries(mount)
                .forEach((index, title) -> {
                    var entry = new MenuItem(title);
                    entry.setMnemonicParsing(false);
                    entry.setOnAction(_ -> model.openEntry(index));
                    contents.getItems().add(entry);
                });
        if (!contents.getItems().isEmpty()) {
            contents.getItems().add(new SeparatorMenuItem());
        }
        contents.getItems().addAll(item("addFolder"), item("addFile"));
        return contents;
    }

    private String mount() {
        for (StripItem it : model.itemsProperty().get()) {
            if (it.target().equals(model.selectedProperty().get())) {
                return it.mount();
            }
        }
        return "";
    }

    private MenuItem stated(String expression) {
        var item = new MenuItem(expression);
        item.setOnAction(_ -> actions.size(expression));
        return item;
    }

    private void free(int number) {
        for (FreeSpace.Use use : FreeSpace.Use.values()) {
            String id = use.name().toLowerCase(Locale.ROOT);
            String reason = actions.reason(number, use);
            String title = texts.of("free." + id);
            var item =
                    new MenuItem(
                            reason.isEmpty() ? title : texts.of("menu.unavailable", title, reason));
            item.setId("free-use-" + id);
            if (!reason.isEmpty()) {
                item.getStyleClass().add("unavailable");
            }
            item.setOnAction(_ -> actions.use(number, use));
            menu.getItems().add(item);
        }
        var add = new Menu(texts.of("menu.add"));
        for (Purpose purpose : Purpose.values()) {
            var item = new MenuItem(texts.of("purpose." + purpose.id()));
            item.setOnAction(_ -> actions.add(purpose));
            add.getItems().add(item);
        }
        menu.getItems().addAll(new SeparatorMenuItem(), add, item("strip.paste"));
    }

    private void whole() {
        add("strip.paste", "strip.selectAll");
        menu.getItems().add(new SeparatorMenuItem());
        add("strip.scale", "strip.structures", "strip.zoomWhole");
    }

    private void add(String... ids) {
        for (String id : ids) {
            menu.getItems().add(item(id));
        }
    }

    private MenuItem item(String id) {
        Command command = commands.get(id);
        var item = new MenuItem(command.title().getValue());
        item.setId("menu-" + id.replace('.', '-'));
        String key = command.key().get();
        if (!key.isEmpty()) {
            // Shown only: the strip itself listens to its keys.
            item.setAccelerator(KeyCombination.valueOf(key));
        }
        if (!command.isAvailable()) {
            item.getStyleClass().add("unavailable");
        }
        item.setOnAction(_ -> commands.run(id));
        return item;
    }
}
