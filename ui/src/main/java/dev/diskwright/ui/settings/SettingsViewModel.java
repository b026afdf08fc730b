package dev.diskwright.ui.settings;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The settings in effect; every change is kept at once.
public final class SettingsViewModel {
    private final SettingsStore store;
    private final ReadOnlyObjectWrapper<Settings> settings;

    /// Starts with what `store` holds.
    public SettingsViewModel(SettingsStore store) {
        this.store = store;
        settings = new ReadOnlyObjectWrapper<>(store.load());
    }

    /// {@return the settings in effect}
    public ReadOnlyObjectProperty<Settings> settingsProperty() {
        return settings.getReadOnlyProperty();
    }

    /// Changes and keeps them.
    public void change(UnaryOperator<Settings> change) {
        Settings next = change.apply(settings.get());
        if (!next.equals(settings.get())) {
            settings.set(next);
            store.save(next);
        }
    }

    /// Notes that a design was used.
    public void used(Path file) {
        change(it -> it.withRecent(file));
    }
}
