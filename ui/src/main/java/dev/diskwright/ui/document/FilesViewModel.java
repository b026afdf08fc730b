package dev.diskwright.ui.document;

import dev.diskwright.core.block.AtomicOutput;
import dev.diskwright.core.design.Design;
import dev.diskwright.core.design.DesignJson;
import dev.diskwright.core.design.Diagnostic;
import dev.diskwright.core.design.Preset;
import dev.diskwright.ui.job.JobRunner;
import dev.diskwright.ui.service.Desktop;
import dev.diskwright.ui.service.Question;
import dev.diskwright.ui.service.Questions;
import dev.diskwright.ui.settings.SettingsViewModel;
import dev.diskwright.ui.text.Texts;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// New, open and save, with the questions they need.
public final class FilesViewModel {
    /// What design files are called by convention.
    public static final String EXTENSION = ".diskwright.json";

    private final DocumentViewModel document;
    private final SettingsViewModel settings;
    private final Desktop desktop;
    private final JobRunner jobs;
    private final Questions questions;
    private final Texts texts;
    private final Path home;
    private Runnable opened = () -> {};

    /// @param home folder that is offered for a design that was never saved
    public FilesViewModel(
            DocumentViewModel document,
            SettingsViewModel settings,
            Desktop desktop,
            JobRunner jobs,
            Questions questions,
            Texts texts,
            Path home) {
        this.document = document;
        this.settings = settings;
        this.desktop = desktop;
        this.jobs = jobs;
        this.questions = questions;
        this.texts = texts;
        this.home = home;
    }

    /// Takes what shows a document that was just opened.
    public void onOpened(Runnable newOpened) {
        opened = newOpened;
    }

    /// Makes a design with a ready layout.
    ///
    /// @param preset as the document calls it
    public void create(String preset) {
        for (Preset it : Preset.values()) {
            if (it.toString().equals(preset)) {
                whenSafe(() -> {
                    Design design = Design.of(texts.of("file.newName"), it);
                    document.open(design, null, List.of(), false);
                    opened.run();
                });
            }
        }
    }

    /// Lets the person choose a design to open.
    public void openChosen() {
        whenSafe(() -> desktop.chooseDesign().ifPresent(this::read));
    }

    /// Takes a design that has no file yet.
    public void createFrom(Design design) {
        whenSafe(() -> {
            document.open(design, null, List.of(), false);
            opened.run();
        });
    }

    /// Opens a design.
    public void open(Path file) {
        whenSafe(() -> read(file));
    }

    private void read(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        jobs.start(
                () -> DesignJson.read(Files.readString(absolute)),
                parsed -> show(absolute, parsed),
                fault -> tell(texts.of("file.openFailed", absolute.getFileName()), why(fault)));
    }

    private void show(Path file, DesignJson.Parsed parsed) {
        Design design = parsed.design();
        if (design == null) {
            Diagnostic problem = parsed.diagnostics().getFirst();
            tell(
                    texts.of("file.openFailed", file.getFileName()),
                    texts.of("problem.sentences", problem.problem(), problem.remedy()));
            return;
        }
        document.open(design, file, parsed.diagnostics(), parsed.comments());
        settings.used(file);
        opened.run();
    }

    /// Saves where the design came from, or asks where.
    public void save() {
        save(() -> {});
    }

    private void save(Runnable then) {
        Path file = document.fileProperty().get();
        if (file == null) {
            saveAs(then);
        } else if (document.losesComments()) {
            askAboutComments(file, then);
        } else {
            write(file, then);
        }
    }

    private void askAboutComments(Path file, Runnable then) {
        questions.ask(
                new Question(
                        texts.of("file.comments.title"),
                        texts.of("file.comments.text", file.getFileName()),
                        List.of(
                                choice(
                                        "other-name",
                                        "file.comments.other",
                                        Question.Kind.DEFAULT,
                                        () -> saveAs(then)),
                                choice(
                                        "overwrite",
                                        "file.comments.overwrite",
                                        Question.Kind.DANGER,
                                        () -> write(file, then)),
                                choice(
                                        "cancel",
                                        "question.cancel",
                                        Question.Kind.PLAIN,
                                        () -> {}))));
    }

    /// Asks where to save.
    public void saveAs() {
        saveAs(() -> {});
    }

    private void saveAs(Runnable then) {
        Path current = document.fileProperty().get();
        Path proposal =
                current != null ? current : home.resolve(document.require().name() + EXTENSION);
        desktop.chooseDesignTarget(proposal).ifPresent(file -> write(file, then));
    }

    private void write(Path file, Runnable then) {
        Design design = document.require();
        Path absolute = file.toAbsolutePath().normalize();
        jobs.start(
                () -> {
                    writeWhole(absolute, DesignJson.write(design));
                    return absolute;
                },
                done -> {
                    document.savedAs(done, design);
                    settings.used(done);
                    then.run();
                },
                fault -> tell(texts.of("file.saveFailed", absolute.getFileName()), why(fault)));
    }

    /// A reader sees the file as it was or as it will be, never a part of it.
    private static void writeWhole(Path file, String text) throws IOException {
        try (var output = AtomicOutput.create(file, true)) {
            output.write(0, MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8)));
            output.commit();
        }
    }

    /// Runs `then` at once, or after the person said what becomes of unsaved edits.
    public void whenSafe(Runnable then) {
        if (!document.dirtyProperty().get()) {
            then.run();
            return;
        }
        questions.ask(
                new Question(
                        texts.of("file.unsaved.title", document.require().name()),
                        texts.of("file.unsaved.text"),
                        List.of(
                                choice(
                                        "save",
                                        "file.unsaved.save",
                                        Question.Kind.DEFAULT,
                                        () -> save(then)),
                                choice(
                                        "discard",
                                        "file.unsaved.discard",
                                        Question.Kind.DANGER,
                                        then),
                                choice(
                                        "cancel",
                                        "question.cancel",
                                        Question.Kind.PLAIN,
                                        () -> {}))));
    }

    private Question.Choice choice(String id, String key, Question.Kind kind, Runnable action) {
        return new Question.Choice(id, texts.of(key), kind, action);
    }

    private void tell(String title, String text) {
        questions.ask(
                new Question(
                        title,
                        text,
                        List.of(
                                choice(
                                        "close",
                                        "question.close",
                                        Question.Kind.DEFAULT,
                                        () -> {}))));
    }

    private String why(Exception fault) {
        return switch (fault) {
            case java.nio.file.NoSuchFileException _ -> texts.of("file.missing");
            case java.nio.file.AccessDeniedException _ -> texts.of("file.denied");
            case CharacterCodingException _ -> texts.of("file.notText");
            default -> String.valueOf(fault.getMessage());
        };
    }
}
