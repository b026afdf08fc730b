package dev.diskwright.ui.settings;

/// Where settings are kept. A loss of settings is no reason to bother anyone, so neither method fails.
public interface SettingsStore {
    /// {@return what was saved last, or the defaults}
    Settings load();

    /// Keeps the settings.
    void save(Settings settings);
}
