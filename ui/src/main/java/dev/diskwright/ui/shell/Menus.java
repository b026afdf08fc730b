package dev.diskwright.ui.shell;

import dev.diskwright.ui.command.Command;
import dev.diskwright.ui.command.CommandRegistry;
import dev.diskwright.ui.command.Keys;
import dev.diskwright.ui.text.Texts;
import javafx.css.PseudoClass;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.javafx.FontIcon;

/// Makes menus and buttons from commands. What cannot be done stays in sight and says why.
final class Menus {
    private static final PseudoClass UNAVAILABLE = PseudoClass.getPseudoClass("unavailable");

    private final CommandRegistry commands;
    private final Texts texts;

    Menus(CommandRegistry commands, Texts texts) {
        this.commands = commands;
        this.texts = texts;
    }

    /// Fills the menu bar with a menu a group; an empty group has none.
    void fill(MenuBar bar) {
        for (Command.Group group : Command.Group.values()) {
            if (!commands.of(group).isEmpty()) {
                bar.getMenus().add(menu(group));
            }
        }
    }

    private Menu menu(Command.Group group) {
        var menu = new Menu(texts.of("menu." + group.key()));
        menu.setId("menu-" + group.key());
        int section = commands.of(group).getFirst().section();
        for (Command command : commands.of(group)) {
            if (command.section() != section) {
                section = command.section();
                menu.getItems().add(new SeparatorMenuItem());
            }
            menu.getItems().add(item(command));
        }
        return menu;
    }

    private MenuItem item(Command command) {
        var item = new MenuItem();
        item.setId("command-" + command.id());
        item.textProperty().bind(command.title());
        if (command.scope() == Command.Scope.WINDOW) {
            item.acceleratorProperty()
                    .bind(
                            command.key()
                                    .map(key ->
                                            key.isEmpty() ? null : KeyCombination.valueOf(key)));
        }
        if (!command.icon().isEmpty()) {
            item.setGraphic(new FontIcon(command.icon()));
        }
        command.reason()
                .subscribe(reason -> {
                    item.getStyleClass().remove("unavailable");
                    if (!reason.isEmpty()) {
                        item.getStyleClass().add("unavailable");
                    }
                });
        item.setOnAction(_ -> commands.run(command.id()));
        return item;
    }

    /// Makes `button` do the command; its words stay its own. A button of icons alone is named by the command.
    void bind(ButtonBase button, String id) {
        Command command = commands.get(id);
        if (!command.icon().isEmpty() && button.getGraphic() == null) {
            button.setGraphic(new FontIcon(command.icon()));
        }
        if (button.getText() == null || button.getText().isEmpty()) {
            button.accessibleTextProperty().bind(command.title());
        }
        bindState(button, command);
        button.setOnAction(_ -> commands.run(id));
    }

    /// Lets `button` tell title, key and why it cannot be done.
    static void bindState(ButtonBase button, Command command) {
        var bubble = new Tooltip();
        button.setTooltip(bubble);
        Runnable show =
                () -> {
                    String reason = command.reason().getValue();
                    String key = Keys.display(command.key().get());
                    String title = command.title().getValue();
                    bubble.setText(
                            reason.isEmpty()
                                    ? (key.isEmpty() ? title : title + "  " + key)
                                    : reason);
                    button.setAccessibleHelp(reason);
                    button.pseudoClassStateChanged(UNAVAILABLE, !reason.isEmpty());
                };
        command.reason().subscribe(_ -> show.run());
        command.title().subscribe(_ -> show.run());
        command.key().subscribe(_ -> show.run());
    }
}
