package dev.diskwright.ui.testing;

import dev.diskwright.ui.settings.Settings;
import dev.diskwright.ui.settings.SettingsStore;

/// Settings that end with the test.
public final class MemorySettings implements SettingsStore {
    private Settings settings;

    /// Starts with `settings`.
    public MemorySettings(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Settings load() {
        return settings;
    }

    @Override
    public void save(Settings newSettings) {
        settings = newSettings;
    }
}
