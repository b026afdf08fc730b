package dev.diskwright.ui.preferences;

import dev.diskwright.ui.command.Command;
import dev.diskwright.ui.command.CommandRegistry;
import dev.diskwright.ui.command.Keys;
import dev.diskwright.ui.settings.SettingsViewModel;
import dev.diskwright.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The commands with their keys, and the way to another key: press it, and where another command has it, take it over
/// or leave it.
public final class KeysViewModel {
    /// A command in the list.
    ///
    /// @param id its name in the registry
    /// @param title what it does
    /// @param group the menu it stands in
    /// @param key for people; empty for none
    /// @param rebound whether its key is not the one it came with
    /// @param where the menu, and the picture that must have the focus for its key to work
    public record Row(
            String id, String title, String group, String key, boolean rebound, String where) {}

    /// A key that another command has already.
    ///
    /// @param id the command it is wanted for
    /// @param key that is wanted
    /// @param holder the command that has it
    /// @param text what to tell
    public record Conflict(String id, String key, String holder, String text) {}

    private final CommandRegistry commands;
    private final SettingsViewModel settings;
    private final Texts texts;
    private final StringProperty filter = new SimpleStringProperty("");
    private final ObservableList<Row> rows = FXCollections.observableArrayList();
    private final ObservableList<Row> rowsView = FXCollections.unmodifiableObservableList(rows);
    private final ReadOnlyStringWrapper recording = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Optional<Conflict>> conflict =
            new ReadOnlyObjectWrapper<>(Optional.empty());

    /// Lists what is in `commands`.
    public KeysViewModel(CommandRegistry commands, SettingsViewModel settings, Texts texts) {
        this.commands = commands;
        this.settings = settings;
        this.texts = texts;
        filter.subscribe(this::refresh);
        settings.settingsProperty().subscribe((_, _) -> refresh());
    }

    /// {@return the commands that match the filter, in the order of the menus}
    public ObservableList<Row> rows() {
        return rowsView;
    }

    /// {@return part of a title, a menu or a key; empty shows all}
    public StringProperty filterProperty() {
        return filter;
    }

    /// {@return name of the command whose new key is waited for; empty for none}
    public ReadOnlyStringProperty recordingProperty() {
        return recording.getReadOnlyProperty();
    }

    /// {@return the question whether a key changes hands}
    public ReadOnlyObjectProperty<Optional<Conflict>> conflictProperty() {
        return conflict.getReadOnlyProperty();
    }

    /// Reads the commands again.
    public void refresh() {
        String wanted = filter.get().strip().toLowerCase(Locale.ROOT);
        List<Row> next =
                commands.all().stream()
                        .sorted((a, b) -> a.group().compareTo(b.group()))
                        .map(this::row)
                        .filter(row ->
                                (row.title() + " " + row.group() + " " + row.key())
                                        .toLowerCase(Locale.ROOT)
                                        .contains(wanted))
                        .toList();
        if (!next.equals(rows)) {
            rows.setAll(next);
        }
    }

    private Row row(Command command) {
        return new Row(
                command.id(),
                texts.of("command." + command.id()),
                texts.of("menu." + command.group().key()),
                Keys.display(command.key().get()),
                command.isRebound(),
                where(command));
    }

    private String where(Command command) {
        String group = texts.of("menu." + command.group().key());
        return switch (command.scope()) {
            case WINDOW -> group;
            case STRIP -> texts.of("settings.keys.onStrip", group);
            case NETWORK -> texts.of("settings.keys.onNetwork", group);
        };
    }

    /// Waits for the next key for a command.
    public void record(Row row) {
        conflict.set(Optional.empty());
        recording.set(row.id());
    }

    /// Stops waiting.
    public void cancel() {
        recording.set("");
        conflict.set(Optional.empty());
    }

    /// Takes the key that was pressed; where another command has it, asks first.
    ///
    /// @param key as commands name it; empty while only modifiers are down
    public void pressed(String key) {
        String id = recording.get();
        if (id.isEmpty() || key.isEmpty()) {
            return;
        }
        recording.set("");
        Optional<Command> holder = commands.holder(key, id);
        if (holder.isEmpty()) {
            settings.change(it -> it.withKey(id, key));
            return;
        }
        conflict.set(
                Optional.of(
                        new Conflict(
                                id,
                                key,
                                holder.get().id(),
                                texts.of(
                                        "settings.keys.conflict",
                                        Keys.display(key),
                                        texts.of("command." + holder.get().id()),
                                        texts.of("command." + id)))));
    }

    /// Gives the key to the command it is wanted for; the other one is left without.
    public void takeOver() {
        conflict.get()
                .ifPresent(it ->
                        settings.change(
                                all -> all.withKey(it.holder(), "").withKey(it.id(), it.key())));
        conflict.set(Optional.empty());
    }

    /// Leaves a command without a key.
    public void remove(Row row) {
        settings.change(it -> it.withKey(row.id(), ""));
    }

    /// Gives a command the key it came with; where another command has it by now, asks first.
    public void reset(Row row) {
        String own = commands.get(row.id()).defaultKey();
        if (commands.holder(own, row.id()).isPresent()) {
            recording.set(row.id());
            pressed(own);
        } else {
            settings.change(it -> it.withoutKey(row.id()));
        }
    }

    /// Gives every command the key it came with.
    public void resetAll() {
        cancel();
        settings.change(it -> it.withoutKeys());
    }
}
