package dev.diskwright.ui;

import dev.diskwright.resources.WindowResources;
import dev.diskwright.ui.build.BuildViewModel;
import dev.diskwright.ui.build.ConvertViewModel;
import dev.diskwright.ui.build.LogFinder;
import dev.diskwright.ui.command.Command;
import dev.diskwright.ui.command.CommandRegistry;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.FilesViewModel;
import dev.diskwright.ui.document.PlanningViewModel;
import dev.diskwright.ui.network.NetworkViewModel;
import dev.diskwright.ui.outline.OutlineViewModel;
import dev.diskwright.ui.palette.FindViewModel;
import dev.diskwright.ui.palette.LayoutFinder;
import dev.diskwright.ui.palette.PaletteSource;
import dev.diskwright.ui.palette.PaletteSources;
import dev.diskwright.ui.palette.PaletteViewModel;
import dev.diskwright.ui.palette.WordedEdits;
import dev.diskwright.ui.preferences.KeysViewModel;
import dev.diskwright.ui.preferences.PreferencesViewModel;
import dev.diskwright.ui.problems.ProblemsFinder;
import dev.diskwright.ui.problems.ProblemsViewModel;
import dev.diskwright.ui.running.ConsoleViewModel;
import dev.diskwright.ui.settings.SettingsViewModel;
import dev.diskwright.ui.shell.Screen;
import dev.diskwright.ui.shell.ShellViewModel;
import dev.diskwright.ui.shortcuts.ShortcutsViewModel;
import dev.diskwright.ui.text.Texts;
import java.util.List;

/// State of what lists all that there is to find: settings, keys, shortcuts, palette, search.
///
/// @param preferences what can be set up
/// @param shortcuts all keys
/// @param palette everything by typing
/// @param find the search within a screen
record Finding(
        PreferencesViewModel preferences,
        ShortcutsViewModel shortcuts,
        PaletteViewModel palette,
        FindViewModel find) {
    /// What can be found.
    record Sources(
            CommandRegistry commands,
            SettingsViewModel settings,
            DocumentViewModel document,
            PlanningViewModel planning,
            FilesViewModel files,
            OutlineViewModel outline,
            ProblemsViewModel problems,
            BuildViewModel build,
            ConvertViewModel convert,
            NetworkViewModel network,
            ConsoleViewModel console) {}

    /// {@return view models over `sources`; their commands are added}
    static Finding wire(ViewModels.Outside outside, Sources sources, ShellViewModel shell) {
        Texts texts = outside.texts();
        CommandRegistry commands = sources.commands();
        var preferences =
                new PreferencesViewModel(
                        sources.settings(),
                        new KeysViewModel(commands, sources.settings(), texts),
                        texts,
                        WindowResources.LANGUAGES);
        PaletteSource objects =
                PaletteSources.objects(
                        sources.outline(), sources.document(), _ -> shell.show(Screen.LAYOUT));
        PaletteSource all =
                PaletteSources.both(objects, PaletteSources.interfaces(sources.network()));
        var palette =
                new PaletteViewModel(
                        List.of(
                                PaletteSources.commands(commands, texts),
                                all,
                                PaletteSources.settings(preferences, texts),
                                PaletteSources.problems(sources.problems()),
                                PaletteSources.recent(sources.settings(), sources.files())),
                        all,
                        new WordedEdits(sources.document(), sources.planning(), texts),
                        texts);
        var find = new FindViewModel(shell.screenProperty(), texts);
        find.register(
                Screen.LAYOUT,
                new ProblemsFinder(
                        new LayoutFinder(sources.outline(), sources.document()),
                        sources.problems(),
                        shell::showsProblems));
        find.register(Screen.BUILD, new LogFinder(sources.build().run().log()));
        find.register(Screen.MACHINE, sources.console());
        find.register(Screen.CONVERT, new LogFinder(sources.convert().run().log()));
        commands.in(Command.Group.EDIT);
        commands.add("find", "Shortcut+F", "fth-search", find.reasonProperty(), find::open);
        commands.add("goToObject", "Shortcut+P", "fth-crosshair", palette::openObjects);
        commands.add("palette", "Shortcut+K", "fth-terminal", palette::openEverything);
        return new Finding(
                preferences,
                new ShortcutsViewModel(commands, outside.desktop(), texts),
                palette,
                find);
    }
}
