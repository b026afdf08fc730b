package dev.diskwright.ui.command;

import dev.diskwright.ui.text.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;

/// The one list of commands. Menus, toolbar, palette, shortcut sheet and keys are made from it.
public final class CommandRegistry {
    private static final ObservableValue<String> ALWAYS = new ReadOnlyStringWrapper("");

    private final Texts texts;
    private final Consumer<String> refused;
    private final Map<String, Command> commands = new LinkedHashMap<>();
    private final Map<String, ReadOnlyStringWrapper> keys = new LinkedHashMap<>();

    /// @param refused is told the reason when a command that cannot run is tried all the same
    public CommandRegistry(Texts texts, Consumer<String> refused) {
        this.texts = texts;
        this.refused = refused;
    }

    /// Adds a command that can always run, titled by `command.<id>`.
    public void add(String id, String key, String icon, Runnable action) {
        add(id, title(id), key, icon, ALWAYS, action);
    }

    /// Adds a command that runs while `reason` is empty, titled by `command.<id>`.
    public void add(
            String id, String key, String icon, ObservableValue<String> reason, Runnable action) {
        add(id, title(id), key, icon, reason, action);
    }

    /// Adds a command whose key works everywhere.
    public void add(
            String id,
            ObservableValue<String> title,
            String key,
            String icon,
            ObservableValue<String> reason,
            Runnable action) {
        add(id, Command.Scope.WINDOW, title, key, icon, reason, action);
    }

    /// Adds a command whose key works while the strip has the focus, titled by `command.<id>`.
    public void addToStrip(
            String id, String key, String icon, ObservableValue<String> reason, Runnable action) {
        add(id, Command.Scope.STRIP, title(id), key, icon, reason, action);
    }

    private void add(
            String id,
            Command.Scope scope,
            ObservableValue<String> title,
            String key,
            String icon,
            ObservableValue<String> reason,
            Runnable action) {
        var current = new ReadOnlyStringWrapper(key);
        keys.put(id, current);
        var command =
                new Command(
                        id, scope, title, current.getReadOnlyProperty(), key, icon, reason, action);
        if (commands.putIfAbsent(id, command) != null) {
            throw new IllegalArgumentException("two commands " + id);
        }
    }

    private ObservableValue<String> title(String id) {
        return new ReadOnlyStringWrapper(texts.of("command." + id));
    }

    /// {@return the command of that name}
    ///
    /// @throws IllegalArgumentException if there is none
    public Command get(String id) {
        Command command = commands.get(id);
        if (command == null) {
            throw new IllegalArgumentException("no command " + id);
        }
        return command;
    }

    /// {@return every command, in the order they were added}
    public List<Command> all() {
        return List.copyOf(commands.values());
    }

    /// Gives a command another key; empty for none.
    ///
    /// @throws IllegalArgumentException if there is no such command
    public void rebind(String id, String key) {
        get(id);
        ReadOnlyStringWrapper current = keys.get(id);
        if (current != null) {
            current.set(key);
        }
    }

    /// Does it, or says why not.
    public void run(String id) {
        Command command = get(id);
        if (command.isAvailable()) {
            command.action().run();
        } else {
            refused.accept(command.reason().getValue());
        }
    }
}
