package dev.diskwright.ui.start;

import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.StartingLayout;
import dev.diskwright.ui.difference.DifferencesViewModel;
import dev.diskwright.ui.document.FilesViewModel;
import dev.diskwright.ui.job.JobRunner;
import dev.diskwright.ui.journal.JournalViewModel;
import dev.diskwright.ui.layout.Role;
import dev.diskwright.ui.service.Question;
import dev.diskwright.ui.service.Questions;
import dev.diskwright.ui.settings.SettingsViewModel;
import dev.diskwright.ui.text.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Where a design comes from: a ready layout, a file, a recent one, or unsaved work of an earlier run.
public final class StartViewModel {
    private final FilesViewModel files;
    private final SettingsViewModel settings;
    private final JournalViewModel journal;
    private final DifferencesViewModel differences;
    private final JobRunner jobs;
    private final Questions questions;
    private final Texts texts;
    private final Path userHome;
    private final Moments moments;
    private final List<PresetCard> presets;
    private final List<PresetCard> others;
    private final ObservableList<RecentDesign> recent = FXCollections.observableArrayList();
    private final ObservableList<RecentDesign> recentView =
            FXCollections.unmodifiableObservableList(recent);
    private final ObservableList<UnsavedCard> unsaved = FXCollections.observableArrayList();
    private final ObservableList<UnsavedCard> unsavedView =
            FXCollections.unmodifiableObservableList(unsaved);

    private Runnable inspector = () -> {};

    /// @param userHome is written `~`
    /// @param clock tells which of the days before today a moment was
    public StartViewModel(
            FilesViewModel files,
            SettingsViewModel settings,
            JournalViewModel journal,
            DifferencesViewModel differences,
            JobRunner jobs,
            Questions questions,
            Texts texts,
            Path userHome,
            Clock clock) {
        this.files = files;
        this.settings = settings;
        this.journal = journal;
        this.differences = differences;
        this.jobs = jobs;
        this.questions = questions;
        this.texts = texts;
        this.userHome = userHome;
        moments = new Moments(texts, clock);
        presets =
                List.of(
                        card(StartingLayout.EFI, part(Role.ESP, 22), part(Role.ROOT, 78)),
                        card(
                                StartingLayout.HYBRID,
                                part(Role.RAW, 7),
                                part(Role.ESP, 20),
                                part(Role.ROOT, 73)),
                        card(
                                StartingLayout.BOARD,
                                part(Role.RAW, 9),
                                part(Role.BOOT, 22),
                                part(Role.ROOT, 69)),
                        card(
                                StartingLayout.AB,
                                part(Role.ESP, 13),
                                part(Role.ROOT, 28),
                                part(Role.ROOT, 28),
                                part(Role.DATA, 31)),
                        card(StartingLayout.EMPTY));
        others =
                List.of(
                        card(StartingLayout.LEGACY_GPT, part(Role.RAW, 9), part(Role.ROOT, 91)),
                        card(StartingLayout.LEGACY, part(Role.ROOT, 100)),
                        card(StartingLayout.NONE, part(Role.ROOT, 100)));
        settings.settingsProperty().subscribe(_ -> refresh());
        journal.found().addListener((InvalidationListener) _ -> showUnsaved());
        showUnsaved();
    }

    private PresetCard card(StartingLayout layout, PresetCard.Part... parts) {
        return new PresetCard(
                layout.toString(),
                texts.of("starting." + layout),
                texts.of("starting." + layout + ".help"),
                List.of(parts));
    }

    private static PresetCard.Part part(Role role, double width) {
        return new PresetCard.Part(role, width);
    }

    /// {@return the layouts that most designs start from}
    public List<PresetCard> presets() {
        return presets;
    }

    /// {@return layouts that fewer designs start from}
    public List<PresetCard> others() {
        return others;
    }

    /// {@return designs used before, the last one first}
    public ObservableList<RecentDesign> recent() {
        return recentView;
    }

    /// {@return unsaved work of earlier runs, the newest first}
    public ObservableList<UnsavedCard> unsaved() {
        return unsavedView;
    }

    /// Makes a design with a ready layout.
    public void create(PresetCard card) {
        files.create(card.key());
    }

    /// Lets the person choose a design.
    public void openChosen() {
        files.openChosen();
    }

    /// Takes what lets the person choose an image to look into.
    public void onInspect(Runnable newInspector) {
        inspector = newInspector;
    }

    /// Lets the person choose an image to look into.
    public void inspectChosen() {
        inspector.run();
    }

    /// Opens a design used before.
    public void open(RecentDesign design) {
        files.open(design.file());
    }

    /// Lets the person choose where a missing design is now.
    public void locate(RecentDesign design) {
        files.locate(design.file());
    }

    /// Forgets a design used before.
    public void forget(RecentDesign design) {
        settings.change(it -> it.withoutRecent(design.file()));
    }

    /// Shows how unsaved work differs from its file.
    public void showDifferences(UnsavedCard card) {
        Design base = card.found().base();
        Design work = card.found().work().design();
        differences.show(
                new DifferencesViewModel.Heading(
                        texts.of("difference.heading.recovered", work.name()),
                        texts.of(base == null ? "difference.side.empty" : "difference.side.file"),
                        texts.of("difference.side.unsaved")),
                base == null ? StartingLayout.EMPTY.design(work.name()) : base,
                work);
    }

    /// Opens unsaved work as a copy.
    public void openCopy(UnsavedCard card) {
        files.openCopy(() -> journal.openAsCopy(card.found()));
    }

    /// Removes unsaved work, once the person said so.
    public void discard(UnsavedCard card) {
        questions.ask(
                new Question(
                        texts.of("start.unsaved.discard.title", card.title()),
                        texts.of("start.unsaved.discard.text"),
                        List.of(
                                new Question.Choice(
                                        "discard",
                                        texts.of("start.unsaved.discard"),
                                        Question.Kind.DANGER,
                                        () -> journal.discard(card.found())),
                                new Question.Choice(
                                        "cancel",
                                        texts.of("question.cancel"),
                                        Question.Kind.DEFAULT,
                                        () -> {}))));
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
        String when = "";
        boolean missing = false;
        try {
            when = moments.name(Files.getLastModifiedTime(file).toInstant());
        } catch (IOException _) {
            missing = true;
        }
        return new RecentDesign(file, name(file), folder(file), when, missing);
    }

    private static String name(Path file) {
        Path name = file.getFileName();
        String text = name == null ? file.toString() : name.toString();
        return text.endsWith(FilesViewModel.EXTENSION)
                ? text.substring(0, text.length() - FilesViewModel.EXTENSION.length())
                : text;
    }

    private String folder(Path file) {
        Path folder = file.getParent();
        if (folder == null) {
            return "";
        }
        return folder.startsWith(userHome) && !folder.equals(folder.getRoot())
                ? Path.of("~").resolve(userHome.relativize(folder)).toString()
                : folder.toString();
    }

    private void showUnsaved() {
        unsaved.setAll(journal.found().stream().map(this::describe).toList());
    }

    private UnsavedCard describe(JournalViewModel.Found found) {
        Path file = found.work().file();
        String when = moments.name(found.work().kept());
        return new UnsavedCard(
                found,
                file == null ? found.work().design().name() : name(file),
                file == null
                        ? texts.of("start.unsaved.neverSaved", when)
                        : texts.of("start.unsaved.detail", folder(file), when),
                file == null || !found.fileChanged()
                        ? ""
                        : texts.of(
                                found.base() == null
                                        ? "start.unsaved.fileGone"
                                        : "start.unsaved.fileChanged"));
    }
}
