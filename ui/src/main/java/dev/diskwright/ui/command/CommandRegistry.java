package dev.diskwright.ui.command;

import dev.diskwright.ui.text.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;

/// The one list of commands. Menus, toolbar, palette, shortcut sheet and keys are made from it.
public final class CommandRegistry {
    private static final ObservableValue<String> ALWAYS = new ReadOnlyStringWrapper("");

    private final Texts texts;
    private final Consumer<String> refused;
    private final Map<String, Command> commands = new LinkedHashMap<>();
    private final Map<String, ReadOnlyStringWrapper> keys = new LinkedHashMap<>();
    private final BooleanProperty singleLetters = new SimpleBooleanProperty(true);
    private Map<String, String> chosen = Map.of();
    private Command.Group group = Command.Group.EDIT;
    private int section;

    /// @param refused is told the reason when a command that cannot run is tried all the same
    public CommandRegistry(Texts texts, Consumer<String> refused) {
        this.texts = texts;
        this.refused = refused;
    }

    /// Puts the commands that are added next into a new section of `newGroup`.
    public CommandRegistry in(Command.Group newGroup) {
        group = newGroup;
        section++;
        return this;
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
        add(id, group, Command.Scope.WINDOW, title, key, icon, reason, action);
    }

    /// Adds a command whose key works while the strip has the focus, titled by `command.<id>`.
    public void addToStrip(
            String id, String key, String icon, ObservableValue<String> reason, Runnable action) {
        add(id, Command.Group.PARTITION, Command.Scope.STRIP, title(id), key, icon, reason, action);
    }

    /// Adds a command whose key works while the picture of the network has the focus, titled by `command.<id>`.
    public void addToNetwork(
            String id, String key, String icon, ObservableValue<String> reason, Runnable action) {
        add(id, group, Command.Scope.NETWORK, title(id), key, icon, reason, action);
    }

    private void add(
            String id,
            Command.Group itsGroup,
            Command.Scope scope,
            ObservableValue<String> title,
            String key,
            String icon,
            ObservableValue<String> reason,
            Runnable action) {
        var current = new ReadOnlyStringWrapper(chosen.getOrDefault(id, key));
        keys.put(id, current);
        var command =
                new Command(
                        id,
                        itsGroup,
                        section,
                        scope,
                        title,
                        current.getReadOnlyProperty(),
                        key,
                        icon,
                        reason,
                        action);
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

    /// {@return the commands of a group, in the order they were added}
    public List<Command> of(Command.Group one) {
        return commands.values().stream().filter(it -> it.group() == one).toList();
    }

    /// Gives commands the keys that the person chose; those that are not in `newKeys` have the key they came with.
    ///
    /// @param newKeys by command, empty for no key; names of commands that do not exist have no effect
    public void rebind(Map<String, String> newKeys) {
        chosen = Map.copyOf(newKeys);
        for (Command command : commands.values()) {
            ReadOnlyStringWrapper current = keys.get(command.id());
            if (current != null) {
                current.set(chosen.getOrDefault(command.id(), command.defaultKey()));
            }
        }
    }

    /// {@return the command that already has `key` where `id` would use it} A key of a picture and one of the window
    /// collide too, because the picture is part of the window; keys of two pictures do not.
    ///
    /// @param key empty never collides
    public Optional<Command> holder(String key, String id) {
        Command.Scope scope = get(id).scope();
        return commands.values().stream()
                .filter(it -> it.scope().meets(scope))
                .filter(it ->
                        !key.isEmpty()
                                && !it.id().equals(id)
                                && Keys.normal(it.key().get()).equals(Keys.normal(key)))
                .findFirst();
    }

    /// {@return whether letters alone are keys while the strip has the focus}
    public BooleanProperty singleLettersProperty() {
        return singleLetters;
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
