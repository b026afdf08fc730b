package dev.diskwright.ui.palette;

import dev.diskwright.ui.command.Command;
import dev.diskwright.ui.command.CommandRegistry;
import dev.diskwright.ui.command.Keys;
import dev.diskwright.ui.document.DocumentViewModel;
import dev.diskwright.ui.document.FilesViewModel;
import dev.diskwright.ui.document.Selected;
import dev.diskwright.ui.network.NetworkViewModel;
import dev.diskwright.ui.outline.OutlineRow;
import dev.diskwright.ui.outline.OutlineViewModel;
import dev.diskwright.ui.palette.PaletteItem.Kind;
import dev.diskwright.ui.preferences.PreferencesViewModel;
import dev.diskwright.ui.preferences.Setting;
import dev.diskwright.ui.problems.ProblemRow;
import dev.diskwright.ui.problems.ProblemsViewModel;
import dev.diskwright.ui.settings.SettingsViewModel;
import dev.diskwright.ui.text.Texts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What the palette lists of a window.
public final class PaletteSources {
    private PaletteSources() {}

    /// {@return the commands}
    public static PaletteSource commands(CommandRegistry commands, Texts texts) {
        return () ->
                commands.all().stream()
                        .map(it ->
                                new PaletteItem(
                                        Kind.COMMAND,
                                        it.title().getValue(),
                                        texts.of("menu." + it.group().key()),
                                        Keys.display(it.key().get()),
                                        it.reason().getValue(),
                                        icon(it),
                                        () -> commands.run(it.id())))
                        .toList();
    }

    private static String icon(Command command) {
        return command.icon().isEmpty() ? "fth-chevron-right" : command.icon();
    }

    /// {@return the disk, its partitions and its contents}
    ///
    /// @param show brings what is selected into view
    public static PaletteSource objects(
            OutlineViewModel outline, DocumentViewModel document, Consumer<Selected> show) {
        return () ->
                outline.objects().stream()
                        .map(row ->
                                new PaletteItem(
                                        Kind.OBJECT,
                                        row.text(),
                                        row.detail(),
                                        "",
                                        "",
                                        objectIcon(row),
                                        () -> {
                                            Selected target = Objects.requireNonNull(row.target());
                                            document.select(target);
                                            show.accept(target);
                                        }))
                        .toList();
    }

    private static String objectIcon(OutlineRow row) {
        return row.icon().isEmpty() ? "fth-square" : row.icon();
    }

    /// {@return the interfaces of the machine}
    public static PaletteSource interfaces(NetworkViewModel network) {
        return () ->
                network.rows().stream()
                        .map(row ->
                                new PaletteItem(
                                        Kind.OBJECT,
                                        row.nic().name(),
                                        row.vlan(),
                                        "",
                                        "",
                                        "fth-share-2",
                                        () -> network.open(row.nic().name())))
                        .toList();
    }

    /// {@return both lists, one behind the other}
    public static PaletteSource both(PaletteSource one, PaletteSource other) {
        return () -> Stream.concat(one.items().stream(), other.items().stream()).toList();
    }

    /// {@return every value of every setting}
    public static PaletteSource settings(PreferencesViewModel preferences, Texts texts) {
        return () -> {
            var items = new ArrayList<PaletteItem>();
            add(items, PreferencesViewModel.THEME, preferences, texts);
            add(items, PreferencesViewModel.DENSITY, preferences, texts);
            add(items, PreferencesViewModel.MOTION, preferences, texts);
            add(items, PreferencesViewModel.UNITS, preferences, texts);
            return items;
        };
    }

    private static <T> void add(
            List<PaletteItem> items,
            Setting<T> setting,
            PreferencesViewModel preferences,
            Texts texts) {
        T now = setting.read().apply(preferences.lookProperty().get());
        for (T value : setting.values()) {
            items.add(
                    new PaletteItem(
                            Kind.SETTING,
                            texts.of(
                                    "settings.choice",
                                    preferences.name(setting),
                                    preferences.name(setting, value)),
                            value.equals(now) ? texts.of("palette.now") : "",
                            "",
                            "",
                            "fth-sliders",
                            () -> preferences.choose(setting, value)));
        }
    }

    /// {@return the problems}
    public static PaletteSource problems(ProblemsViewModel problems) {
        return () -> {
            var items = new ArrayList<PaletteItem>();
            List<ProblemRow> rows = problems.rows();
            for (int i = 0; i < rows.size(); i++) {
                int index = i;
                ProblemRow row = rows.get(i);
                items.add(
                        new PaletteItem(
                                Kind.PROBLEM,
                                row.code() + " " + row.sentence(),
                                row.place(),
                                "",
                                "",
                                "fth-alert-triangle",
                                () -> problems.goTo(index)));
            }
            return items;
        };
    }

    /// {@return the designs used before}
    public static PaletteSource recent(SettingsViewModel settings, FilesViewModel files) {
        return () ->
                settings.settingsProperty().get().recent().stream()
                        .map(file ->
                                new PaletteItem(
                                        Kind.RECENT,
                                        String.valueOf(file.getFileName()),
                                        folder(file),
                                        "",
                                        "",
                                        "fth-clock",
                                        () -> files.open(file)))
                        .toList();
    }

    private static String folder(Path file) {
        return String.valueOf(file.getParent());
    }
}
