package dev.diskwright.ui;

import dev.diskwright.resources.WindowResources;
import dev.diskwright.ui.command.CommandRegistry;
import dev.diskwright.ui.preferences.KeysViewModel;
import dev.diskwright.ui.preferences.PreferencesViewModel;
import dev.diskwright.ui.settings.SettingsViewModel;
import dev.diskwright.ui.shortcuts.ShortcutsViewModel;

/// State of what lists all that there is to find: settings, keys, shortcuts.
///
/// @param preferences what can be set up
/// @param shortcuts all keys
record Finding(PreferencesViewModel preferences, ShortcutsViewModel shortcuts) {
    /// {@return view models over the commands of the window}
    static Finding wire(
            ViewModels.Outside outside, CommandRegistry commands, SettingsViewModel settings) {
        var keys = new KeysViewModel(commands, settings, outside.texts());
        return new Finding(
                new PreferencesViewModel(
                        settings, keys, outside.texts(), WindowResources.LANGUAGES),
                new ShortcutsViewModel(commands, outside.desktop(), outside.texts()));
    }
}
