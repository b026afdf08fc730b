package dev.diskwright.ui.start;

import dev.diskwright.ui.document.FilesViewModel;
import dev.diskwright.ui.job.JobRunner;
import dev.diskwright.ui.layout.Role;
import dev.diskwright.ui.settings.SettingsViewModel;
import dev.diskwright.ui.text.Texts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Where a design comes from: a ready layout, a file, or the recent ones.
public final class StartViewModel {
    private final FilesViewModel files;
    private final SettingsViewModel settings;
    private final JobRunner jobs;
    private final Path userHome;
    private final List<PresetCard> presets;
    private final ObservableList<RecentDesign> recent = FXCollections.observableArrayList();
    private final ObservableList<RecentDesign> recentView =
            FXCollections.unmodifiableObservableList(recent);

    /// @param userHome is written `~`
    public StartViewModel(
            FilesViewModel files,
            SettingsViewModel settings,
            JobRunner jobs,
            Texts texts,
            Path userHome) {
        this.files = files;
        this.settings = settings;
        this.jobs = jobs;
        this.userHome = userHome;
        presets =
                List.of(
                        card(texts, "efi", part(Role.ESP, 22), part(Role.ROOT, 78)),
                        card(
                                texts,
                                "hybrid",
                                part(Role.RAW, 7),
                                part(Role.ESP, 20),
                                part(Role.ROOT, 73)),
                        card(texts, "legacy+gpt", part(Role.RAW, 9), part(Role.ROOT, 91)),
                        card(texts, "legacy", part(Role.ROOT, 100)),
                        card(texts, "none", part(Role.ROOT, 100)));
        settings.settingsProperty().subscribe(_ -> refresh());
    }

    private static PresetCard card(Texts texts, String key, PresetCard.Part... parts) {
        return new PresetCard(
                key,
                texts.of("preset." + key),
                texts.of("preset." + key + ".help"),
                List.of(parts));
    }

    private static PresetCard.Part part(Role role, double width) {
        return new PresetCard.Part(role, width);
    }

    /// {@return the ready layouts}
    public List<PresetCard> presets() {
        return presets;
    }

    /// {@return designs used before, the last one first}
    public ObservableList<RecentDesign> recent() {
        return recentView;
    }

    /// Makes a design with a ready layout.
    public void create(PresetCard card) {
        files.create(card.key());
    }

    /// Lets the person choose a design.
    public void openChosen() {
        files.openChosen();
    }

    /// Opens a design used before.
    public void open(RecentDesign design) {
        files.open(design.file());
    }

    /// Forgets a design used before.
    public void forget(RecentDesign design) {
        settings.change(it -> it.withoutRecent(design.file()));
    }

    /// {@return whether these files can be dropped here}
    public boolean accepts(List<Path> dropped) {
        return dropped.size() == 1
                && dropped.getFirst().getFileName() != null
                && dropped.getFirst().getFileName().toString().endsWith(".json");
    }

    /// Opens a file that was dropped.
    public void drop(List<Path> dropped) {
        if (accepts(dropped)) {
            files.open(dropped.getFirst());
        }
    }

    /// Looks again which recent designs are still there.
    public void refresh() {
        List<Path> paths = settings.settingsProperty().get().recent();
        jobs.start(
                () -> paths.stream().map(this::describe).toList(),
                recent::setAll,
                _ -> recent.clear());
    }

    private RecentDesign describe(Path file) {
        Path name = file.getFileName();
        Path folder = file.getParent();
        String text = name == null ? file.toString() : name.toString();
        return new RecentDesign(
                file,
                text.endsWith(FilesViewModel.EXTENSION)
                        ? text.substring(0, text.length() - FilesViewModel.EXTENSION.length())
                        : text,
                folder == null ? "" : shorten(folder),
                !Files.isReadable(file));
    }

    private String shorten(Path folder) {
        return folder.startsWith(userHome) && !folder.equals(folder.getRoot())
                ? Path.of("~").resolve(userHome.relativize(folder)).toString()
                : folder.toString();
    }
}
