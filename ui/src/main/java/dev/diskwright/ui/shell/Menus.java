package dev.diskwright.ui.shell;

import dev.diskwright.ui.command.Command;
import dev.diskwright.ui.command.CommandRegistry;
import dev.diskwright.ui.text.Texts;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
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
    private static final String LINE = "-";

    private final CommandRegistry commands;
    private final Texts texts;

    Menus(CommandRegistry commands, Texts texts) {
        this.commands = commands;
        this.texts = texts;
    }

    /// Fills the menu bar.
    void fill(MenuBar bar) {
        bar.getMenus()
                .setAll(
                        menu("file", "new", "open", LINE, "save", "saveAs", LINE, "quit"),
                        menu(
                                "edit",
                                "undo",
                                "redo",
                                LINE,
                                "addPartition",
                                "addFolder",
                                "addFile",
                                LINE,
                                "remove"),
                        menu(
                                "view",
                                "start",
                                "layout",
                                "buildScreen",
                                LINE,
                                "leftPane",
                                "inspector",
                                "drawer",
                                "structures",
                                LINE,
                                "nextProblem",
                                "previousProblem",
                                LINE,
                                "themeSystem",
                                "themeLight",
                                "themeDark"),
                        menu("build", "build", "cancelBuild"),
                        menu("help", "about"));
    }

    private Menu menu(String name, String... ids) {
        var menu = new Menu(texts.of("menu." + name));
        menu.setId("menu-" + name);
        for (String id : List.of(ids)) {
            menu.getItems().add(id.equals(LINE) ? new SeparatorMenuItem() : item(commands.get(id)));
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

    /// Makes `button` do the command; its words stay its own.
    void bind(Button button, String id) {
        Command command = commands.get(id);
        if (!command.icon().isEmpty()) {
            button.setGraphic(new FontIcon(command.icon()));
        }
        bindState(button, command);
        button.setOnAction(_ -> commands.run(id));
    }

    private static void bindState(Button button, Command command) {
        var bubble = new Tooltip();
        button.setTooltip(bubble);
        Runnable show =
                () -> {
                    String reason = command.reason().getValue();
                    String key = keyText(command.key().get());
                    String title = command.title().getValue();
                    bubble.setText(
                            reason.isEmpty()
                                    ? (key.isEmpty() ? title : title + "  " + key)
                                    : reason);
                    button.setAccessibleHelp(reason);
                    mark(button, !reason.isEmpty());
                };
        command.reason().subscribe(_ -> show.run());
        command.title().subscribe(_ -> show.run());
        command.key().subscribe(_ -> show.run());
    }

    private static String keyText(String key) {
        return key.isEmpty() ? "" : KeyCombination.valueOf(key).getDisplayText();
    }

    private static void mark(Node node, boolean unavailable) {
        node.pseudoClassStateChanged(UNAVAILABLE, unavailable);
    }
}
